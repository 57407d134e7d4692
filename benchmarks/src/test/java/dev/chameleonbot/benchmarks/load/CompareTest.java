package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    private int run(String... args) {
        return Compare.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                args);
    }

    @Test
    void wrongUsageIsExplained() {
        assertThat(run("--fast")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("There is no option --fast\nUsage: compare.sh");
        assertThat(out.size()).isZero();
    }

    @Test
    void helpIsNoFailure() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(CompareOptions.USAGE);
    }

    @Test
    void whatIsNotBuiltIsNamed() {
        assertThat(run("--project", folder.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("host/target/chameleon/bin/chameleon is missing: start benchmarks/compare.sh");
    }

    @Test
    void resultsCanBeShownAgain() throws IOException {
        Path kept = folder.resolve("kept.json");
        Results results = new Results(
                Map.of(), new Figures(List.of(new Figure(Subject.FLOOR, 2, Figure.IDLE, 1, Metric.RSS_MB, 99))));
        Files.writeString(kept, results.toJson());
        Path shown = folder.resolve("shown");
        assertThat(run("--report", kept.toString(), "--out", shown.toString())).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("| RSS after GC, MB | 99 |");
        assertThat(shown).isDirectoryContaining("glob:**/growth.svg").isDirectoryContaining("glob:**/results.csv");
    }

    @Test
    void whatIsShownAgainIsBesideTheResultsUnlessAFolderIsNamed() throws IOException {
        Path kept = folder.resolve("kept.json");
        Results results = new Results(
                Map.of(), new Figures(List.of(new Figure(Subject.FLOOR, 2, Figure.IDLE, 1, Metric.RSS_MB, 99))));
        Files.writeString(kept, results.toJson());
        assertThat(run("--report", kept.toString())).isZero();
        assertThat(folder).isDirectoryContaining("glob:**/report.md");
        assertThat(kept).hasContent(results.toJson());
        assertThat(folder.resolve("results.json")).doesNotExist();
    }

    @Test
    void resultsThatAreNotThereAreNamed() {
        assertThat(run("--report", folder.resolve("none.json").toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no " + folder.resolve("none.json"));
    }
}
