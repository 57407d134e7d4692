/** Runs the JMH benchmarks and shows their results. */
@NullMarked
package dev.chameleonbot.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
