package dev.chameleonbot.host.web;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
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
    private static final int DEEPEST = 50;

    static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final HttpExchange exchange;
    private final Origin origin;
    private final SlowClients slow;
    private final Map<String, List<String>> query;
    private Map<String, String> variables = Map.of();
    private @Nullable Visitor visitor;
    private @Nullable String note;
    private boolean hasChanged = true;
    private boolean answered;

    /**
     * Where a request comes from, whatever stands between.
     *
     * @param address the client's address
     * @param isSecure whether the client has asked by TLS
     */
    record Origin(InetAddress address, boolean isSecure) {}

    HttpCall(HttpExchange exchange, Origin origin, SlowClients slow) throws ProblemException {
        this.exchange = exchange;
        this.origin = origin;
        this.slow = slow;
        this.query = parse(exchange.getRequestURI().getRawQuery());
    }

    private HttpCall(HttpExchange exchange, SlowClients slow) {
        this.exchange = exchange;
        this.origin = new Origin(exchange.getRemoteAddress().getAddress(), false);
        this.slow = slow;
        this.query = Map.of();
    }

    /** One whose request is not even read, to be answered with what is wrong with it. */
    static HttpCall bare(HttpExchange exchange, SlowClients slow) {
        return new HttpCall(exchange, slow);
    }

    private static Map<String, List<String>> parse(@Nullable String raw) throws ProblemException {
        Map<String, List<String>> all = new HashMap<>();
        if (raw == null || raw.isEmpty()) {
            return all;
        }
        try {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                all.merge(name, List.of(value), (before, more) -> List.of(before.getFirst(), more.getFirst()));
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("The query of the address is not well formed");
        }
        return all;
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
        return origin.address();
    }

    boolean isSecure() {
        return origin.isSecure();
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

    /** A parameter of the query; the last where it is given several times. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getLast);
    }

    /**
     * A number of the query.
     *
     * @throws ProblemException if it is none, or out of bounds
     */
    long number(String name, long usual, long least, long most) throws ProblemException {
        Optional<String> text = parameter(name);
        try {
            long number = text.map(Long::parseLong).orElse(usual);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw ProblemException.invalid(name + " must be a number from " + least + " to " + most);
    }

    /**
     * A switch of the query.
     *
     * @throws ProblemException if it is neither true nor false
     */
    boolean flag(String name) throws ProblemException {
        return switch (parameter(name).orElse("false")) {
            case "true", "" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(name + " must be true or false");
        };
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

    /** Says in the audit log what was changed; no secrets. */
    void note(String what) {
        note = what;
    }

    /** Says so, and whether it was changed at all. */
    void note(String what, boolean isDone) {
        note = what;
        hasChanged = isDone;
    }

    /** Whether something was changed. */
    boolean hasChanged() {
        return hasChanged;
    }

    /** What the audit log is told beside the path. */
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
            if (JSON.readTree(bytes(LONGEST_JSON)) instanceof ObjectNode object) {
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

    /** The body as it comes; whoever reads it sees to its size. */
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
        answer(200, "application/json", JSON.writeValueAsBytes(json));
    }

    void answer(int status, JsonNode json) throws IOException {
        answer(status, "application/json", JSON.writeValueAsBytes(json));
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
