package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Addresses behind which there is no Twitch: the account says so and goes on trying, without hurry. */
@ExtendWith(TidyExtension.class)
@DisplayName("A13, C24 names that do not resolve, and servers whose TLS is not good")
final class UnreachableIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void aSocketAddressThatDoesNotResolveIsSaidAndTriedAgain() {
        URI nowhere = URI.create("wss://eventsub.invalid/ws");

        assertProblem(
                new TwitchEndpoints(
                        nowhere, rig.twitch().helixUrl(), rig.twitch().authUrl()),
                "eventsub.invalid");

        assertThat(rig.twitch().journal().requests(Endpoint.SUBSCRIPTIONS)).isZero();
    }

    @Test
    void aSocketServerThatDoesNotSpeakTlsIsSaidAndTriedAgain() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            AtomicInteger connections = new AtomicInteger();
            Thread.startVirtualThread(() -> refuseInPlainText(plain, connections));
            URI tls = URI.create("wss://127.0.0.1:" + plain.getLocalPort() + "/ws");

            assertProblem(
                    new TwitchEndpoints(
                            tls, rig.twitch().helixUrl(), rig.twitch().authUrl()),
                    "SSL");

            assertThat(connections.get()).isPositive();
        }
    }

    private static void refuseInPlainText(ServerSocket server, AtomicInteger connections) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                connections.incrementAndGet();
                client.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The client or the test has gone, which the loop's condition tells apart.
            }
        }
    }

    @Test
    void aSocketServerWithACertificateThatNobodyVouchesForIsSaidAndTriedAgain() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ServerSocket server =
                selfSigned().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> refuseInPlainText(server, connections));
            URI tls = URI.create("wss://127.0.0.1:" + server.getLocalPort() + "/ws");

            assertProblem(
                    new TwitchEndpoints(
                            tls, rig.twitch().helixUrl(), rig.twitch().authUrl()),
                    "certification path");
        }
        assertThat(connections.get()).isPositive();
    }

    /** As {@code keytool} of this JDK makes it. */
    private SSLContext selfSigned() throws Exception {
        Path store = directory.resolve("server.p12");
        char[] password = "changeit".toCharArray();
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(password))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    @Test
    void anAuthorisationServerThatDoesNotResolveCostsNoTokenAndNoLogin() {
        URI nowhere = URI.create("https://id.invalid/oauth2");

        assertProblem(
                new TwitchEndpoints(rig.twitch().eventSubUrl(), rig.twitch().helixUrl(), nowhere), "id.invalid");

        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void aFirewallsPageInPlaceOfTheAuthorisationServersAnswerCostsNoTokenAndNoLogin() throws IOException {
        try (ServerSocket firewall = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> forbid(firewall));
            URI forbidden = URI.create("http://127.0.0.1:" + firewall.getLocalPort() + "/oauth2");

            assertProblem(
                    new TwitchEndpoints(rig.twitch().eventSubUrl(), rig.twitch().helixUrl(), forbidden),
                    "an HTML page (403, \"Access denied\")");
        }
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void aFirewallsPageInPlaceOfHelixNeverLeadsToALogin() throws IOException {
        try (ServerSocket firewall = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> forbid(firewall));
            URI forbidden = URI.create("http://127.0.0.1:" + firewall.getLocalPort() + "/helix");

            assertProblem(
                    new TwitchEndpoints(
                            rig.twitch().eventSubUrl(), forbidden, rig.twitch().authUrl()),
                    "check firewall, proxy or captive portal");
        }
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
    }

    @Test
    void aFirewallsPageInPlaceOfTheSocketIsSaidAndTriedAgain() throws IOException {
        try (ServerSocket firewall = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> forbid(firewall));
            URI forbidden = URI.create("ws://127.0.0.1:" + firewall.getLocalPort() + "/ws");

            assertProblem(
                    new TwitchEndpoints(
                            forbidden, rig.twitch().helixUrl(), rig.twitch().authUrl()),
                    "an HTML page (403, \"Access denied\")");
        }
    }

    private static void forbid(ServerSocket server) {
        String page = "<html><head><title>Access denied</title></head></html>";
        String answer = "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nConnection: close\r\nContent-Length: "
                + page.length() + "\r\n\r\n" + page;
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                BufferedReader request =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (String line = request.readLine(); line != null && !line.isEmpty(); ) {
                    line = request.readLine();
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The client or the test has gone, which the loop's condition tells apart.
            }
        }
    }

    /** It tries a second time, never asks for a login, says what the matter is, and stops when told to. */
    private void assertProblem(TwitchEndpoints endpoints, String words) {
        EngineBuilder builder = rig.builder(rig.account("alice", "streamer")).endpoints(endpoints);
        try (Engine engine = builder.build()) {
            engine.start();
            await().atMost(EngineRig.PATIENCE)
                    .until(() ->
                            engine.accounts().getFirst().lastError().orElse("").contains(words));
            assertThat(engine.accounts().getFirst().state())
                    .isIn(AccountState.STARTING, AccountState.CONNECTING, AccountState.RECONNECTING);
        }
    }
}
