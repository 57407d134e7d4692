package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import okhttp3.Response;

/** The interface as it is described: what may be answered, and what has been seen of it. */
final class ApiContract {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    private final JsonNode document;
    private final TreeSet<String> seen = new TreeSet<>();

    ApiContract() {
        try (InputStream in = ApiContract.class.getResourceAsStream("openapi.json")) {
            document = Json.STRICT.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One thing that can be asked for. */
    record Operation(String method, String template, JsonNode description) {
        boolean hasBody() {
            return description.has("requestBody");
        }

        String role() {
            return description.path("x-role").asText();
        }

        boolean mayAnswer(int status) {
            return description.path("responses").has(String.valueOf(status));
        }

        @Override
        public String toString() {
            return method + " " + template;
        }
    }

    List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
                all.add(new Operation(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue()));
            }
        }
        return all;
    }

    private Operation operation(String method, String path) {
        List<String> segments = Route.segments(path);
        return operations().stream()
                .filter(one -> one.method().equals(method))
                .filter(one -> new Route(method, one.template(), Route.Access.VIEW, call -> {})
                        .match(segments)
                        .isPresent())
                .min(Comparator.comparingInt(one -> one.template().indexOf('{') < 0 ? 0 : 1))
                .orElseThrow(() -> new AssertionError(method + " " + path + " is not described"));
    }

    /** Holds an answer against its description. */
    void check(String method, String path, Response response, byte[] body) throws IOException {
        Operation operation = operation(method, path);
        int status = response.code();
        seen.add(operation + " " + status);
        JsonNode described = resolve(operation.description().path("responses").path(String.valueOf(status)));
        assertThat(described.isMissingNode())
                .as(
                        "%s answers %s, which is not described: %s",
                        operation, status, new String(body, StandardCharsets.UTF_8))
                .isFalse();
        JsonNode content = described.path("content");
        if (content.isMissingNode()) {
            assertThat(new String(body, StandardCharsets.UTF_8))
                    .as("%s %s has no body", operation, status)
                    .isEmpty();
            return;
        }
        String type =
                Optional.ofNullable(response.header("Content-Type")).orElse("").split(";", 2)[0];
        assertThat(content.has(type))
                .as("%s %s is answered as %s", operation, status, type)
                .isTrue();
        if (type.endsWith("json")) {
            JsonNode json = Json.STRICT.readTree(body);
            assertThat(schema(content.path(type).path("schema")).validate(json))
                    .as("%s %s: %s", operation, status, json)
                    .isEmpty();
        }
    }

    private JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private JsonSchema schema(JsonNode schema) {
        ObjectNode whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.path("components"));
        return SCHEMAS.getSchema(whole);
    }

    /** What is described and was not seen. */
    List<String> unseen() {
        List<String> unseen = new ArrayList<>();
        for (Operation operation : operations()) {
            operation.description().path("responses").fieldNames().forEachRemaining(status -> {
                if (!seen.contains(operation + " " + status)) {
                    unseen.add(operation + " " + status);
                }
            });
        }
        return unseen;
    }
}
