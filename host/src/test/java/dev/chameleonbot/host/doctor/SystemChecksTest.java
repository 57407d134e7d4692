package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.doctor.TerminalCheck.Screen;
import dev.chameleonbot.host.process.DescriptorLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What belongs to the machine: Java, folders, limits, the terminal. */
final class SystemChecksTest {
    private static final long GB = 1L << 30;

    @TempDir
    private Path folder;

    private static Finding java(String version, Path home, Path program) {
        return new JavaCheck(Runtime.Version.parse(version), "Some Vendor", home, Optional.of(program))
                .run()
                .getFirst();
    }

    @Test
    void tellsTheRuntimeOfThePackageFromOneThatWasFound() {
        Finding packaged = java("25.0.1", Path.of("/opt/chameleon/runtime"), Path.of("/opt/chameleon"));
        assertThat(packaged.verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(packaged.verdict().sentence()).contains("25.0.1", "Some Vendor", "of the package");

        Finding found = java("21.0.5+11", Path.of("/usr/lib/jvm/21"), Path.of("/opt/chameleon"));
        assertThat(found.verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(found.facts()).containsEntry("packaged", false);

        assertThat(java("17.0.9", Path.of("/usr/lib/jvm/17"), Path.of("/opt/chameleon"))
                        .verdict())
                .isInstanceOf(Verdict.Problem.class);
    }

    @Test
    void findsATemporaryFolderThatCannotBeWritten() throws IOException {
        assertThat(new TemporaryFolderCheck(folder).run().getFirst().verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(folder).isEmptyDirectory();

        Verdict missing = new TemporaryFolderCheck(folder.resolve("gone"))
                .run()
                .getFirst()
                .verdict();
        assertThat(missing).isInstanceOf(Verdict.Problem.class);
        assertThat(missing.sentence()).contains("gone");
    }

    @Test
    void looksForRoomInTheStateDirectory() throws IOException {
        assertThat(space(5 * GB)).isInstanceOf(Verdict.Fine.class);
        assertThat(space(100L << 20)).isInstanceOf(Verdict.Warning.class);
        assertThat(space(1L << 20))
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.advice()).contains("Make room"));
    }

    private Verdict space(long free) throws IOException {
        return new StateFolderCheck(folder, where -> free).run().getLast().verdict();
    }

    @Test
    void createsNoStateDirectoryAndSaysWhetherTheFirstStartCan() throws IOException {
        Path state = folder.resolve("a/state");

        List<Finding> found = new StateFolderCheck(state, where -> 5 * GB).run();

        assertThat(found).hasSize(1);
        assertThat(found.getFirst().verdict()).isInstanceOf(Verdict.Fine.class);
        assertThat(folder).isEmptyDirectory();

        Files.writeString(folder.resolve("file"), "");
        assertThat(new StateFolderCheck(folder.resolve("file"), where -> 5 * GB)
                        .run()
                        .getFirst()
                        .verdict())
                .isInstanceOf(Verdict.Problem.class);
    }

    @Test
    void holdsTheLimitOfDescriptorsAgainstTheAccounts() throws Exception {
        Path config = folder.resolve("config.json");
        Files.writeString(config, """
            {"users": [{"username": "alice", "client_id": "abcdefghij0123456789klmnopqrst", "channels": ["a"]}]}
            """);

        assertThat(descriptors(OptionalLong.of(202), config)).isInstanceOf(Verdict.Fine.class);
        assertThat(descriptors(OptionalLong.of(201), config))
                .isInstanceOfSatisfying(
                        Verdict.Problem.class,
                        problem -> assertThat(problem.advice()).contains("ulimit -n 202", "LimitNOFILE=202"));
        assertThat(descriptors(OptionalLong.empty(), config)).isInstanceOf(Verdict.Skipped.class);
        assertThat(descriptors(OptionalLong.of(200), folder.resolve("none.json")))
                .isInstanceOf(Verdict.Fine.class);
        assertThat(DescriptorLimit.needed(10_000)).isEqualTo(20_200);
    }

    private static Verdict descriptors(OptionalLong limit, Path config) throws Exception {
        return new DescriptorCheck(() -> limit, () -> new ConfigReader(Map.of()).read(config))
                .run()
                .getFirst()
                .verdict();
    }

    @Test
    void saysWhatATerminalCanShow() {
        assertThat(terminal(true, "UTF-8", OptionalInt.of(120)))
                .allSatisfy(finding -> assertThat(finding.verdict()).isInstanceOf(Verdict.Fine.class))
                .last()
                .satisfies(finding -> assertThat(finding.verdict().sentence()).contains("with colours", "120 columns"));
        assertThat(terminal(true, "UTF-8", OptionalInt.of(40)).getLast().verdict())
                .isInstanceOf(Verdict.Warning.class);
        assertThat(terminal(false, "US-ASCII", OptionalInt.empty()).getFirst().verdict())
                .isInstanceOf(Verdict.Warning.class);
    }

    private static List<Finding> terminal(boolean isTerminal, String encoding, OptionalInt width) {
        return new TerminalCheck(new Screen(isTerminal, encoding, width, true)).run();
    }
}
