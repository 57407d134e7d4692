package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.Latency;
import java.util.List;
import java.util.Locale;

/**
 * One metric, as it is shown to Prometheus.
 *
 * @param name its full name, by Prometheus' conventions
 * @param type what its values are
 * @param labels what tells its values apart
 * @param help what it says, in one sentence without a full stop
 * @param source where its values come from
 */
record MetricFamily(String name, Type type, List<String> labels, String help, Source source) {
    private static final String ACCOUNT = "account";

    MetricFamily {
        labels = List.copyOf(labels);
    }

    /** What values are. */
    enum Type {
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

    /** Whether it has a value for each account, and is shown only to those who ask for that. */
    boolean isPerAccount() {
        return labels.contains(ACCOUNT);
    }

    /** Where values come from. */
    @FunctionalInterface
    interface Source {
        void read(HostFigures from, Samples into);
    }

    /** Takes the values of one metric; label values come in the order of the labels. */
    interface Samples {
        /** Of a counter, a gauge or an info. */
        void add(double value, String... labels);

        /** Of a histogram. */
        void add(Latency latency, String... labels);

        /** Of a summary. */
        void add(long count, double sum, String... labels);
    }
}
