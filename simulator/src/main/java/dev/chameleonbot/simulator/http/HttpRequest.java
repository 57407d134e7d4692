package dev.chameleonbot.simulator.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request as it came in. */
public final class HttpRequest {
    private static final int MAX_HEAD_BYTES = 64 * 1024;
    private static final int MAX_BODY_BYTES = 4 * 1024 * 1024;

    private final String method;
    private final String path;
    private final Parameters query;
    private final Map<String, String> headers;
    private final byte[] body;
    private final long receivedNanos;

    private HttpRequest(String method, String target, Map<String, String> headers, byte[] body) {
        int mark = target.indexOf('?');
        this.method = method;
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = Parameters.parse(mark < 0 ? "" : target.substring(mark + 1));
        this.headers = headers;
        this.body = body;
        this.receivedNanos = System.nanoTime();
    }

    /** The method in capitals. */
    public String method() {
        return method;
    }

    /** The path without the query. */
    public String path() {
        return path;
    }

    /** The parameters of the query. */
    public Parameters query() {
        return query;
    }

    /** The parameters of a body that is a form. */
    public Parameters form() {
        return Parameters.parse(new String(body, StandardCharsets.UTF_8));
    }

    /** The body, empty if there is none. */
    public byte[] body() {
        return body;
    }

    /** When the last byte of it had been read, on the clock of {@link System#nanoTime()}. */
    public long receivedNanos() {
        return receivedNanos;
    }

    /**
     * One header.
     *
     * @param name its name in lower case
     * @return its value, or an empty text
     */
    public String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** Whether the connection is to be kept for further requests. */
    boolean keepsAlive() {
        return !header("connection").toLowerCase(Locale.ROOT).contains("close");
    }

    /**
     * Reads the next request of a connection.
     *
     * @return the request, or null if the peer has ended the connection
     */
    static @Nullable HttpRequest read(ByteSource source, Connection connection) throws IOException {
        String head = source.head(MAX_HEAD_BYTES);
        if (head == null) {
            return null;
        }
        int end = head.indexOf("\r\n");
        String[] start = head.substring(0, end).split(" ", 3);
        if (start.length != 3 || !start[2].startsWith("HTTP/1.")) {
            throw new IOException("Not an HTTP/1 request");
        }
        Map<String, String> headers = new HashMap<>();
        for (int from = end + 2; from < head.length(); from = end + 2) {
            end = head.indexOf("\r\n", from);
            int colon = head.indexOf(':', from);
            if (colon < 0 || colon > end) {
                throw new IOException("A header without a colon");
            }
            headers.put(
                    head.substring(from, colon).toLowerCase(Locale.ROOT),
                    head.substring(colon + 1, end).strip());
        }
        if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
            connection.write(HttpResponse.CONTINUE);
        }
        return new HttpRequest(start[0], start[1], headers, body(source, headers));
    }

    private static byte[] body(ByteSource source, Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            return chunkedBody(source);
        }
        return source.next(length(headers.getOrDefault("content-length", "0"), 10));
    }

    private static byte[] chunkedBody(ByteSource source) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            String size = source.line();
            int extension = size.indexOf(';');
            int length =
                    length(extension < 0 ? size : size.substring(0, extension).strip(), 16);
            if (length == 0) {
                break;
            }
            body.write(source.next(length));
            if (body.size() > MAX_BODY_BYTES) {
                throw new IOException("A body is too long");
            }
            source.line();
        }
        while (!source.line().isEmpty()) {
            // Trailers are not looked at.
        }
        return body.toByteArray();
    }

    private static int length(String digits, int radix) throws IOException {
        int length;
        try {
            length = Integer.parseInt(digits, radix);
        } catch (NumberFormatException e) {
            throw new IOException("Not a length", e);
        }
        if (length < 0 || length > MAX_BODY_BYTES) {
            throw new IOException("A body of " + length + " bytes is not accepted");
        }
        return length;
    }
}
