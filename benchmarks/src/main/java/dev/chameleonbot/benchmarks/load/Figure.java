package dev.chameleonbot.benchmarks.load;

/**
 * One measured value.
 *
 * @param subject of what
 * @param accounts how many accounts it ran
 * @param scenario the name of a {@link Scenario}, or {@link #IDLE}
 * @param repetition from 1
 * @param metric what the value tells
 * @param value the value in the metric's unit
 */
record Figure(Subject subject, int accounts, String scenario, int repetition, Metric metric, double value) {
    /** What stands in place of a scenario for what is measured without load. */
    static final String IDLE = "idle";
}
