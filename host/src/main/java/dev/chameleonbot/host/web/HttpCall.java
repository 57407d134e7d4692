package dev.chameleonbot.host.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. Of one thread: the virtual one that serves the request.
 *
 * <p>An answer is sent as a whole, within {@link SlowClients#PATIENCE} or not at all; only a {@linkplain #stream stream}
 * is sent piece by piece, each of them so.
 */
final class HttpCall {
    /** A thousand accounts to add take a quarter of it. */
    private static final int LONGEST_JSON = 1024 * 1024;

    private static final int COMPRESSED_FROM = 1_024;

    private final HttpExchange exchange;
    private final Client client;
    private final SlowClients slow;
    private final Query query;
    private Map<String, String> variables = Map.of();
    private @Nullable Visitor visitor;
    private @Nullable String note;
    private boolean hasChanged = true;
    private boolean answered;

    /**
     * Where a request comes from, behind any proxy.
     *
     * @param isSecure whether the client has asked by TLS
     */
    record Client(InetAddress address, boolean isSecure) {}

    HttpCall(HttpExchange exchange, Client client, SlowClients slow) throws ProblemException {
        this.exchange = exchange;
        this.client = client;
        this.slow = slow;
        this.query = Query.parse(exchange.getRequestURI().getRawQuery());
    }

    private HttpCall(HttpExchange exchange, SlowClients slow) {
        this.exchange = exchange;
        this.client = new Client(exchange.getRemoteAddress().getAddress(), false);
        this.slow = slow;
        this.query = Query.NONE;
    }

    /** One whose request is not even read, to be answered with what is wrong with it. */
    static HttpCall bare(HttpExchange exchange, SlowClients slow) {
        return new HttpCall(exchange, slow);
    }

    String method() {
        return exchange.getRequestMethod();
    }

    /** The path as it was sent, without the query. */
    String rawPath() {
        return exchange.getRequestURI().getRawPath();
    }

    /**
     * The segments of the path, decoded.
     *
     * @throws ProblemException if they are not well formed
     */
    List<String> segments() throws ProblemException {
        try {
            return Route.segments(rawPath()).stream()
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("The path is not well formed");
        }
    }

    InetAddress address() {
        return client.address();
    }

    boolean isSecure() {
        return client.isSecure();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    List<String> headers(String name) {
        return exchange.getRequestHeaders().getOrDefault(name, List.of());
    }

    Optional<String> cookie(String name) {
        return headers("Cookie").stream()
                .flatMap(header -> Arrays.stream(header.split(";")))
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .findFirst();
    }

    /** What stands behind the path. */
    Query query() {
        return query;
    }

    /** A variable of the path. */
    String variable(String name) {
        return variables.getOrDefault(name, "");
    }

    /** An account that the path names. */
    String login() {
        return variable("login").toLowerCase(Locale.ROOT);
    }

    void use(Map<String, String> found, @Nullable Visitor known) {
        variables = found;
        visitor = known;
    }

    /** Who asks; empty where that does not matter. */
    Optional<Visitor> visitor() {
        return Optional.ofNullable(visitor);
    }

    /** Whether the client may change something, and see what only operators may. */
    boolean mayOperate() {
        return visitor().filter(known -> known.role().includes(Role.OPERATE)).isPresent();
    }

    /** Says in the audit log what was changed; no secrets. */
    void note(String what) {
        note = what;
    }

    /** Says so, and whether it was changed at all. */
    void note(String what, boolean isDone) {
        note = what;
        hasChanged = isDone;
    }

    boolean hasChanged() {
        return hasChanged;
    }

    /** What the audit log records besides the path. */
    String note() {
        return note == null ? "" : note;
    }

    /**
     * The body as an object.
     *
     * @throws ProblemException if it is none, or too large
     * @throws IOException if the client does not send it
     */
    ObjectNode object() throws ProblemException, IOException {
        requireType("application/json");
        try {
            if (Json.STRICT.readTree(bytes(LONGEST_JSON)) instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw ProblemException.invalid("The body is not well-formed JSON");
        }
        throw ProblemException.invalid("The body must be a JSON object");
    }

    /** Whether the body is of a type. */
    boolean isOfType(String type) {
        return header("Content-Type")
                .map(given -> given.split(";", 2)[0].strip())
                .filter(type::equalsIgnoreCase)
                .isPresent();
    }

    private void requireType(String type) throws ProblemException {
        if (!isOfType(type)) {
            throw new ProblemException(Kind.WRONG_TYPE, "The body must be sent as " + type);
        }
    }

    /** The body as it comes; the reader limits its size. */
    InputStream body() {
        return exchange.getRequestBody();
    }

    private byte[] bytes(int longest) throws ProblemException, IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(longest + 1);
        if (bytes.length > longest) {
            throw new ProblemException(Kind.TOO_LARGE, "The body is larger than " + longest + " bytes");
        }
        return bytes;
    }

    /** Sets a header of the answer. */
    void answerHeader(String name, String value) {
        exchange.getResponseHeaders().set(name, value);
    }

    void answer(JsonNode json) throws IOException {
        answer(200, "application/json", Json.PLAIN.writeValueAsBytes(json));
    }

    void answer(int status, JsonNode json) throws IOException {
        answer(status, "application/json", Json.PLAIN.writeValueAsBytes(json));
    }

    /** An answer without a body. */
    void answer(int status) throws IOException {
        answered = true;
        slow.within(() -> {
            exchange.sendResponseHeaders(status, -1);
            return status;
        });
    }

    /** An answer, compressed where the client takes that. */
    void answer(int status, String type, byte[] bytes) throws IOException {
        boolean isCompressed = bytes.length >= COMPRESSED_FROM && takesGzip();
        send(status, type, isCompressed ? gzip(bytes) : bytes, isCompressed);
    }

    /** An answer that may be compressed already. */
    void send(int status, String type, byte[] bytes, boolean isCompressed) throws IOException {
        answered = true;
        answerHeader("Content-Type", type);
        if (isCompressed) {
            answerHeader("Content-Encoding", "gzip");
        }
        slow.within(() -> {
            boolean isHead = method().equals("HEAD");
            exchange.sendResponseHeaders(status, isHead || bytes.length == 0 ? -1 : bytes.length);
            if (!isHead) {
                exchange.getResponseBody().write(bytes);
            }
            return bytes;
        });
    }

    /** Begins an answer whose end is not known; each write has to be {@linkplain SlowClients#within within} its time. */
    OutputStream stream(String type) throws IOException {
        answered = true;
        answerHeader("Content-Type", type);
        slow.within(() -> {
            exchange.sendResponseHeaders(200, 0);
            return type;
        });
        return exchange.getResponseBody();
    }

    /** Whether the answer has begun: it cannot become another one. */
    boolean isAnswered() {
        return answered;
    }

    boolean takesGzip() {
        return headers("Accept-Encoding").stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .map(String::strip)
                .anyMatch(coding -> coding.equals("gzip") || (coding.startsWith("gzip;") && !coding.endsWith("q=0")));
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }
        return compressed.toByteArray();
    }
}
