package dev.chameleonbot.engine.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy on loopback: tunnels for CONNECT, and plain requests one a connection. All names lead to one port of this
 * machine, so no name is looked up.
 */
public final class TestProxy implements AutoCloseable {
    private static final String REFUSAL = String.join(
            "\r\n",
            "HTTP/1.1 407 Proxy Authentication Required",
            "Proxy-Authenticate: Basic realm=\"test\"",
            "Content-Length: 0",
            "Connection: close",
            "",
            "");

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int target;
    private final Optional<String> authorization;
    private final String refusal;

    private TestProxy(int target, Optional<String> authorization, String refusal) throws IOException {
        this.target = target;
        this.authorization = authorization;
        this.refusal = refusal;
        Thread.ofVirtual().name("test-proxy").start(this::accept);
    }

    /** One that everybody may use. */
    public static TestProxy to(int port) throws IOException {
        return new TestProxy(port, Optional.empty(), REFUSAL);
    }

    /** One that takes only those with this value of {@code Proxy-Authorization}. */
    public static TestProxy to(int port, String authorization) throws IOException {
        return new TestProxy(port, Optional.of(authorization), REFUSAL);
    }

    /** One that lets nobody through, and answers with this status. */
    static TestProxy refusing(String status) throws IOException {
        return new TestProxy(0, Optional.of("nobody's"), "HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n");
    }

    /** The first lines of the requests that it has let through. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Its port. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                open.add(client);
                Thread.ofVirtual().name("test-proxy-client").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            String head = head(client.getInputStream());
            if (authorization.isPresent() && !head.contains("Proxy-Authorization: " + authorization.get() + "\r\n")) {
                write(client, refusal);
                return;
            }
            requests.add(head.substring(0, head.indexOf("\r\n")));
            pass(client, head);
        } catch (IOException | InterruptedException gone) {
            // The client sees that its connection has ended.
        }
    }

    private void pass(Socket client, String head) throws IOException, InterruptedException {
        try (Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(upstream);
            if (head.startsWith("CONNECT ")) {
                write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
            } else {
                write(upstream, plain(head));
            }
            Thread back = Thread.ofVirtual().start(() -> copy(upstream, client));
            copy(client, upstream);
            back.join();
        }
    }

    /** As its server wants it: with the path alone, and for one request only, unless it becomes a socket. */
    private static String plain(String head) {
        String own = head.replaceFirst(" http://[^/ ]*", " ").replaceAll("Proxy-[^\r]*\r\n", "");
        return own.toLowerCase(Locale.ROOT).contains("upgrade: websocket")
                ? own
                : own.replaceFirst("Connection: [^\r]*\r\n", "Connection: close\r\n");
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("There is no request");
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1);
    }

    private static void write(Socket to, String text) throws IOException {
        to.getOutputStream().write(text.getBytes(ISO_8859_1));
        to.getOutputStream().flush();
    }

    static void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException ended) {
            // Both ends are closed.
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
