package dev.chameleonbot.host.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chameleonbot.simulator.ServedReport;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoReportTest {
    private static final DemoPlan PLAN = new DemoPlan(3, 2, 1, Optional.empty());

    @TempDir
    private Path folder;

    @Test
    void isWrittenUnderTheNamesThatOthersRead() throws Exception {
        Path file = folder.resolve("report.json");

        DemoReport.of(PLAN, 3, served(0, 0), 21, false).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json).isEqualTo(new ObjectMapper().readTree("""
            {"accounts": 3, "connected": 3, "own_messages": 10, "other_messages": 20, "color_changes": 9,
             "missing": 0, "duplicates": 1, "latency_us": {"p50": 1, "p95": 2, "p99": 3, "max": 4},
             "platform_threads": 21}
            """));
    }

    @Test
    void isGoodOnlyIfEveryAccountWasLiveAndEveryMessageServed() {
        assertThat(DemoReport.of(PLAN, 3, served(0, 0), 1, false).allServed()).isTrue();
        assertThat(DemoReport.of(PLAN, 2, served(0, 0), 1, false).allServed()).isFalse();
        assertThat(DemoReport.of(PLAN, 3, served(1, 0), 1, false).allServed()).isFalse();
        assertThat(DemoReport.of(PLAN, 3, served(0, 1), 1, false).allServed())
                .as("a message that its account was not told of")
                .isFalse();
    }

    @Test
    void thatWasCutShortHasNothingToComplainOf() {
        DemoReport report = DemoReport.of(PLAN, 1, served(0, 0), 1, true);

        assertThat(report.isGood()).isTrue();
        assertThat(report.verdict()).isEqualTo("It was stopped before the chat began.");
    }

    @Test
    void saysWhatHasComeOfIt() {
        assertThat(DemoReport.of(PLAN, 3, served(0, 0), 1, false).verdict())
                .isEqualTo("Every message was served; 1 change(s) too many.");
        assertThat(DemoReport.of(PLAN, 3, served(2, 0), 1, false).verdict()).isEqualTo("2 message(s) were NOT served.");
        assertThat(DemoReport.of(PLAN, 2, served(0, 0), 1, false).verdict())
                .isEqualTo("1 account(s) were NOT live when the chat began.");
        assertThat(DemoReport.of(PLAN, 2, served(0, 0), 1, false).isGood()).isFalse();
    }

    private static ServedReport served(int missing, int undeliverable) {
        return new ServedReport(10, 20, 9, missing, 1, undeliverable, new ServedReport.Latency(1, 2, 3, 4));
    }
}
