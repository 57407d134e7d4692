package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.web.Route.Access;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;

/** The server, from outside: whatever comes, and however slowly. */
final class WebServerIT extends OverTheWire {
    @Test
    void everyAnswerTellsABrowserWhatIsAllowed() throws IOException {
        for (String path : List.of("/", "/app.js", "/nothing.js", "/api/v1/seen", "/health/live")) {
            assertThat(request("GET", path))
                    .as(path)
                    .contains("Content-security-policy: default-src 'none'")
                    .doesNotContain("unsafe-inline")
                    .contains("frame-ancestors 'none'")
                    .contains("X-content-type-options: nosniff")
                    .contains("Referrer-policy: no-referrer");
        }
        assertThat(request("GET", "/api/v1/seen")).contains("Cache-control: no-store");
    }

    @Test
    void whatIsChangedIsRecordedWithWhoAndFromWhere() throws IOException {
        var unused = request("POST", "/api/v1/changed", "Authorization: Bearer " + token(), "Content-Length: 0");

        await().atMost(Duration.ofSeconds(10))
                .until(() -> !server.audit().latest().isEmpty());
        assertThat(server.audit().latest())
                .singleElement()
                .extracting(AuditLog.Entry::who, AuditLog.Entry::from, AuditLog.Entry::action, AuditLog.Entry::detail)
                .containsExactly("local", "127.0.0.1", "POST /api/v1/changed", "changed");
        assertThat(Files.readString(state.resolve("web-audit.log")))
                .contains("POST /api/v1/changed")
                .doesNotContain(token());
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        assertThatThrownBy(() -> open(WebConfig.USUAL.at(WebConfig.USUAL.address(), port())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("port " + port())
                .hasMessageContaining("--web PORT");
    }

    @Test
    void aFaultTellsNothingOfItself() throws IOException {
        String answer = request("GET", "/api/v1/broken");

        assertThat(status(answer)).isEqualTo(500);
        assertThat(answer).contains("application/problem+json").doesNotContain("secret");
    }

    @Test
    void otherMethodsAreNamed() throws IOException {
        assertThat(request("DELETE", "/api/v1/seen")).contains(" 405 ").contains("Allow: GET");
        assertThat(status(request("GET", "/api/v1/nothing"))).isEqualTo(404);
        assertThat(status(request("GET", "/../../etc/passwd"))).isEqualTo(404);
        assertThat(status(request("GET", "/..%2f..%2fetc/passwd"))).isEqualTo(404);
        assertThat(status(request("GET", "/%zz"))).isEqualTo(400);
        assertThat(request("HEAD", "/")).contains(" 200 ").endsWith("\r\n\r\n");
        assertThat(status(request("HEAD", "/api/v1/seen"))).isEqualTo(405);
    }

    /** Those who send a byte now and then hold up nobody else. */
    @Test
    void slowClientsHoldUpNobody() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127".getBytes(StandardCharsets.US_ASCII));
                slow.add(socket);
            }
            for (int i = 0; i < 20; i++) {
                assertThat(status(request("GET", "/health/live"))).isEqualTo(200);
            }
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    /** The build lets requests take four seconds here. */
    @Test
    void halfARequestIsHungUpOn() throws IOException {
        assertThat(System.getProperty("sun.net.httpserver.maxReqTime")).isEqualTo("4");
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: 127".getBytes(StandardCharsets.US_ASCII));

            assertThat(socket.getInputStream().read()).as("the end").isEqualTo(-1);
        } catch (SocketException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    @Test
    void whatBrokeOffIsRecordedAsNotDone() throws IOException {
        List<Route> routes = new ArrayList<>();
        routes.add(Route.operate("POST", "/read", call -> {
            var unused = call.object();
            call.answer(204);
        }));
        routes.add(Route.operate("POST", "/fault", call -> {
            throw new IllegalStateException("on purpose");
        }));
        routes.add(Route.operate("POST", "/note", call -> {
            call.note("\ud800".repeat(2_000), false);
            call.answer(204);
        }));
        server.handler().serve(routes, true);
        String authorized = "Authorization: Bearer " + token();

        List<String> answers = new ArrayList<>();
        answers.add(request("POST", "/read", authorized, "Content-Type: application/json", "Content-Length: 100"));
        answers.add(request("POST", "/fault", authorized, "Content-Length: 0"));
        answers.add(request("POST", "/note", authorized, "Content-Length: 0"));

        assertThat(answers.get(1)).contains(" 500 ");
        assertThat(answers.get(2)).contains(" 204 ");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> server.audit().latest().size() == 3);
        assertThat(server.audit().latest()).noneMatch(AuditLog.Entry::done);
        assertThat(Files.readAllLines(state.resolve("web-audit.log")))
                .hasSize(3)
                .allMatch(line -> line.length() < 2_000);
    }

    @Test
    void speaksTlsWithAKeystore() throws Exception {
        Path keystore = state.resolve("web.p12");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        Process made = new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        keystore.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(made.waitFor()).isZero();
        server.close();
        server = open(new WebConfig(
                WebConfig.USUAL.address(),
                0,
                List.of(),
                Optional.of(new WebConfig.Keystore(keystore, Optional.of(Secret.of("changeit")))),
                List.of(),
                0.5));

        assertThat(server.address().getScheme()).isEqualTo("https");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        try (Socket socket = context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write(("GET /?token=" + token() + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains(" 303 ").contains("; Secure").contains("Strict-transport-security");
        }
        assertThatThrownBy(() -> open(new WebConfig(
                        WebConfig.USUAL.address(),
                        0,
                        List.of(),
                        Optional.of(new WebConfig.Keystore(keystore, Optional.of(Secret.of("wrong")))),
                        List.of(),
                        0.5)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("keystore_password_file");
    }

    /** For a certificate that nobody has signed. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    /** Whatever is sent, others are served afterwards, and nothing of it is a fault of the program. */
    @Test
    void survivesWhatIsNoRequest() throws IOException {
        Random random = new Random(17);
        List<String> parts = List.of(
                "GET",
                "POST",
                "PUT",
                " ",
                "/",
                "/api/v1/seen",
                "/api/v1/session",
                "?token=",
                "%",
                "\r\n",
                "\n",
                ":",
                "Host",
                "Host: 127.0.0.1\r\n",
                "Content-Length: -1\r\n",
                "Content-Length: 99999999999\r\n",
                "HTTP/1.1\r\n",
                "Transfer-Encoding: chunked\r\n",
                "ffffffffffffffff\r\n",
                "\0",
                "é",
                "Cookie: a=b; ;;=\r\n",
                "Authorization: Bearer \r\n",
                "X-Forwarded-For: ,,,\r\n",
                "{\"a\":",
                "\r\n\r\n");
        for (int i = 0; i < 300; i++) {
            StringBuilder bytes =
                    new StringBuilder(random.nextBoolean() ? "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" : "");
            for (int part = random.nextInt(12); part > 0; part--) {
                bytes.append(parts.get(random.nextInt(parts.size())));
            }
            try {
                assertThat(exchange(bytes.toString())).as(bytes.toString()).doesNotContain(" 500 ");
            } catch (SocketException e) {
                // Hung up on: that is an answer, too.
            }
        }
        assertThat(status(request("GET", "/health/live"))).isEqualTo(200);
    }

    /** One who asks for much and reads nothing is hung up on. */
    @Test
    void whoDoesNotReadIsHungUpOn() throws IOException {
        AtomicInteger ended = new AtomicInteger();
        byte[] much = new byte[32 * 1024 * 1024];
        List<Route> routes = new ArrayList<>();
        routes.add(new Route("GET", "/much", Access.EVERYBODY, call -> {
            try {
                new HttpCallWithin(call, server.timer()).send(much);
            } finally {
                ended.incrementAndGet();
            }
        }));
        server.handler().serve(routes, true);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("GET /much HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(20)).until(() -> ended.get() == 1);
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(much.length).length).isLessThan(much.length);
        } catch (SocketException e) {
            assertThat(ended).hasValue(1);
        }
    }

    /** Sends with less patience than the server has. */
    private record HttpCallWithin(HttpCall call, ScheduledExecutorService timer) {
        void send(byte[] bytes) throws IOException {
            SlowClients impatient = new SlowClients(timer, Duration.ofMillis(200));
            var out = call.stream("application/octet-stream");
            impatient.within(() -> {
                out.write(bytes);
                return bytes;
            });
        }
    }
}
