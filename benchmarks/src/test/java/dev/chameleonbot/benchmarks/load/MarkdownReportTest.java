package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarkdownReportTest {
    private final List<Figure> all = new ArrayList<>();

    private void add(Subject subject, int accounts, String scenario, Metric metric, double... values) {
        for (int i = 0; i < values.length; i++) {
            all.add(new Figure(subject, accounts, scenario, i + 1, metric, values[i]));
        }
    }

    private MarkdownReport report() {
        return new MarkdownReport(new Results(Map.of("date", "today"), new Figures(all)));
    }

    @Test
    void showsMediansSpreadsAndRatios() {
        add(Subject.STOCK, 50, "own-200", Metric.P99_US, 4000, 6000, 5000);
        add(Subject.CHAMELEON, 50, "own-200", Metric.P99_US, 1000, 2000, 1500);
        add(Subject.FLOOR, 50, "own-200", Metric.P99_US, 1000, 1000, 1000);
        add(Subject.STOCK, 50, "own-200", Metric.OWN_MESSAGES, 800);
        add(Subject.STOCK, 50, "own-200", Metric.LOST, 7);
        add(Subject.CHAMELEON, 50, "own-200", Metric.LOST, 0);
        assertThat(report().table(50, "own-200")).isEqualTo("""
            |  | stock | chameleon | floor | chameleon : stock | chameleon : floor |
            | --- | ---: | ---: | ---: | ---: | ---: |
            | own messages | 800 | – | – | – | – |
            | lost | 7 | 0 | – | – | – |
            | p99, µs | 5000 (4000–6000) | 1500 (1000–2000) | 1000 | 0.30 (0.25–0.33) | 1.50 (1.00–2.00) |
            """);
    }

    @Test
    void showsNoPercentileOfWhatIsTooFew() {
        add(Subject.STOCK, 50, "own-200", Metric.OWN_MESSAGES, 10_000);
        add(Subject.STOCK, 50, "own-200", Metric.LOST, 1);
        add(Subject.STOCK, 50, "own-200", Metric.P999_US, 77);
        add(Subject.CHAMELEON, 50, "own-200", Metric.OWN_MESSAGES, 10_000);
        add(Subject.CHAMELEON, 50, "own-200", Metric.LOST, 0);
        add(Subject.CHAMELEON, 50, "own-200", Metric.P999_US, 66);
        assertThat(report().table(50, "own-200")).contains("| p99.9, µs | – | 66 | – |");
    }

    @Test
    void showsGrowthAndTheCostOfAnAccount() {
        add(Subject.CHAMELEON, 1, Figure.IDLE, Metric.RSS_MB, 100);
        add(Subject.CHAMELEON, 1025, Figure.IDLE, Metric.RSS_MB, 200);
        assertThat(report().growth())
                .contains("""
                    | accounts | chameleon |
                    | --- | ---: |
                    | 1 | 100 |
                    | 1025 | 200 |
                    """)
                .contains("| RSS, KB | 100.0 |")
                .contains("| heap, KB | – |");
    }

    @Test
    void saysHowMuchOfTheMachineTheSimulatorNeeded() {
        add(Subject.FLOOR, 50, "closed-64", Metric.CPU_US_PER_MESSAGE, 60);
        add(Subject.FLOOR, 50, "closed-64", Metric.SIMULATOR_CPU_US_PER_MESSAGE, 40);
        add(Subject.FLOOR, 50, "closed-64", Metric.SIMULATOR_BUSY_PERCENT, 38);
        assertThat(report().simulator()).contains("| 50, closed-64 | floor | – | 40.0 | 60.0 | 38 | – |");
    }

    @Test
    void isWholeWithASingleSubject() {
        add(Subject.FLOOR, 1, "burst", Metric.MAX_US, 10);
        assertThat(report().text())
                .startsWith("# Load comparison\n\n- date: today\n")
                .contains("## 1 account\n")
                .contains("### `burst`: one message of each account, all at once");
    }
}
