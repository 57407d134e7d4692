/** Keeps behaviours from doing harm: the threads that they are called on, and the watchdog over their calls. */
@NullMarked
package dev.chameleonbot.engine.guard;

import org.jspecify.annotations.NullMarked;
