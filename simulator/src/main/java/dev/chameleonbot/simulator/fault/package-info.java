/** The vocabulary of faults: where they strike, and the handle that tells whether they did. */
@NullMarked
package dev.chameleonbot.simulator.fault;

import org.jspecify.annotations.NullMarked;
