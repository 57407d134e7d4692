package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.ChangeLock;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
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

    /** The jar is a pipe, so that the command is in the middle of its change for as long as the test wants. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void keepsAHostFromStartingWhileItChangesTheFolder() throws Exception {
        byte[] jar = Files.readAllBytes(PluginJarFile.of("some")
                .behaviour("lab.some.Behaviour", "")
                .index("lab.some.Behaviour")
                .writeTo(plugins.resolve("made.jar")));
        Files.delete(plugins.resolve("made.jar"));
        Files.delete(plugins.resolve("some.jar"));
        Path pipe = state.resolve("some.jar");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        FutureTask<Integer> command = new FutureTask<>(() -> execute("install", pipe.toString()));
        Thread.ofPlatform().start(command);
        AtomicBoolean isInstalled = new AtomicBoolean();
        FutureTask<Boolean> host = new FutureTask<>(() -> {
            try (ChangeLock held = ChangeLock.toRead(plugins)) {
                assertThat(held).isNotNull();
                return isInstalled.get() && Files.exists(plugins.resolve("some.jar"));
            }
        });
        Thread starting = Thread.ofPlatform().unstarted(host);

        try (OutputStream out = Files.newOutputStream(pipe)) { // Opens once the command reads.
            starting.start();
            await().until(() -> starting.getState() == Thread.State.WAITING);
            isInstalled.set(true);
            out.write(jar);
        }

        assertThat(command.get(1, TimeUnit.MINUTES)).isZero();
        assertThat(host.get(1, TimeUnit.MINUTES)).isTrue();
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
