/** What happened in a simulator: exact counters and the latest entries. */
@NullMarked
package dev.chameleonbot.simulator.journal;

import org.jspecify.annotations.NullMarked;
