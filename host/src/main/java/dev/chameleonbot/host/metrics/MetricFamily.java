package dev.chameleonbot.host.metrics;

import dev.chameleonbot.host.metrics.Exposition.Samples;
import java.util.List;

/**
 * One metric, as it is shown to Prometheus.
 *
 * @param name its full name, by Prometheus' conventions
 * @param help what it says, in one sentence without a full stop
 * @param source where its values come from
 */
record MetricFamily(String name, MetricType type, List<String> labels, String help, Source source) {
    private static final String ACCOUNT = "account";

    MetricFamily {
        labels = List.copyOf(labels);
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
}
