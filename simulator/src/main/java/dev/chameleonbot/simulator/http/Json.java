package dev.chameleonbot.simulator.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;

/** JSON in bodies. */
public final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** A new object. */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** The object in a body, or empty if there is none. */
    public static Optional<JsonNode> parse(byte[] body) {
        try {
            return Optional.ofNullable(MAPPER.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** Encodes a tree. */
    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /** An answer with a body. */
    public static HttpResponse answer(int status, JsonNode body) {
        return HttpResponse.json(status, bytes(body));
    }

    /** An error as Helix words it. */
    public static HttpResponse helixError(int status, String message) {
        return answer(
                status,
                object().put("error", HttpResponse.reason(status))
                        .put("status", status)
                        .put("message", message));
    }

    /** An error as the OAuth endpoints word it. */
    public static HttpResponse oauthError(int status, String message) {
        return answer(status, object().put("status", status).put("message", message));
    }
}
