package dev.chameleonbot.host.metrics;

import java.util.Locale;

/** What a metric's values are. */
enum MetricType {
    /** Only grows, until the process ends. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** How often something took no longer than each of some bounds. */
    HISTOGRAM,
    /** How often something was, and the sum of it. */
    SUMMARY,
    /** Always 1; the labels say it. */
    INFO;

    /** As Prometheus writes it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
