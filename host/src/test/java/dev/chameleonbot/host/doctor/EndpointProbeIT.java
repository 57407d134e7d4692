package dev.chameleonbot.host.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.engine.TwitchTokens;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Failed;
import dev.chameleonbot.engine.diagnosis.EndpointAnswer.Reached;
import dev.chameleonbot.engine.diagnosis.EndpointProbe;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.simulator.SimulatedUser;
import dev.chameleonbot.simulator.Simulator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The way to endpoints, and what is asked of tokens, over real sockets. */
final class EndpointProbeIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    private Simulator twitch;
    private EndpointProbe probe;

    @BeforeEach
    void open() throws Exception {
        twitch = Simulator.builder().start();
        probe = probe(LONG);
    }

    @AfterEach
    void close() throws Exception {
        probe.close();
        twitch.close();
    }

    private static EndpointProbe probe(Duration limit) {
        return new EndpointProbe(ForwardProxy.of(Map.of(), new Properties()), limit, InstantSource.system());
    }

    private TwitchEndpoints endpoints() {
        return new TwitchEndpoints(twitch.eventSubUrl(), twitch.helixUrl(), twitch.authUrl());
    }

    @Test
    void reachesAllThreeAndTakesTheTime() {
        for (Endpoint endpoint : Endpoint.values()) {
            EndpointAnswer answer = probe.ask(endpoint.in(endpoints()));

            assertThat(answer)
                    .as(endpoint.label())
                    .isInstanceOfSatisfying(
                            Reached.class,
                            reached -> assertThat(reached.status()).isIn(101, 401));
            assertThat(answer.times().connection().isPresent()).isEqualTo(endpoint != Endpoint.EVENTSUB);
            assertThat(answer.times().whole()).isPositive();
        }
    }

    @Test
    void tellsAPageFromTwitchAndTheServersTime() throws Exception {
        HttpServer firewall = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] page = "<html><title>Blocked by policy</title></html>".getBytes(StandardCharsets.UTF_8);
        firewall.createContext("/page", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(403, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        firewall.createContext("/validate", exchange -> {
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        });
        firewall.start();
        try {
            String base = "127.0.0.1:" + firewall.getAddress().getPort();
            assertThat(probe.ask(URI.create("http://" + base + "/page")))
                    .isInstanceOfSatisfying(Failed.class, failed -> {
                        assertThat(failed.isStranger()).isTrue();
                        assertThat(failed.problem()).contains("Blocked by policy", "firewall");
                    });
            assertThat(probe.ask(URI.create("ws://" + base + "/page")))
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.isStranger()).isTrue());
            assertThat(probe.ask(URI.create("http://" + base + "/validate")))
                    .isInstanceOfSatisfying(
                            Reached.class,
                            reached -> assertThat(
                                            Duration.between(reached.date().orElseThrow(), Instant.now())
                                                    .abs())
                                    .isLessThan(Duration.ofMinutes(1)));
        } finally {
            firewall.stop(0);
        }
    }

    @Test
    void tellsARefusedConnectionAndOneOnWhichNothingComes() throws Exception {
        int port;
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                EndpointProbe hasty = probe(Duration.ofMillis(200))) {
            port = silent.getLocalPort();
            assertThat(hasty.ask(URI.create("http://127.0.0.1:" + port + "/validate")))
                    .isInstanceOf(Failed.class);
            assertThat(hasty.ask(URI.create("ws://127.0.0.1:" + port + "/ws"))).isInstanceOf(Failed.class);
        }

        assertThat(probe.ask(URI.create("http://127.0.0.1:" + port + "/validate")))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.problem()).contains("refused"));
    }

    @Test
    void asksWhoseATokenIs() throws Exception {
        SimulatedUser alice = twitch.addUser("alice");
        try (TwitchTokens tokens = TwitchTokens.open(endpoints())) {
            assertThat(tokens.validate(Secret.of(alice.accessToken()))).hasValueSatisfying(token -> {
                assertThat(token.login()).isEqualTo("alice");
                assertThat(token.missing()).isEmpty();
                assertThat(token.expiresAt()).isPresent();
            });
            assertThat(tokens.validate(Secret.of("no such token"))).isEmpty();
        }
    }
}
