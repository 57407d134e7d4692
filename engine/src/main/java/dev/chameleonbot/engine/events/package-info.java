/** From whoever sees something happen to those who want to know of it. */
@NullMarked
package dev.chameleonbot.engine.events;

import org.jspecify.annotations.NullMarked;
