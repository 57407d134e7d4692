package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.host.metrics.MetricsPage.Format;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
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
import org.jspecify.annotations.Nullable;

/** Writes figures by Prometheus' own library: names and label values are checked and escaped there. */
final class Exposition {
    private static final double NANOS = 1e9;

    private Exposition() {}

    static void write(HostFigures figures, Format format, boolean perAccount, OutputStream out) throws IOException {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        for (MetricFamily family : MetricFamilies.all()) {
            if (perAccount || !family.isPerAccount()) {
                Points points = new Points(family);
                family.source().read(figures, points);
                if (!points.isEmpty()) { // A metric without a value would be a name without a meaning.
                    snapshots.metricSnapshot(points.snapshot());
                }
            }
        }
        writer(format).write(out, snapshots.build());
    }

    private static ExpositionFormatWriter writer(Format format) {
        return switch (format) {
            case PROMETHEUS -> PrometheusTextFormatWriter.create();
            case OPEN_METRICS -> OpenMetricsTextFormatWriter.create();
        };
    }

    /** The values of one metric, as the library wants them. */
    private static final class Points implements MetricFamily.Samples {
        private final MetricFamily family;
        private final List<CounterDataPointSnapshot> counters = new ArrayList<>();
        private final List<GaugeDataPointSnapshot> gauges = new ArrayList<>();
        private final List<InfoDataPointSnapshot> infos = new ArrayList<>();
        private final List<HistogramDataPointSnapshot> histograms = new ArrayList<>();
        private final List<SummaryDataPointSnapshot> summaries = new ArrayList<>();

        Points(MetricFamily family) {
            this.family = family;
        }

        @Override
        public void value(double value, String... labels) {
            switch (family.type()) {
                case COUNTER ->
                    counters.add(CounterDataPointSnapshot.builder()
                            .labels(named(labels))
                            .value(value)
                            .build());
                case GAUGE ->
                    gauges.add(GaugeDataPointSnapshot.builder()
                            .labels(named(labels))
                            .value(value)
                            .build());
                case INFO ->
                    infos.add(InfoDataPointSnapshot.builder()
                            .labels(named(labels))
                            .build());
                case HISTOGRAM, SUMMARY -> throw new IllegalArgumentException(family.name() + " is no single value");
            }
        }

        @Override
        public void latency(Latency latency, String... labels) {
            ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
            long below = 0;
            for (Map.Entry<Duration, Long> bucket : latency.buckets().entrySet()) {
                buckets.bucket(bucket.getKey().toNanos() / NANOS, bucket.getValue() - below);
                below = bucket.getValue();
            }
            buckets.bucket(Double.POSITIVE_INFINITY, latency.count() - below);
            histograms.add(HistogramDataPointSnapshot.builder()
                    .classicHistogramBuckets(buckets.build())
                    .sum(MetricFamilies.seconds(latency.sum()))
                    .labels(named(labels))
                    .build());
        }

        @Override
        public void summary(long count, double sum, String... labels) {
            summaries.add(SummaryDataPointSnapshot.builder()
                    .count(count)
                    .sum(sum)
                    .labels(named(labels))
                    .build());
        }

        private Labels named(String... values) {
            return Labels.of(family.labels().toArray(String[]::new), values);
        }

        boolean isEmpty() {
            return counters.isEmpty()
                    && gauges.isEmpty()
                    && infos.isEmpty()
                    && histograms.isEmpty()
                    && summaries.isEmpty();
        }

        MetricSnapshot snapshot() {
            return switch (family.type()) {
                case COUNTER -> new CounterSnapshot(metadata("_total"), counters);
                case GAUGE -> new GaugeSnapshot(metadata(""), gauges);
                case INFO -> new InfoSnapshot(metadata("_info"), infos);
                case HISTOGRAM -> new HistogramSnapshot(metadata(""), histograms);
                case SUMMARY -> new SummarySnapshot(metadata(""), summaries);
            };
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
