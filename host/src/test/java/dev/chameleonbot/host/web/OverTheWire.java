package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.web.Route.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server of the web with some routes, to be asked byte by byte. */
abstract class OverTheWire {
    @TempDir
    Path state;

    volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final AtomicInteger changes = new AtomicInteger();
    WebServer server;

    @BeforeEach
    void open() throws IOException {
        server = open(WebConfig.USUAL.at(WebConfig.USUAL.address(), 0));
    }

    @AfterEach
    void close() {
        server.close();
    }

    WebServer open(WebConfig config) throws IOException {
        WebServer opened = WebServer.open(config, state, () -> now);
        List<Route> routes = new ArrayList<>(new SessionApi(opened.gate(), Mode.RUN).routes());
        routes.addAll(new AuditApi(opened.audit()).routes());
        routes.addAll(new HealthApi(Optional.empty(), 0.5).routes());
        routes.add(Route.view(
                "/api/v1/seen",
                call -> call.answer(Json.STRICT
                        .createObjectNode()
                        .put("from", call.address().getHostAddress()))));
        routes.add(Route.operate("POST", "/api/v1/changed", call -> {
            changes.incrementAndGet();
            call.note("changed");
            call.answer(204);
        }));
        routes.add(new Route("GET", "/api/v1/broken", Access.EVERYBODY, call -> {
            throw new IllegalStateException("a secret detail");
        }));
        opened.handler().serve(routes, true);
        return opened;
    }

    String token() {
        return server.gate().localToken().reveal();
    }

    int port() {
        return server.address().getPort();
    }

    String request(String method, String path, String... headers) throws IOException {
        return exchange(method + " " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port() + "\r\nConnection: close\r\n"
                + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\n");
    }

    String exchange(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static int status(String answer) {
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    String cookie() throws IOException {
        String answer = request("GET", "/?token=" + token());
        assertThat(status(answer)).isEqualTo(303);
        return "Cookie: " + answer.replaceFirst("(?s).*Set-cookie: ([^;]*);.*", "$1");
    }

    String logIn(String password) throws IOException {
        String body = "{\"password\": \"" + password + "\"}";
        String answer = exchange("POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        assertThat(status(answer)).isEqualTo(204);
        return "Cookie: " + answer.replaceFirst("(?s).*Set-cookie: ([^;]*);.*", "$1");
    }
}
