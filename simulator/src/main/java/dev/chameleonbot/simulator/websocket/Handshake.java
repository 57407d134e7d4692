package dev.chameleonbot.simulator.websocket;

import dev.chameleonbot.simulator.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The opening handshake of RFC 6455, section 4.2. */
public final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private Handshake() {}

    /** Whether the request asks for a WebSocket in the version that all clients speak. */
    public static boolean isAskedFor(HttpRequest request) {
        return request.method().equals("GET")
                && request.header("upgrade").equalsIgnoreCase("websocket")
                && request.header("sec-websocket-version").equals("13")
                && !request.header("sec-websocket-key").isEmpty();
    }

    /** The answer that opens the WebSocket. */
    static byte[] acceptance(HttpRequest request) {
        String answer = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(request.header("sec-websocket-key")) + "\r\n\r\n";
        return answer.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
