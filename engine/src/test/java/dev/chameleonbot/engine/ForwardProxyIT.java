package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.http.TestProxy;
import dev.chameleonbot.engine.http.TlsRelay;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.Simulator;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Names of {@code twitch.test} exist behind the proxy only, and Twitch speaks TLS there. */
@ExtendWith(TidyExtension.class)
@Isolated("It sets whom the JVM trusts.")
@DisplayName("Requests and sockets through a forward proxy")
final class ForwardProxyIT {
    private static final TwitchEndpoints BEHIND_THE_PROXY = new TwitchEndpoints(
            URI.create("wss://eventsub.twitch.test/ws"),
            URI.create("https://api.twitch.test/helix"),
            URI.create("https://id.twitch.test/oauth2"));
    /** Of {@code näme} and {@code p@ss:word}. */
    private static final String BASIC = "Basic bsOkbWU6cEBzczp3b3Jk";

    private static final String NAME_AND_PASSWORD = "n%C3%A4me:p%40ss:word@";

    @TempDir
    Path temp;

    private EngineRig rig;
    private TlsRelay twitch;

    @BeforeEach
    void start() throws Exception {
        rig = new EngineRig(temp.resolve("state"));
        twitch = new TlsRelay(temp, rig.twitch().port());
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
        twitch.close();
    }

    private void startThrough(TestProxy proxy, String login, AccountConfig... accounts) {
        ForwardProxy used = ForwardProxy.of(
                Map.of("HTTPS_PROXY", "http://" + login + "127.0.0.1:" + proxy.port()), new Properties());
        rig.startWith(
                builder -> builder.endpoints(BEHIND_THE_PROXY)
                        .proxy(used)
                        .behaviour("test", bot -> message -> bot.changeColor(new ChatColor.Hex(0x123456))),
                accounts);
    }

    @Test
    void allGoesThroughTunnelsWithTheNameAndThePassword() throws IOException {
        try (TestProxy proxy = TestProxy.to(twitch.port(), BASIC)) {
            startThrough(proxy, NAME_AND_PASSWORD, rig.account("alice", "streamer"));

            rig.awaitLive("alice");
            rig.sayAndAwaitColor("alice", "streamer");

            assertThat(proxy.requests())
                    .contains(
                            "CONNECT eventsub.twitch.test:443 HTTP/1.1",
                            "CONNECT api.twitch.test:443 HTTP/1.1",
                            "CONNECT id.twitch.test:443 HTTP/1.1");
        }
    }

    @Test
    void aProxyThatAsksForANameIsToldOfByItsNameAndSoIsTheVariable() throws IOException {
        try (TestProxy proxy = TestProxy.to(twitch.port(), BASIC)) {
            startThrough(proxy, "", rig.account("alice", "streamer"));

            awaitError("the proxy 127.0.0.1:" + proxy.port() + " asks for a name and a password");
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void aPasswordThatIsRefusedIsSaidToBeAndNotShown() throws IOException {
        try (TestProxy proxy = TestProxy.to(twitch.port(), BASIC)) {
            startThrough(proxy, "name:hunter2@", rig.account("alice", "streamer"));

            awaitError("the proxy 127.0.0.1:" + proxy.port() + " refuses the name and the password of HTTPS_PROXY");
            assertThat(rig.status("alice").lastError())
                    .get(InstanceOfAssertFactories.STRING)
                    .doesNotContain("hunter2");
        }
    }

    private void awaitError(String error) {
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").lastError().orElse("").contains(error));
    }

    @Test
    void aPlainRequestIsHandedToTheProxyWithTheNameAndThePassword() throws IOException {
        Simulator simulator = rig.twitch();
        try (TestProxy proxy = TestProxy.to(simulator.port(), BASIC)) {
            OkHttpClient client = ForwardProxy.of(
                            Map.of("HTTP_PROXY", "http://" + NAME_AND_PASSWORD + "127.0.0.1:" + proxy.port()),
                            new Properties())
                    .on(new OkHttpClient.Builder())
                    .build();
            Request request = new Request.Builder()
                    .url("http://id.twitch.test/oauth2/validate")
                    .build();

            try (Response response = client.newCall(request).execute()) {
                assertThat(response.code()).isEqualTo(401);
            }
            assertThat(proxy.requests()).containsExactly("GET http://id.twitch.test/oauth2/validate HTTP/1.1");
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }
}
