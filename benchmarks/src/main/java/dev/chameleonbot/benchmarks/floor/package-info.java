/** The least that a bot can be: what the transport alone costs. */
@NullMarked
package dev.chameleonbot.benchmarks.floor;

import org.jspecify.annotations.NullMarked;
