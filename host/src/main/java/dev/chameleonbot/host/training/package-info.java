/** Trains the Java that the launcher starts, so that starts are quicker. */
@NullMarked
package dev.chameleonbot.host.training;

import org.jspecify.annotations.NullMarked;
