package dev.chameleonbot.host.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.cli.Golden;
import dev.chameleonbot.host.metrics.MetricsPage.Format;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class MetricsPageTest {
    /** Of Prometheus' documents: letters, digits and underscores, and colons only for rules. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    @Test
    void showsNamesTypesLabelsAndHelpInTheTextFormat() throws IOException {
        Golden.check("metrics/prometheus.txt", page(Format.PROMETHEUS, true));
    }

    @Test
    void showsTheSameInOpenMetrics() throws IOException {
        Golden.check("metrics/openmetrics.txt", page(Format.OPEN_METRICS, true));
    }

    @ParameterizedTest
    @EnumSource
    void namesNoAccountUnlessSomebodyAsks(Format format) throws IOException {
        assertThat(page(format, false))
                .contains("chameleon_messages_total{kind=\"own\"} 60")
                .doesNotContain("account=", "chameleon_account_", "alice", "bob", "carol");
        assertThat(page(format, true)).contains("chameleon_account_live{account=\"alice\"} 1");
    }

    @Test
    void hasNothingOfAnEngineThatDoesNotRun() throws IOException {
        HostFigures running = SampleFigures.figures();
        HostFigures stopped = new HostFigures(running.version(), Optional.empty(), List.of(), 0, running.process());

        assertThat(page(stopped, Format.PROMETHEUS, true))
                .contains("chameleon_accounts{state=\"live\"} 0", "process_start_time_seconds")
                .doesNotContain("chameleon_messages_total", "chameleon_account_");
    }

    @Test
    void everyMetricHasAValueAndLabelsThatCannotGrow() throws IOException {
        String page = page(Format.PROMETHEUS, true);

        assertThat(MetricFamilies.all()).allSatisfy(family -> {
            assertThat(page).contains("# TYPE " + family.name() + " ");
            assertThat(family.labels())
                    .isSubsetOf(
                            "account",
                            "area",
                            "cause",
                            "gc",
                            "java",
                            "kind",
                            "outcome",
                            "plugin",
                            "requests",
                            "stage",
                            "state",
                            "status",
                            "type",
                            "version");
        });
    }

    @Test
    void namesFollowTheConventions() {
        assertThat(MetricFamilies.all()).extracting(MetricFamily::name).doesNotHaveDuplicates();
        assertThat(MetricFamilies.all()).allSatisfy(family -> {
            assertThat(family.name()).matches(NAME).matches("(chameleon|process|jvm)_.*");
            assertThat(family.name().endsWith("_total"))
                    .as("%s ends as counters do", family.name())
                    .isEqualTo(family.type() == MetricType.COUNTER);
            assertThat(family.help()).isNotBlank().doesNotEndWith(".");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | PROMETHEUS",
                "*/* | PROMETHEUS",
                "text/plain | PROMETHEUS",
                "application/openmetrics-text | OPEN_METRICS",
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
                    + " | OPEN_METRICS",
                "application/openmetrics-text; version=1.0.0; q=0.3, text/plain; q=0.9 | PROMETHEUS",
                "application/openmetrics-text;q=0 | PROMETHEUS",
                "application/openmetrics-text;q=odd | PROMETHEUS",
                "Application/OpenMetrics-Text | OPEN_METRICS",
                "application/openmetrics-text-not | PROMETHEUS",
            })
    void givesWhatTheClientTakesMostGladly(String accept, Format expected) {
        assertThat(Format.preferred(accept)).isEqualTo(expected);
    }

    @Test
    void saysWhatItIsAsTheLibraryDoes() {
        assertThat(Format.PROMETHEUS.contentType())
                .isEqualTo(PrometheusTextFormatWriter.create().getContentType());
        assertThat(Format.OPEN_METRICS.contentType())
                .isEqualTo(OpenMetricsTextFormatWriter.create().getContentType());
    }

    @Test
    void readsThisProcess() {
        ProcessFigures now = ProcessFigures.now();

        assertThat(now.heap().getUsed()).isPositive();
        assertThat(now.threads()).isPositive();
        assertThat(now.cpu()).isPositive();
        assertThat(now.classes()).isPositive();
        assertThat(now.collectors()).isNotEmpty();
    }

    private static String page(Format format, boolean perAccount) throws IOException {
        return page(SampleFigures.figures(), format, perAccount);
    }

    private static String page(HostFigures figures, Format format, boolean perAccount) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exposition.write(figures, format, perAccount, out);
        return out.toString(StandardCharsets.UTF_8).replace(Runtime.version().toString(), "JAVA");
    }
}
