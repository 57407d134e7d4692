package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A11 a connection that is closed in the moment of a request")
final class HelixSenderTest {
    private final OkHttpClient http = new OkHttpClient();
    private final HelixSender sender = new HelixSender(http, HttpUrl.get("http://127.0.0.1/"));

    private Server server;

    @BeforeEach
    void open() throws IOException {
        server = new Server();
    }

    @AfterEach
    void close() throws IOException {
        server.socket.close();
        http.connectionPool().evictAll();
        http.dispatcher().executorService().shutdown();
    }

    @ParameterizedTest
    @EnumSource
    void losesAndDoublesNoChatMessage(End end) throws IOException {
        server.end = end;
        for (int i = 1; i <= 3; i++) {
            assertThat(send("GET", "/users", "")).isEqualTo(200);
            assertThat(send("POST", "/chat/messages", "message " + i)).isEqualTo(200);
        }

        assertThat(server.answered)
                .filteredOn(request -> request.startsWith("POST"))
                .containsExactly(
                        "POST /chat/messages message 1",
                        "POST /chat/messages message 2",
                        "POST /chat/messages message 3");
        assertThat(server.unanswered).noneMatch(request -> request.startsWith("POST"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /users, ''",
        "DELETE, /eventsub/subscriptions, ''",
        "PUT, /chat/color, ''",
        "POST, /eventsub/subscriptions, one",
    })
    void sendsAgainWhatDoesNoHarmTwice(String method, String path, String body) throws IOException {
        for (End end : End.values()) {
            server.end = end;
            send(method, path, body);

            assertThat(send(method, path, body)).isEqualTo(200);
        }
        assertThat(server.unanswered).isNotEmpty();
    }

    @Test
    void sendsNothingElseAgainThatMayHaveBeenTaken() {
        server.answersPerConnection = 0;

        assertThatThrownBy(() -> send("POST", "/chat/messages", "taken, perhaps"))
                .isInstanceOf(IOException.class);

        assertThat(server.unanswered).containsExactly("POST /chat/messages taken, perhaps");
    }

    private int send(String method, String path, String body) throws IOException {
        RequestBody content = RequestBody.create(body, MediaType.get("text/plain"));
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + server.socket.getLocalPort() + path)
                .method(method, method.equals("GET") || method.equals("DELETE") ? null : content)
                .build();
        try (Response response = sender.send(request)) {
            return response.code();
        }
    }

    /** How the server ends a connection. */
    enum End {
        IN_GOOD_ORDER,
        WITH_A_RESET
    }

    /** Answers the first request of each connection, and ends the connection when the second one is there. */
    private static final class Server {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        private final List<String> answered = new CopyOnWriteArrayList<>();
        private final List<String> unanswered = new CopyOnWriteArrayList<>();
        private volatile End end = End.IN_GOOD_ORDER;
        private volatile int answersPerConnection = 1;

        Server() throws IOException {
            Thread.startVirtualThread(this::accept);
        }

        private void accept() {
            while (!socket.isClosed()) {
                try {
                    Socket client = socket.accept();
                    Thread.startVirtualThread(() -> serve(client));
                } catch (IOException e) {
                    // The test is over, which the loop's condition tells.
                }
            }
        }

        private void serve(Socket client) {
            try (client) {
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
                for (int left = answersPerConnection; left > 0; left--) {
                    answered.add(request(in));
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                }
                unanswered.add(request(in));
                if (end == End.WITH_A_RESET) {
                    client.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                // The client has ended it first.
            }
        }

        private static String request(BufferedReader in) throws IOException {
            String first = in.readLine();
            if (first == null) {
                throw new IOException("closed");
            }
            int length = 0;
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                    length = Integer.parseInt(
                            line.substring(line.indexOf(':') + 1).strip());
                }
            }
            char[] body = new char[length];
            for (int read = 0; read < length; ) {
                read += in.read(body, read, length - read);
            }
            return (first.replace(" HTTP/1.1", "") + " " + new String(body)).strip();
        }
    }
}
