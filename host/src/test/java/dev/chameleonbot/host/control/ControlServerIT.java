package dev.chameleonbot.host.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "only the owner may open the socket by its POSIX permissions")
final class ControlServerIT {
    @TempDir
    private Path state;

    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        server = ControlServer.open(state, COMMANDS);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static final Map<String, ControlServer.Handler> COMMANDS = Map.of(
            "echo", request -> request.path("words"),
            "refuse",
                    request -> {
                        throw new OperationException("not today");
                    },
            "break",
                    request -> {
                        throw new IllegalStateException("on purpose");
                    },
            "break-entirely",
                    request -> {
                        throw new StackOverflowError("on purpose");
                    });

    @Test
    void answersARequestWithItsResult() throws Exception {
        JsonNode result = client().ask(ControlClient.request("echo").put("words", "grüße ".repeat(5_000)));

        assertThat(result).isEqualTo(TextNode.valueOf("grüße ".repeat(5_000)));
    }

    @Test
    void tellsWhyARequestCannotBeServed() {
        assertThatThrownBy(() -> client().ask(ControlClient.request("refuse")))
                .isInstanceOf(OperationException.class)
                .hasMessage("not today");
        assertThatThrownBy(() -> client().ask(ControlClient.request("sing")))
                .hasMessageContaining("break, break-entirely, echo, refuse");
    }

    @Test
    void aCommandThatFailsSaysNothingOfItsInsideAndTakesNothingWithIt() throws Exception {
        assertThatThrownBy(() -> client().ask(ControlClient.request("break")))
                .isInstanceOf(OperationException.class)
                .hasMessageNotContaining("on purpose");
        assertThat(client().ask(ControlClient.request("echo").put("words", "still here"))
                        .asText())
                .isEqualTo("still here");
    }

    @Test
    void aCommandThatEndsTheServerIsAnsweredFirst() throws Exception {
        server.close();
        server = ControlServer.open(state, Map.of("end", new ControlServer.Handler() {
            @Override
            public JsonNode handle(JsonNode request) {
                return TextNode.valueOf("done");
            }

            @Override
            public void answered() {
                server.close();
            }
        }));

        assertThat(client().ask(ControlClient.request("end")).asText()).isEqualTo("done");
    }

    @Test
    void bytesThatAreNoRequestAreRefused() throws Exception {
        try (SocketChannel channel = ControlAddress.of(state).with(SocketChannel::open)) {
            ControlWire.write(channel, "hello?");
            assertThat(ControlWire.read(channel)).contains("\"ok\":false").contains("not JSON");
        }
    }

    @Test
    void manyClientsThatSayNothingDoNotKeepOneOutForEver() throws Exception {
        for (int i = 0; i < 40; i++) {
            ControlAddress.of(state).with(SocketChannel::open).close();
        }
        assertThat(client().ask(ControlClient.request("echo").put("words", "hello"))
                        .asText())
                .isEqualTo("hello");
    }

    @Test
    void goesOnWhenConnectionsCannotBeTakenForAWhile() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        ControlServer.Acceptor shortOfFiles = listening -> {
            if (failures.incrementAndGet() <= 3) {
                throw new IOException("Too many open files");
            }
            return listening.accept();
        };
        server.close();
        server = ControlServer.open(state, shortOfFiles, Duration.ofSeconds(30), COMMANDS);

        assertThat(client().ask(ControlClient.request("echo").put("words", "again"))
                        .asText())
                .isEqualTo("again");
        assertThat(failures.get()).isGreaterThan(3);
    }

    /** Somebody who comes later and says nothing tells when the patience with the one before would have been over. */
    @Test
    void hangsUpOnWhoSaysNothingAndNotOnWhoWaitsForAnAnswer() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        server.close();
        server = ControlServer.open(
                state, ServerSocketChannel::accept, Duration.ofMillis(100), Map.of("take-your-time", request -> {
                    asked.countDown();
                    awaitUninterrupted(answer);
                    return TextNode.valueOf("done");
                }));
        CompletableFuture<JsonNode> served = CompletableFuture.supplyAsync(() -> {
            try {
                return client().ask(ControlClient.request("take-your-time"));
            } catch (OperationException e) {
                throw new CompletionException(e);
            }
        });
        asked.await();

        try (SocketChannel silent = ControlAddress.of(state).with(SocketChannel::open)) {
            assertThat(silent.read(ByteBuffer.allocate(1))).as("hung up").isEqualTo(-1);
        }
        answer.countDown();

        assertThat(served.get(1, TimeUnit.MINUTES).asText()).isEqualTo("done");
    }

    @Test
    void notEvenAnErrorEndsTheThreadThatHasToAnswer() {
        assertThatThrownBy(() -> client().ask(ControlClient.request("break-entirely")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("A fault of the program");
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void onlyItsOwnerCanReachIt() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(ControlAddress.of(state).path())))
                .isEqualTo("rw-------");
    }

    @Test
    void takesThePlaceOfASocketThatAKilledHostHasLeft() throws Exception {
        ControlServer second = ControlServer.open(state, COMMANDS);
        try {
            assertThat(client().ask(ControlClient.request("echo").put("words", "new"))
                            .asText())
                    .isEqualTo("new");
        } finally {
            second.close();
        }
    }

    @Test
    void saysThatNoHostRunsWhereNoneDoes() {
        server.close();

        assertThatThrownBy(() -> client().ask(ControlClient.request("echo")))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("No host runs")
                .hasMessageContaining("chameleon run");
        assertThatThrownBy(() -> new ControlClient(state.resolve("nowhere")).ask(ControlClient.request("echo")))
                .hasMessageContaining("--state");
    }

    @Test
    void worksWithAStateDirectoryWhosePathIsTooLongForASocket() throws Exception {
        Path deep = state;
        for (int i = 0; i < 6; i++) {
            deep = deep.resolve("a-folder-with-a-rather-long-name-" + i);
        }
        Files.createDirectories(deep);
        ControlClient asking = new ControlClient(deep);
        assertThatThrownBy(() -> asking.ask(ControlClient.request("echo"))).isInstanceOf(NoHostException.class);

        try (ControlServer there = ControlServer.open(deep, COMMANDS)) {
            assertThat(there).isNotNull();
            assertThat(deep.resolve("control.sock")).as("beside the lock").exists();
            assertThat(asking.ask(ControlClient.request("echo").put("words", "deep"))
                            .asText())
                    .isEqualTo("deep");
        }
        assertThat(deep).isEmptyDirectory();
    }

    private ControlClient client() {
        return new ControlClient(state);
    }
}
