package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartsTest {
    private static final Path JDK = Path.of("/jdk");
    private static final Path RUN = Path.of("/run");

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path project;

    @BeforeEach
    void build() throws IOException {
        write("host/target/chameleon/bin/chameleon", "");
        write("benchmarks/target/class-path", "/libs/okhttp.jar\n");
        write("benchmarks/stock/target/class-path", "/libs/twitch4j.jar\n");
    }

    private void write(String file, String text) throws IOException {
        Path path = project.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private SubjectProcess.Start start(Subject subject) throws Exception {
        CompareOptions options =
                CompareOptions.parse("--project", project.toString(), "--jvm-options", "-XX:+UseG1GC -Xmx1g");
        return Starts.of(options, JDK).of(subject, RUN, List.of("-Dtrusted=yes"));
    }

    @Test
    void chameleonIsStartedByItsLauncherWithTheJdkOfTheHarness() throws Exception {
        SubjectProcess.Start start = start(Subject.CHAMELEON);
        assertThat(start.command())
                .containsExactly(
                        project.resolve("host/target/chameleon/bin/chameleon").toString(),
                        "run",
                        "--config",
                        "/run/config.json",
                        "--state",
                        "/run/state");
        assertThat(start.environment())
                .containsEntry("CHAMELEON_JAVA_HOME", "/jdk")
                .containsEntry("XDG_CACHE_HOME", "/run");
        assertThat(start.environment().get("CHAMELEON_JAVA_OPTS")).startsWith("-Dtrusted=yes");
    }

    @Test
    void anEarlierTrainingIsForgotten() throws Exception {
        write("host/target/chameleon/lib/chameleon-25.aot", "");
        write("host/target/chameleon/lib/host.jar", "");
        Starts starts = Starts.of(CompareOptions.parse("--project", project.toString()), JDK);
        new Training(starts, new Endings()).forget();
        assertThat(starts.libraries()).isDirectoryNotContaining("glob:**.aot").isDirectoryContaining("glob:**.jar");
    }

    @Test
    void nodeIsThereWhenNpmHasInstalledItsPackages() throws Exception {
        Starts before = Starts.of(CompareOptions.parse("--project", project.toString()), JDK);
        assertThat(before.has(Subject.NODE)).isFalse();
        assertThat(before.has(Subject.CHAMELEON)).isTrue();

        write("benchmarks/target/node/node_modules/@twurple/api/package.json", "{}");
        assertThat(before.has(Subject.NODE)).isTrue();
        assertThat(start(Subject.NODE).command())
                .startsWith("node", "--expose-gc")
                .endsWith("/run/accounts.tsv");
    }

    @Test
    void theOthersHaveTheirOwnClassPathsAndTheOptionsThatWereGiven() throws Exception {
        assertThat(start(Subject.STOCK).command())
                .startsWith("/jdk/bin/java", "-XX:+UseG1GC", "-Xmx1g", "-Dtrusted=yes")
                .contains(project.resolve("benchmarks/stock/target/classes") + ":/libs/twitch4j.jar")
                .endsWith("/run/accounts.tsv");
        assertThat(start(Subject.FLOOR).command())
                .contains(project.resolve("benchmarks/target/classes") + ":/libs/okhttp.jar");
    }
}
