package dev.chameleonbot.host.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** JSON with comments and trailing commas, as a tree. What the parser says is never passed on: it quotes the text. */
final class JsonDocument {
    private static final int MAX_DEPTH = 64;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /** What the parser's messages contain, and what it means to somebody who edits the file. */
    private static final List<Map.Entry<String, String>> EXPLANATIONS = List.of(
            Map.entry("expecting comma", "a comma, or a closing bracket, is missing before this"),
            Map.entry("expecting a colon", "a colon is missing between the name and its value"),
            Map.entry("expecting double-quote to start", "a name in double quotes is expected here"),
            Map.entry("Unrecognized token", "this word is neither true, false nor null; a text needs double quotes"),
            Map.entry("Illegal unquoted", "a text holds a line break or a tab; is its closing double quote missing?"),
            Map.entry("Unrecognized character escape", "a backslash in a text must be written twice"),
            Map.entry("Unexpected close marker", "this bracket does not match the one that was opened"),
            Map.entry("Unexpected character ('}'", "this bracket does not match the one that was opened"),
            Map.entry("Unexpected character (']'", "this bracket does not match the one that was opened"));

    private final JsonParser parser;
    private final Problems problems;

    private JsonDocument(JsonParser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    /**
     * Parses a text.
     *
     * @param name the file's name, for messages
     * @param problems gets names that occur twice in one object
     * @throws UnreadableConfigException with line and column, if it is not such JSON
     */
    static JsonNode parse(String name, String place, String text, Problems problems) throws UnreadableConfigException {
        try (JsonParser parser = parser(text)) {
            return parse(name, place, parser, problems);
        } catch (JsonProcessingException e) {
            throw new UnreadableConfigException(name, at(e.getLocation()) + explanation(e));
        } catch (IOException e) {
            throw new UnreadableConfigException(name, " cannot be read");
        }
    }

    /** The tokens of a text. What its exceptions say quotes the text. */
    static JsonParser parser(String text) throws IOException {
        return JSON.createParser(text);
    }

    private static JsonNode parse(String name, String place, JsonParser parser, Problems problems)
            throws IOException, UnreadableConfigException {
        try {
            if (parser.nextToken() == null) {
                throw new UnreadableConfigException(name, " is empty");
            }
            JsonNode root = new JsonDocument(parser, problems).value(place);
            if (parser.nextToken() != null) {
                throw new UnreadableConfigException(
                        name, at(parser.currentTokenLocation()) + "only comments may follow the end");
            }
            return root;
        } catch (StreamConstraintsException e) {
            // It does not say where.
            throw new UnreadableConfigException(name, at(parser.currentLocation()) + explanation(e));
        }
    }

    private static String at(JsonLocation where) {
        return where == null ? ": " : ", line " + where.getLineNr() + ", column " + where.getColumnNr() + ": ";
    }

    private static String explanation(JsonProcessingException e) {
        if (e instanceof JsonEOFException) {
            return "the file ends too early; a bracket or a double quote is not closed";
        }
        if (e instanceof StreamConstraintsException) {
            return String.valueOf(e.getOriginalMessage()).contains("nesting")
                    ? "this is nested deeper than " + MAX_DEPTH + " levels"
                    : "this number or text is too long";
        }
        String message = Optional.ofNullable(e.getOriginalMessage()).orElse("");
        return EXPLANATIONS.stream()
                .filter(known -> message.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("this is not JSON");
    }

    /** The value at the current token; the depth of recursion is bounded by the parser. */
    private JsonNode value(String path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonLocation where = parser.currentTokenLocation();
            String inner = ConfigProblem.inside(path, name);
            parser.nextToken();
            JsonNode value = value(inner);
            if (object.has(name)) {
                problems.warning(
                        inner,
                        "is given twice, the second time in line " + where.getLineNr()
                                + "; the last one counts, keep one");
            }
            object.set(name, value);
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path + "[" + array.size() + "]"));
        }
        return array;
    }
}
