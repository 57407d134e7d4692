/** Faults that wait for their occasion. */
@NullMarked
package dev.chameleonbot.simulator.script;

import org.jspecify.annotations.NullMarked;
