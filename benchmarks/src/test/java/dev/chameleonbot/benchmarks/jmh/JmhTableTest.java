package dev.chameleonbot.benchmarks.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JmhTableTest {
    private static final String RESULTS = """
        [{"benchmark":"dev.example.FrameBenchmark.chameleon","forks":3,"measurementIterations":5,
          "params":{"text":"OWN"},
          "primaryMetric":{"score":4.5678,"scoreError":0.1234,"scoreUnit":"us/op"},
          "secondaryMetrics":{"gc.alloc.rate.norm":{"score":2311.7}}},
         {"benchmark":"dev.example.StepsBenchmark.idThatIsNew","forks":1,"measurementIterations":1,
          "primaryMetric":{"score":52.1,"scoreError":"NaN","scoreUnit":"ns/op"},
          "secondaryMetrics":{}}]
        """;

    @Test
    void showsABenchmarkInALineWithItsErrorAndAllocation() throws IOException {
        assertThat(JmhTable.of(RESULTS, Map.of()))
                .contains("| FrameBenchmark.chameleon | text OWN | 4.57 | 0.123 | us/op | 2,312 B | 15 |");
    }

    @Test
    void leavesOutWhatASingleSampleCannotTell() throws IOException {
        assertThat(JmhTable.of(RESULTS, Map.of()))
                .contains("| StepsBenchmark.idThatIsNew |  | 52.1 |  | ns/op |  | 1 |");
    }

    @Test
    void saysWhenAndWhereItWasMeasured() throws IOException {
        assertThat(JmhTable.of("[]", Map.of("machine", "2 processors"))).contains("- machine: 2 processors\n");
    }
}
