package dev.chameleonbot.host.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.cli.Outcome;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.ProcessEnvironment;
import java.io.BufferedReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a container's engine asks, of a host that is no more than its socket, where a host has it for the folders there are. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "images are of Linux")
final class HealthCheckTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "of {0} the host takes {1}")
    @CsvSource({
        "state/lock, state",
        "chameleon-state/lock, chameleon-state",
        "chameleon-state/lock state/cache/learned.aot, chameleon-state",
        "chameleon-state/lock state/lock, state",
        "chameleon-state/lock state/key, state",
        "chameleon-state/lock state/state.db, state",
    })
    void asksTheHostWhereItIs(String files, String expected) throws Exception {
        for (String file : files.split(" ", -1)) {
            Path path = folder.resolve(file);
            Files.createDirectories(path.resolveSibling(""));
            Files.createFile(path);
        }
        Path state = DataFolders.in(folder, ProcessEnvironment.ofThisProcess())
                .state()
                .path();
        assertThat(state).isEqualTo(folder.resolve(expected));

        try (ServerSocketChannel host = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                ExecutorService thread = Executors.newSingleThreadExecutor()) {
            host.bind(UnixDomainSocketAddress.of(state.resolve("control.sock")));
            Future<String> question = thread.submit(() -> {
                try (SocketChannel client = host.accept();
                        BufferedReader lines = new BufferedReader(Channels.newReader(client, UTF_8))) {
                    String line = lines.readLine();
                    client.write(ByteBuffer.wrap("{\"ok\":true}\n".getBytes(UTF_8)));
                    return line;
                }
            });

            Outcome outcome = ask();

            assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
            assertThat(question.get()).isEqualTo("{\"command\":\"ping\"}");
        }
    }

    @Test
    void saysThatThereIsNone() throws Exception {
        Outcome outcome = ask();

        assertThat(outcome.exitCode()).isOne();
        assertThat(outcome.out()).contains("no host has run here");
    }

    private Outcome ask() throws Exception {
        Path script = Path.of("packaging/image/chameleon-alive").toAbsolutePath();
        return Script.run(script, folder, Map.of("PATH", System.getenv("PATH")), folder.toString());
    }
}
