package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.host.metrics.MetricsPage.Format;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes figures by Prometheus' own library: names and label values are checked and escaped there. */
final class Exposition {
    private static final double NANOS = 1e9;

    private Exposition() {}

    static void write(HostFigures figures, Format format, boolean perAccount, OutputStream out) throws IOException {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        for (MetricFamily family : MetricFamilies.all()) {
            if (perAccount || !family.isPerAccount()) {
                Samples samples = new Samples(family);
                family.source().read(figures, samples);
                samples.snapshot().ifPresent(snapshots::metricSnapshot);
            }
        }
        ExpositionFormatWriter writer = format == Format.PROMETHEUS
                ? PrometheusTextFormatWriter.create()
                : OpenMetricsTextFormatWriter.create();
        writer.write(out, snapshots.build());
    }

    /** The values of one metric, as Prometheus' own library wants them; label values come in the order of the labels. */
    static final class Samples {
        private final MetricFamily family;
        private final List<DataPointSnapshot> points = new ArrayList<>();

        Samples(MetricFamily family) {
            this.family = family;
        }

        /** Of a counter, a gauge or an info. */
        void value(double value, String... labels) {
            points.add(
                    switch (family.type()) {
                        case COUNTER ->
                            CounterDataPointSnapshot.builder()
                                    .labels(named(labels))
                                    .value(value)
                                    .build();
                        case GAUGE ->
                            GaugeDataPointSnapshot.builder()
                                    .labels(named(labels))
                                    .value(value)
                                    .build();
                        case INFO ->
                            InfoDataPointSnapshot.builder()
                                    .labels(named(labels))
                                    .build();
                        case HISTOGRAM, SUMMARY ->
                            throw new IllegalArgumentException(family.name() + " is no single value");
                    });
        }

        /** The same of what is counted in whole numbers. */
        void count(long value, String... labels) {
            value((double) value, labels);
        }

        /** Of a histogram. */
        void latency(Latency latency, String... labels) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            long below = 0;
            for (Map.Entry<Duration, Long> bucket : latency.buckets().entrySet()) {
                buckets.bucket(bucket.getKey().toNanos() / NANOS, bucket.getValue() - below);
                below = bucket.getValue();
            }
            buckets.bucket(Double.POSITIVE_INFINITY, latency.count() - below);
            points.add(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets.build())
                    .sum(MetricFamilies.seconds(latency.sum()))
                    .labels(named(labels))
                    .build());
        }

        void summary(long count, double sum, String... labels) {
            points.add(SummaryDataPointSnapshot.builder()
                    .count(count)
                    .sum(sum)
                    .labels(named(labels))
                    .build());
        }

        private Labels named(String... values) {
            return Labels.of(family.labels().toArray(String[]::new), values);
        }

        /** Empty where there is no value: that would be a name without a meaning. */
        Optional<MetricSnapshot> snapshot() {
            return points.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            switch (family.type()) {
                                case COUNTER ->
                                    new CounterSnapshot(metadata("_total"), points(CounterDataPointSnapshot.class));
                                case GAUGE -> new GaugeSnapshot(metadata(""), points(GaugeDataPointSnapshot.class));
                                case INFO -> new InfoSnapshot(metadata("_info"), points(InfoDataPointSnapshot.class));
                                case HISTOGRAM ->
                                    new HistogramSnapshot(metadata(""), points(HistogramDataPointSnapshot.class));
                                case SUMMARY ->
                                    new SummarySnapshot(metadata(""), points(SummaryDataPointSnapshot.class));
                            });
        }

        private <T> List<T> points(Class<T> type) {
            return points.stream().map(type::cast).toList();
        }

        /** The library adds the ending that a type has. */
        private MetricMetadata metadata(String ending) {
            String name = family.name().substring(0, family.name().length() - ending.length());
            return new MetricMetadata(name, family.help(), unit(name));
        }

        private static @Nullable Unit unit(String name) {
            if (name.endsWith("_seconds")) {
                return Unit.SECONDS;
            }
            return name.endsWith("_bytes") ? Unit.BYTES : null;
        }
    }
}
