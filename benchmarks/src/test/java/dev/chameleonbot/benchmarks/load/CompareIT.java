package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The harness with real subjects, as small as can be. Its figures mean nothing. Each time with Chameleon, and with the floor,
 * on which it warms up; a comparison of all, and over HTTP/2, is for {@code -Pfull}.
 */
@Timeout(120)
class CompareIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void measuresASubject() throws IOException {
        measures(Transport.PLAIN, Subject.CHAMELEON);
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(names = {"PLAIN", "H2"})
    void comparesEverySubject(Transport transport) throws IOException, UsageException {
        Starts starts = Starts.of(CompareOptions.parse(options()), Path.of(System.getProperty("java.home")));
        String report = measures(
                transport, Stream.of(Subject.values()).filter(starts::has).toArray(Subject[]::new));

        assertThat(report).contains("chameleon : stock");
    }

    private String measures(Transport transport, Subject... subjects) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Compare.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                options(
                        "--subjects",
                        Stream.of(subjects).map(Subject::label).collect(Collectors.joining(",")),
                        "--accounts",
                        "2",
                        "--scenarios",
                        "closed-8",
                        "--repetitions",
                        "1",
                        "--idle",
                        "1",
                        "--transport",
                        transport.label()));

        assertThat(code).as(err.toString(StandardCharsets.UTF_8)).isZero();
        Figures figures =
                Results.ofJson(Files.readString(folder.resolve("results.json"))).figures();
        for (Subject subject : subjects) {
            assertThat(median(figures, subject, Figure.IDLE, Metric.LIVE)).isEqualTo(2);
            assertThat(median(figures, subject, Figure.IDLE, Metric.RSS_MB)).isPositive();
            assertThat(figures.summary(subject, 2, Figure.IDLE, Metric.HEAP_MB).isPresent())
                    .isEqualTo(subject.isJvm());
            assertThat(median(figures, subject, "closed-8", Metric.OWN_MESSAGES))
                    .isPositive();
            assertThat(median(figures, subject, "closed-8", Metric.LOST)).isZero();
            assertThat(median(figures, subject, "closed-8", Metric.DOUBLED)).isZero();
            assertThat(median(figures, subject, "closed-8", Metric.CPU_US_PER_MESSAGE))
                    .isPositive();
        }
        String report = out.toString(StandardCharsets.UTF_8);
        assertThat(report).contains("## Growth");
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
        return report;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatItStartedEndsWithIt(boolean forcibly) throws IOException, InterruptedException {
        Process harness = startHarness("--accounts", "2", "--subjects", "floor", "--idle", "600");
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> harness.descendants().anyMatch(CompareIT::isSubject));
            List<ProcessHandle> children = harness.descendants().toList();
            if (forcibly) {
                harness.destroyForcibly();
            } else {
                harness.destroy();
            }
            assertThat(harness.waitFor(30, TimeUnit.SECONDS)).isTrue();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
        } finally {
            harness.destroyForcibly();
        }
    }

    private Process startHarness(String... arguments) throws IOException {
        Path target = PROJECT.resolve("benchmarks/target");
        String classPath = target.resolve("classes")
                + File.pathSeparator
                + Files.readString(target.resolve("class-path")).strip();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // What is killed leaves its folder behind.
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                classPath,
                Compare.class.getName()));
        command.addAll(List.of(options(arguments)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("harness.log").toFile())
                .start();
    }

    private String[] options(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "--project", PROJECT.toString(), "--out", folder.toString(), "--seconds", "1", "--warm-up", "1"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private static boolean isSubject(ProcessHandle process) {
        return process.info().command().orElse("").endsWith("/java");
    }

    private static double median(Figures figures, Subject subject, String scenario, Metric metric) {
        return figures.summary(subject, 2, scenario, metric)
                .orElseThrow(() -> new AssertionError(subject + " has no " + metric))
                .median();
    }
}
