/** Faults: where they strike, and handles that tell whether they did. */
@NullMarked
package dev.chameleonbot.simulator.fault;

import org.jspecify.annotations.NullMarked;
