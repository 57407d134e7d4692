/** What happens to accounts and in the engine, on its way from the parts that see it to those who listen. */
@NullMarked
package dev.chameleonbot.engine.events;

import org.jspecify.annotations.NullMarked;
