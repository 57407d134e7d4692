package dev.chameleonbot.benchmarks.load;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a figure tells, in the order in which tables show it. */
enum Metric {
    LIVE("accounts live", 0),
    TIME_TO_LIVE_MS("until all are live, ms", 0),
    START_CPU_MS("CPU until then, ms", 0),
    RSS_MB("RSS after GC, MB", 0),
    HEAP_MB("heap after GC, MB", 1),
    THREADS("platform threads", 0),
    DESCRIPTORS("descriptors", 0),
    IDLE_CPU_MS_PER_S("CPU at idle, ms/s", 1),
    PEAK_RSS_MB("peak RSS of the whole run, MB", 0),
    LOADED_THREADS("platform threads after the load", 0),
    LOADED_HEAP_MB("heap after the load and a GC, MB", 1),
    OWN_MESSAGES("own messages", 0),
    OTHER_MESSAGES("others' messages", 0),
    LOST("lost", 0),
    DOUBLED("doubled", 0),
    DROP_REPORTS("told that own ones are dropped", 0),
    PLUGIN_FAILURES("failures of the plugin", 0),
    CHANGES_PER_OWN("changes per own message", 3),
    P50_US("p50, µs", 0),
    P99_US("p99, µs", 0),
    P999_US("p99.9, µs", 0),
    MAX_US("longest, µs", 0),
    CPU_US_PER_MESSAGE("CPU per message, µs", 1),
    RSS_LOADED_MB("RSS under the load, MB", 0),
    MESSAGES_PER_S("messages/s", 0),
    SIMULATOR_LAG_P99_US("simulator late by (p99), µs", 0),
    SIMULATOR_CPU_US_PER_MESSAGE("simulator's CPU per message, µs", 1),
    MACHINE_BUSY_PERCENT("both together, % of the machine", 0),
    SIMULATOR_BUSY_PERCENT("the simulator alone, % of the machine", 0);

    private final String title;
    private final int decimals;

    Metric(String title, int decimals) {
        this.title = title;
        this.decimals = decimals;
    }

    /** Its name in files. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return title;
    }

    int decimals() {
        return decimals;
    }

    /** Whether it is about the simulator, and not about the subject. */
    boolean isOfTheSimulator() {
        return compareTo(SIMULATOR_LAG_P99_US) >= 0;
    }

    /** Whether two subjects' values can be divided by one another. */
    boolean hasRatio() {
        return switch (this) {
            case LIVE, OWN_MESSAGES, OTHER_MESSAGES, LOST, DOUBLED, DROP_REPORTS, PLUGIN_FAILURES, CHANGES_PER_OWN ->
                false;
            default -> !isOfTheSimulator();
        };
    }

    static Optional<Metric> of(String id) {
        return Arrays.stream(values()).filter(metric -> metric.id().equals(id)).findAny();
    }
}
