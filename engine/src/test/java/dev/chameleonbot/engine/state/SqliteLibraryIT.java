package dev.chameleonbot.engine.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where SQLite's native library is loaded from, and that nothing of it stays. */
class SqliteLibraryIT {
    @TempDir
    Path temp;

    @Test
    void isLoadedFromTheStateDirectoryAndLeavesNothingAnywhere() throws Exception {
        Path system = Files.createDirectory(temp.resolve("tmp"));
        Path state = Files.createDirectory(temp.resolve("state"));
        Path left = Files.createDirectory(state.resolve("native")).resolve("left by a process that was killed");
        Files.writeString(left, "1.1 MB");

        assertThat(run(system, state, false)).contains("opened");

        assertThat(names(system)).isEmpty();
        assertThat(names(state)).containsExactly("key", "lock", "state.db");
    }

    /** As one that nobody may write into is: the privileged may write into every folder, but into no file. */
    @Test
    void needsNoTemporaryFolder() throws Exception {
        assertThat(run(Files.createFile(temp.resolve("tmp")), temp.resolve("state"), false))
                .contains("opened")
                .doesNotContain("ERROR", "Exception");
    }

    @Test
    void leavesNothingInAFolderThatTheOperatorHasChosen() throws Exception {
        Path system = Files.createDirectory(temp.resolve("tmp"));

        assertThat(run(system, temp.resolve("state"), true)).contains("opened");

        assertThat(names(system)).isEmpty();
    }

    private static Stream<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList().stream();
        }
    }

    /** In a process of its own: the library is loaded once in a JVM. It halts, as the host does. */
    private static String run(Path temporary, Path state, boolean chosen) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "--enable-native-access=ALL-UNNAMED",
                        "-Djava.io.tmpdir=" + temporary,
                        chosen ? "-Dorg.sqlite.tmpdir=" + temporary : "-Dany=thing",
                        "-cp",
                        StateClassPath.with(Opening.class),
                        Opening.class.getName(),
                        state.toString())
                .redirectErrorStream(true);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    /** Opens a state directory and ends without the JVM's own clearing up. */
    static final class Opening {
        private Opening() {}

        /** Takes the directory. */
        public static void main(String... args) {
            try (StateDirectory directory = StateDirectory.open(Path.of(args[0]))) {
                SqliteStateStore.open(
                                directory, directory.cipher(Optional.empty()), InstantSource.system(), trouble -> {})
                        .close();
            }
            System.out.println("opened");
            Runtime.getRuntime().halt(0);
        }
    }
}
