package dev.chameleonbot.host.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.cli.CommandRun;
import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that is unpacked, run, updated, and rolled back, by the data of one user. */
@DisplayName("D8 an update and the way back lose nothing")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class UpdateIT {
    /** Where SQLite keeps a file's user_version: https://www.sqlite.org/fileformat.html#the_database_header. */
    private static final int USER_VERSION = 60;

    @TempDir
    private Path temporary;

    private Path work;
    private Simulator twitch;

    @BeforeEach
    void start() throws IOException {
        twitch = Simulator.builder().start();
        twitch.addUser("alice");
        work = Files.createDirectory(temporary.resolve("work"));
        Path config = Files.writeString(work.resolve("config.json"), twitch.configuration());
        Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
    }

    @Tag("full")
    @Test
    void unpackedOverAnEarlierVersionAndBesideItAndBackAgain() throws Exception {
        Path program = earlierVersion(temporary.resolve("program"));
        Files.createDirectory(work.resolve("chameleon-state")); // As the earlier version called it.

        unpack(program);
        List<String> files = tree(program);
        Outcome first = runAndStop(program, "plugins", "list");
        assertThat(first.out())
                .as(first.toString())
                .containsPattern("announcer +\\S+ +bundled +started")
                .containsPattern("color-changer +\\S+ +bundled +started")
                .containsPattern("custom-commands +\\S+ +bundled +disabled")
                .containsPattern("mine +\\S+ +installed +started")
                .contains("chameleon plugins install " + program.resolve("plugins/mine.jar"));
        assertThat(work.resolve("chameleon-state/state.db")).exists();
        assertThat(work.resolve("state")).doesNotExist();

        assertDone(runAndStop(program, "plugins", "enable", "custom-commands"));
        assertDone(chameleon(program, "plugins", "disable", "announcer"));
        Path mine = program.resolve("plugins/mine.jar");
        assertDone(chameleon(program, "plugins", "install", mine.toString()));
        assertThat(tree(program)).as("nothing is written to the program").isEqualTo(files);

        Path beside = temporary.resolve("newer");
        unpack(beside);
        Outcome second = runAndStop(beside, "plugins", "list");
        assertThat(second.out())
                .as(second.toString())
                .containsPattern("announcer +\\S+ +bundled +disabled")
                .containsPattern("custom-commands +\\S+ +bundled +started")
                .containsPattern("mine +\\S+ +installed");

        assertThat(runAndStop(program, "plugins", "list").out()).isEqualTo(second.out());
    }

    @Test
    void anOlderProgramRefusesANewerStateAndSaysWhatToDo() throws Exception {
        try (StateDirectory state = StateDirectory.open(work.resolve("state"));
                SqliteStateStore store = SqliteStateStore.open(
                        state, state.cipher(Optional.empty()), InstantSource.system(), trouble -> {})) {
            store.save(List.of(), Map.of());
        }
        Path database = work.resolve("state/state.db");
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            file.seek(USER_VERSION);
            file.writeInt(99);
        }
        byte[] before = Files.readAllBytes(database);

        Outcome outcome = CommandRun.of(
                "run",
                "--no-log-file",
                "--data",
                work.toString(),
                "--plugins",
                Program.plugins().toString());

        assertThat(outcome.exitCode()).as(outcome.toString()).isOne();
        assertThat(outcome.err())
                .contains("is of schema version 99, and this Chameleon knows versions up to ")
                .contains("it was left as it is. Start the newer Chameleon that wrote it.")
                .doesNotContain("\tat ");
        assertThat(Files.readAllBytes(database)).isEqualTo(before);
    }

    /** The folder as an operator of an earlier version left it: plugins were kept, moved and added in it. */
    private static Path earlierVersion(Path program) throws IOException {
        unpack(program);
        Path disabled = Files.createDirectory(program.resolve("plugins-disabled"));
        Files.delete(program.resolve("plugins/bundled.txt"));
        Files.move(program.resolve("plugins/custom-commands.jar"), disabled.resolve("custom-commands.jar"));
        PluginJarFile.of("mine")
                .source("lab.mine.Behaviour", """
                    package lab.mine;
                    import dev.chameleonbot.plugin.api.*;
                    public class Behaviour implements ChatBehaviour {
                        @Override public BehaviourSession open(Bot bot) { return message -> {}; }
                    }
                    """)
                .index("lab.mine.Behaviour")
                .writeTo(program.resolve("plugins/mine.jar"));
        return program;
    }

    private Outcome runAndStop(Path program, String... command) throws Exception {
        Path out = Files.createTempFile(temporary, "run", ".txt");
        ProcessBuilder builder = new ProcessBuilder(
                        program.resolve("bin/chameleon").toString(), "run")
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        Process host = builder.start();
        try {
            assertThat(twitch.await(() -> twitch.enabledSubscriptions("alice") == 1, Duration.ofSeconds(60)))
                    .as(Files.readString(out))
                    .isTrue();
            Outcome outcome = chameleon(program, command);
            assertDone(chameleon(program, "stop"));
            assertThat(host.waitFor()).as(Files.readString(out)).isZero();
            return outcome;
        } finally {
            host.destroyForcibly();
        }
    }

    private Outcome chameleon(Path program, String... command) throws Exception {
        return Script.run(program.resolve("bin/chameleon"), work, environment(), command);
    }

    private static void assertDone(Outcome outcome) {
        assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("CHAMELEON_JAVA_HOME", System.getProperty("java.home"));
        environment.put("CHAMELEON_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        environment.put("HOME", temporary.toString());
        return environment;
    }

    /** As unzip does with -o: what is there in the same place is replaced, and nothing is removed. */
    private static void unpack(Path program) throws IOException {
        Path zip = Path.of(System.getProperty("distribution.zip"));
        try (FileSystem content = FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(content.getPath("/"))) {
            for (Path entry : entries.toList()) {
                if (entry.getNameCount() < 1) {
                    continue;
                }
                Path target = entry.getNameCount() == 1
                        ? program
                        : program.resolve(entry.subpath(1, entry.getNameCount()).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(entry, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    private static List<String> tree(Path folder) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                found.add(folder.relativize(file) + " " + Files.getLastModifiedTime(file));
            }
        }
        return found;
    }
}
