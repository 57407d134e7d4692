/** What the benchmarks and the load harness share. */
@NullMarked
package dev.chameleonbot.benchmarks;

import org.jspecify.annotations.NullMarked;
