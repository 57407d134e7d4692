package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code plugins} refuses before anything is changed. */
final class PluginsCommandTest {
    @TempDir
    private Path state;

    @TempDir
    private Path plugins;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void addAPlugin() throws IOException {
        Files.writeString(plugins.resolve("some.jar"), "no jar");
    }

    @Test
    void leavesTheFolderAloneWhereAHostRunsThatCannotBeAsked() throws IOException {
        Path lock = Files.createFile(state.resolve("lock"));
        try (FileChannel host = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = host.lock()) {
            assertThat(held.isValid()).isTrue();

            assertThat(execute("list")).isEqualTo(1);
        }

        assertThat(err.toString()).contains("A host runs with the state directory " + state, "takes no commands");
    }

    @Test
    void looksIntoTheFolderWhereNoHostRuns() throws IOException {
        Files.createFile(state.resolve("lock"));

        assertThat(execute("list")).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void judgesTheHashBeforeItDownloadsAnything() {
        assertThat(execute("install", "https://127.0.0.1:1/some.jar", "--sha256", "aa"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("not a SHA-256, which has 64 hexadecimal digits: aa");
        assertThat(out.toString()).doesNotContain("Downloading");
    }

    @SuppressWarnings("NullAway") // nothing runs so long that it would have to be stopped
    private int execute(String... words) {
        String[] all = Stream.concat(
                        Stream.of("plugins", "--state", state.toString(), "--plugins", plugins.toString()),
                        Stream.of(words))
                .toArray(String[]::new);
        return ChameleonCommand.commandLine(null, all)
                .setErr(new PrintWriter(err, true))
                .setOut(new PrintWriter(out, true))
                .execute(all);
    }
}
