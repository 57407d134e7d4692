/** Waiting, alarms and the wire format of time. */
@NullMarked
package dev.chameleonbot.simulator.time;

import org.jspecify.annotations.NullMarked;
