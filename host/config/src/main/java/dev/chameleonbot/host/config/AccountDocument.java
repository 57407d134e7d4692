package dev.chameleonbot.host.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of an account's file, in which single values can be changed: all else stays as somebody has written it, comments
 * and order too. Immutable.
 */
public final class AccountDocument {
    private final String name;
    private final String text;
    private final ObjectNode object;

    private AccountDocument(String name, String text, ObjectNode object) {
        this.name = name;
        this.text = text;
        this.object = object;
    }

    /**
     * A new one.
     *
     * @param login the account's name
     * @return a document with nothing else
     */
    public static AccountDocument of(String login) {
        String text = "{\n  \"username\": " + new TextNode(login) + "\n}\n";
        return new AccountDocument(
                login, text, JsonNodeFactory.instance.objectNode().put("username", login));
    }

    /**
     * One that somebody has written.
     *
     * @param name what it is called in messages
     * @param text JSON with comments and trailing commas
     * @return the document
     * @throws UnreadableConfigException if it is no object in JSON
     */
    public static AccountDocument of(String name, String text) throws UnreadableConfigException {
        JsonNode root = JsonDocument.parse(name, "", text, new Problems());
        if (!(root instanceof ObjectNode object)) {
            throw new UnreadableConfigException(name, " holds " + ObjectReader.kind(root) + "; it must be an object");
        }
        return new AccountDocument(name, text, object);
    }

    /** All of it. */
    public String text() {
        return text;
    }

    /**
     * A text in it.
     *
     * @param key its key
     * @return the text as it is written; empty if there is none
     */
    public Optional<String> string(String key) {
        return Optional.ofNullable(object.get(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /**
     * The texts of a list in it.
     *
     * @param key its key
     * @return the texts as they are written; empty if there is no list
     */
    public Optional<List<String>> strings(String key) {
        return Optional.ofNullable(object.get(key)).filter(JsonNode::isArray).map(list -> {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(element.asText()));
            return List.copyOf(texts);
        });
    }

    /**
     * The same with another text.
     *
     * @param key its key
     * @param value the text
     * @return the changed document
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument with(String key, String value) throws CommentsInTheWayException {
        return with(key, new TextNode(value));
    }

    /**
     * The same with another switch.
     *
     * @param key its key
     * @param value on or off
     * @return the changed document
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument with(String key, boolean value) throws CommentsInTheWayException {
        return with(key, BooleanNode.valueOf(value));
    }

    /**
     * The same with another list.
     *
     * @param key its key
     * @param values the texts of the list
     * @return the changed document
     * @throws CommentsInTheWayException if there is a comment within the list, which would be lost
     */
    public AccountDocument with(String key, List<String> values) throws CommentsInTheWayException {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        values.forEach(list::add);
        return with(key, list);
    }

    private AccountDocument with(String key, JsonNode value) throws CommentsInTheWayException {
        ObjectNode changed = object.deepCopy();
        changed.set(key, value);
        Spans spans = Spans.in(text, key);
        Span before = spans.value();
        String written = written(value);
        if (before == null) {
            String insertion = (spans.end() == null ? "" : ",") + "\n  " + new TextNode(key) + ": " + written
                    + (spans.end() == null ? "\n" : "");
            int at = spans.end() == null ? spans.open() : spans.end();
            return new AccountDocument(name, text.substring(0, at) + insertion + text.substring(at), changed);
        }
        if (before.hasComment(text)) {
            throw new CommentsInTheWayException(name, key, written);
        }
        return new AccountDocument(
                name, text.substring(0, before.from()) + written + text.substring(before.to()), changed);
    }

    private static String written(JsonNode value) {
        if (!value.isArray()) {
            return value.toString();
        }
        List<String> elements = new ArrayList<>();
        value.forEach(element -> elements.add(element.toString()));
        return elements.stream().collect(Collectors.joining(", ", "[", "]"));
    }

    /** A part of the text. */
    private record Span(int from, int to) {
        /** Whether there is a comment in it: outside of texts nothing else begins with a slash. */
        boolean hasComment(String text) {
            boolean quoted = false;
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c == '/' && !quoted) {
                    return true;
                }
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                }
            }
            return false;
        }
    }

    /**
     * Where things are in the text.
     *
     * @param open behind the opening brace
     * @param end behind the last value; null if there is none
     * @param value the value of the key that was looked for, the last where it is given twice; null if there is none
     */
    private record Spans(
            int open, @Nullable Integer end, @Nullable Span value) {
        static Spans in(String text, String key) {
            try (JsonParser parser = JsonDocument.parser(text)) {
                parser.nextToken();
                int open = (int) parser.currentLocation().getCharOffset();
                Integer end = null;
                Span value = null;
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String field = parser.currentName();
                    parser.nextToken();
                    int from = (int) parser.currentTokenLocation().getCharOffset();
                    parser.skipChildren();
                    parser.finishToken();
                    int to = (int) parser.currentLocation().getCharOffset();
                    end = to;
                    value = field.equals(key) ? new Span(from, to) : value;
                }
                return new Spans(open, end, value);
            } catch (IOException e) {
                throw new IllegalStateException("It was read before", e);
            }
        }
    }
}
