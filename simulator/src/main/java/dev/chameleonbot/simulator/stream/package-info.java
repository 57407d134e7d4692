/** Streams of channels: who is live since when, and who is told. */
@NullMarked
package dev.chameleonbot.simulator.stream;

import org.jspecify.annotations.NullMarked;
