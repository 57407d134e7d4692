/** Keeps behaviours from doing harm: the threads that they are called on, time limits, circuit breakers. */
@NullMarked
package dev.chameleonbot.engine.guard;

import org.jspecify.annotations.NullMarked;
