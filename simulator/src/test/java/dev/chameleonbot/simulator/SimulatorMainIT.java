package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, its configuration, its page and its control over HTTP. */
class SimulatorMainIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Simulator simulator;
    private TwitchClient twitch;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.builder().start();
        twitch = new TwitchClient(simulator);
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    private int run(String... args) {
        return SimulatorMain.run(new PrintStream(out, true), new PrintStream(err, true), args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void saysHowItIsUsed() {
        assertThat(run("--help")).isZero();
        assertThat(out()).contains("--port N");
        assertThat(run("--prot", "1")).isEqualTo(2);
        assertThat(run("--port", "70000")).isEqualTo(2);
        assertThat(run("--port")).isEqualTo(2);
        assertThat(run("--users", "a b")).isEqualTo(2);
        assertThat(err()).contains("Unknown argument: --prot").contains("Usage:");
    }

    @Test
    void saysThatAPortIsInUse() {
        assertThat(run("--port=" + simulator.port())).isEqualTo(1);
        assertThat(err())
                .isEqualToIgnoringNewLines(
                        "Port " + simulator.port() + " is in use or not allowed; choose another with --port.");
    }

    @Test
    void runsUntilInterruptedAndWritesAConfiguration() throws Exception {
        Path file = folder.resolve("config.json");
        CompletableFuture<Integer> code = new CompletableFuture<>();
        Thread runner = Thread.ofVirtual()
                .start(() -> code.complete(run("--port", "0", "--users", "a,B", "--write-config", file.toString())));
        while (!out().contains("A configuration for it is in") && !code.isDone()) {
            Thread.onSpinWait();
        }
        JsonNode config = TwitchClient.JSON.readTree(file.toFile());
        assertThat(config.at("/users/1/username").asText()).isEqualTo("b");
        assertThat(config.at("/users/1/channels")).hasSize(2);
        assertThat(config.at("/twitch/eventsub_url").asText()).startsWith("ws://127.0.0.1:");
        assertThat(originalsKeys()).contains(fieldNames(config.at("/users/0")));
        runner.interrupt();
        assertThat(code.get(5, TimeUnit.SECONDS)).isZero();
    }

    private static String[] fieldNames(JsonNode object) {
        return object.properties().stream().map(field -> field.getKey()).toArray(String[]::new);
    }

    private static String originalsKeys() throws IOException {
        try (InputStream in = SimulatorMainIT.class.getResourceAsStream("/fixtures/original-config.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void servesAPageWithoutOutsideAssets() throws Exception {
        var page = twitch.send(HttpRequest.newBuilder(uri("/")));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.raw().body()).contains("<title>").doesNotContain("https://", "http://");
    }

    @Test
    void isControlledOverHttp() throws Exception {
        var user = post("/simulator/users", "{\"login\":\"Alice\",\"prime\":false}");
        assertThat(user.body().path("access_token").asText()).hasSize(30);
        EventSubClient socket = twitch.listen(simulator.user("alice").orElseThrow(), "alice");
        post("/simulator/say", "{\"login\":\"alice\",\"channel\":\"alice\",\"text\":\"hi\"}");
        assertThat(socket.nextChat()).isEqualTo("hi");

        JsonNode state = twitch.send(HttpRequest.newBuilder(uri("/simulator"))).body();
        assertThat(state.at("/users/0/login").asText()).isEqualTo("alice");
        assertThat(state.at("/served/own_messages").asInt()).isEqualTo(1);
        assertThat(state.at("/chat/0/text").asText()).isEqualTo("hi");
        assertThat(state.toString())
                .doesNotContain(user.body().path("access_token").asText());

        var begun = post("/simulator/streams", "{\"channel\":\"alice\",\"live\":true}");
        assertThat(begun.body().path("changed").asBoolean()).isTrue();
        assertThat(simulator.isLive("alice")).isTrue();
        post("/simulator/streams", "{\"channel\":\"alice\",\"live\":false}");
        assertThat(simulator.isLive("alice")).isFalse();

        var follows = post("/simulator/follows", "{\"login\":\"alice\",\"channel\":\"alice\"}");
        assertThat(follows.body().path("followed").toString()).isEqualTo("[\"alice\"]");
        post("/simulator/follows", "{\"login\":\"alice\",\"channel\":\"alice\",\"follows\":false}");
        assertThat(simulator.followed("alice")).isEmpty();

        var fault = post("/simulator/faults", "{\"fault\":\"close\",\"login\":\"alice\",\"code\":4006}");
        assertThat(fault.body().path("hits").asInt()).isEqualTo(1);
        assertThat(socket.closeCode()).isEqualTo(4006);
    }

    @Test
    void understandsEveryFaultThatItsHelpNames() throws Exception {
        for (FaultOrder order : FaultOrder.values()) {
            String body = """
                {"fault":"%s","frame":"empty","text":"x","url":"ws://127.0.0.1:1/","endpoint":"color",
                 "seconds":0.001,"times":1,"status":500}\
                """.formatted(order.name());
            if (order == FaultOrder.REFUSE_CONNECTIONS) {
                continue;
            }
            assertThat(post("/simulator/faults", body).status()).as(body).isEqualTo(200);
        }
        var clear = twitch.send(HttpRequest.newBuilder(uri("/simulator/faults")).DELETE());
        assertThat(clear.status()).isEqualTo(204);
        assertThat(simulator.faults().open()).isEmpty();
    }

    @Test
    void explainsOrdersThatItDoesNotUnderstand() throws Exception {
        assertThat(post("/simulator/faults", "{\"fault\":\"explode\"}").message())
                .contains("must be one of: close, drop");
        assertThat(post("/simulator/faults", "{\"fault\":\"fail\",\"endpoint\":\"tea\"}")
                        .status())
                .isEqualTo(400);
        assertThat(post("/simulator/say", "{\"login\":\"x\",\"channel\":\"nowhere\",\"text\":\"a\"}")
                        .message())
                .contains("no account nowhere");
        assertThat(post("/simulator/say", "[]").status()).isEqualTo(400);
    }

    private TwitchClient.Reply post(String path, String json) throws InterruptedException {
        return twitch.send(HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofString(json)));
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + simulator.port() + path);
    }
}
