package dev.chameleonbot.host.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.AlertsConfig;
import dev.chameleonbot.host.config.AlertsConfig.Format;
import dev.chameleonbot.host.config.AlertsConfig.Webhook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Alerts over a real socket, in virtual time. */
final class WebhookAlertsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anAlertArrivesAlsoWhenTheFirstAnswerIsThatItIsTooEarly() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/hook?token=x";
        AlertsConfig config =
                new AlertsConfig(List.of(new Webhook(Secret.of(url), Format.DISCORD)), AlertsConfig.USUAL_INTERVAL);

        ManualAlertClock clock = new ManualAlertClock();

        try (WebhookAlerts alerts = WebhookAlerts.start(config, clock)) {
            alerts.take(Events.needsLogin("alice"));
            alerts.take(Events.needsLogin("bob"));
            clock.advance(AlertThrottle.BURST);

            await().atMost(PATIENCE).until(() -> bodies.size() == 2);
        }

        assertThat(clock.sleeps).containsExactly(Duration.ofMillis(250));
        assertThat(bodies.getFirst())
                .isEqualTo(bodies.getLast())
                .contains("\"content\":\"**2 accounts need a login: alice, bob**\\n")
                .contains("\"allowed_mentions\":{\"parse\":[]}");
    }

    @Test
    void goesThroughTheProxyThatIsSetForAllElse() throws IOException {
        ForwardProxy proxy = ForwardProxy.of(
                Map.of("HTTP_PROXY", "http://127.0.0.1:" + server.getAddress().getPort()), new Properties());

        try (OkHttpPosts posts = new OkHttpPosts(proxy)) {
            posts.post(Secret.of("http://hooks.example/hook"), "{}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(bodies).containsExactly("{}");
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            assertThat(exchange.getRequestHeaders().getFirst("Content-Type")).startsWith("application/json");
            exchange.getResponseHeaders().add("Retry-After", "0.25");
            exchange.sendResponseHeaders(bodies.size() == 1 ? 429 : 204, -1);
        }
    }
}
