/**
 * The load harness: starts the simulator in its own JVM and each subject in another, sends chat by a schedule, and
 * weighs what comes back. Start at {@link dev.chameleonbot.benchmarks.load.Compare}.
 */
@NullMarked
package dev.chameleonbot.benchmarks.load;

import org.jspecify.annotations.NullMarked;
