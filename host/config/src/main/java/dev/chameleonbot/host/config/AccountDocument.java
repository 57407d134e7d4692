package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text of an account's file, in which single values can be changed: all else stays as somebody has written it, comments
 * and order too. Immutable.
 */
public final class AccountDocument {
    private static final String INDENT = "  ";
    private static final String PLUGINS = "plugins";

    private final String name;
    private final String text;
    private final ObjectNode object;

    private AccountDocument(String name, String text, ObjectNode object) {
        this.name = name;
        this.text = text;
        this.object = object;
    }

    /** A new one. */
    public static AccountDocument of(String login) {
        String text = "{\n  \"username\": " + new TextNode(login) + "\n}\n";
        return new AccountDocument(
                login, text, JsonNodeFactory.instance.objectNode().put("username", login));
    }

    /**
     * One that somebody has written.
     *
     * @throws UnreadableConfigException if it is no object in JSON
     */
    public static AccountDocument of(String name, String text) throws UnreadableConfigException {
        JsonNode root = JsonDocument.parse(name, "", text, new Problems());
        if (!(root instanceof ObjectNode object)) {
            throw new UnreadableConfigException(name, " holds " + ObjectReader.kind(root) + "; it must be an object");
        }
        return new AccountDocument(name, text, object);
    }

    public String text() {
        return text;
    }

    /**
     * A text in it.
     *
     * @return the text as it is written; empty if there is none
     */
    public Optional<String> string(String key) {
        return Optional.ofNullable(object.get(key)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }

    /** Whether it says that the account has Prime or Turbo, as it is read; empty if it does not say. */
    public Optional<Boolean> primeOrTurbo() {
        return AccountReader.primeOrTurbo(new ObjectReader("", object, new Problems()));
    }

    /**
     * The same with another word on Prime or Turbo.
     *
     * @param on whether the account has one of them
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument withPrimeOrTurbo(boolean on) throws CommentsInTheWayException {
        return without(List.of(AccountReader.PRIME_OF_OLD)).with(AccountReader.PRIME, on);
    }

    /**
     * The same without a word on Prime or Turbo.
     *
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument withoutPrimeOrTurbo() throws CommentsInTheWayException {
        return without(List.of(AccountReader.PRIME_OF_OLD)).without(List.of(AccountReader.PRIME));
    }

    /**
     * The same with another value of a plugin's setting: where the original has its only one, if it stands there.
     *
     * @param value as for {@link #with(List, Object)}
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument withSetting(String plugin, String setting, Object value) throws CommentsInTheWayException {
        List<String> path = List.of(PLUGINS, plugin, setting);
        boolean isOriginals = AccountReader.isOriginals(plugin, setting) && !has(path) && has(List.of(setting));
        return with(isOriginals ? List.of(setting) : path, value);
    }

    /**
     * The same without a plugin's setting, wherever it stands.
     *
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument withoutSetting(String plugin, String setting) throws CommentsInTheWayException {
        AccountDocument changed = without(List.of(PLUGINS, plugin, setting));
        return AccountReader.isOriginals(plugin, setting) ? changed.without(List.of(setting)) : changed;
    }

    /**
     * The texts of a list in it.
     *
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
     * The same with another value at a key of its own, as for {@link #with(List, Object)}.
     *
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument with(String key, Object value) throws CommentsInTheWayException {
        return with(List.of(key), value);
    }

    /**
     * The same with another value somewhere within, and the objects that lead there.
     *
     * @param path the names that lead to it, at least one
     * @param value what is to be there, as a whole: a {@code Boolean}, {@code String}, {@code Number}, a {@code List} of such,
     *     or a {@code Map} of such by their names
     * @throws CommentsInTheWayException if that would lose a comment
     * @throws IllegalArgumentException if it is anything else
     */
    public AccountDocument with(List<String> path, Object value) throws CommentsInTheWayException {
        return with(path, node(value));
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case Boolean flag -> BooleanNode.valueOf(flag);
            case String string -> new TextNode(string);
            case Double number -> JsonNodeFactory.instance.numberNode(number);
            case BigDecimal number -> JsonNodeFactory.instance.numberNode(number);
            case BigInteger number -> JsonNodeFactory.instance.numberNode(number);
            case Number number -> JsonNodeFactory.instance.numberNode(number.longValue());
            case List<?> list -> {
                ArrayNode array = JsonNodeFactory.instance.arrayNode();
                list.forEach(element -> array.add(node(element)));
                yield array;
            }
            case Map<?, ?> map -> {
                ObjectNode fields = JsonNodeFactory.instance.objectNode();
                map.forEach((key, element) -> fields.set(String.valueOf(key), node(element)));
                yield fields;
            }
            default -> throw new IllegalArgumentException("JSON has no such value: " + value.getClass());
        };
    }

    private AccountDocument with(List<String> path, JsonNode value) throws CommentsInTheWayException {
        int known = path.size() - 1;
        Optional<ObjectText> found = ObjectText.in(text, path.subList(0, known));
        while (found.isEmpty()) {
            known--;
            found = ObjectText.in(text, path.subList(0, known));
        }
        ObjectText within = found.get();
        String key = path.get(known);
        String indent = INDENT.repeat(known + 1);
        String written = written(nested(path.subList(known + 1, path.size()), value), indent);
        Optional<ObjectText.Member> before = within.last(key);
        if (before.isEmpty()) {
            return changed(within.with(new TextNode(key) + ": " + written, indent));
        }
        if (within.hasComment(before.get().value(), before.get().to())) {
            throw new CommentsInTheWayException(
                    name,
                    String.join(".", path.subList(0, known + 1)),
                    written.indexOf('\n') < 0 ? written : value.toString());
        }
        return changed(within.withValue(before.get(), written));
    }

    private static JsonNode nested(List<String> path, JsonNode value) {
        return path.isEmpty()
                ? value
                : JsonNodeFactory.instance
                        .objectNode()
                        .set(path.getFirst(), nested(path.subList(1, path.size()), value));
    }

    /**
     * The same without what is somewhere within, and without the objects that lead there where those have nothing else.
     *
     * @param path the names that lead to it, at least one
     * @return the changed document; this one if there is nothing
     * @throws CommentsInTheWayException if that would lose a comment
     */
    public AccountDocument without(List<String> path) throws CommentsInTheWayException {
        List<String> parents = path.subList(0, path.size() - 1);
        AccountDocument changed = this;
        for (Optional<ObjectText.Member> member = changed.member(path);
                member.isPresent();
                member = changed.member(path)) { // Somebody may have given it twice.
            ObjectText within = ObjectText.in(changed.text, parents).orElseThrow();
            if (within.hasComment(member.get().from(), member.get().to())) {
                throw new CommentsInTheWayException(name, String.join(".", path));
            }
            changed = changed(within.without(member.get()));
        }
        boolean leavesNothing = changed != this
                && !parents.isEmpty()
                && ObjectText.in(changed.text, parents)
                        .filter(ObjectText::isBlank)
                        .isPresent();
        return leavesNothing ? changed.without(parents) : changed;
    }

    private Optional<ObjectText.Member> member(List<String> path) {
        return ObjectText.in(text, path.subList(0, path.size() - 1)).flatMap(within -> within.last(path.getLast()));
    }

    /**
     * Whether there is something, be it null.
     *
     * @param path the names that lead to it, at least one
     */
    public boolean has(List<String> path) {
        return member(path).isPresent();
    }

    private AccountDocument changed(String next) {
        try {
            return of(name, next);
        } catch (UnreadableConfigException e) {
            throw new IllegalStateException("A change has broken the text", e);
        }
    }

    /** A value in lines that begin with an indentation, where it is more than a list of simple values. */
    private static String written(JsonNode value, String indent) {
        if (value.isArray() && value.valueStream().noneMatch(JsonNode::isContainerNode)) {
            return value.valueStream().map(JsonNode::toString).collect(Collectors.joining(", ", "[", "]"));
        }
        if (!value.isContainerNode() || value.isEmpty()) {
            return value.toString();
        }
        String inner = indent + INDENT;
        List<String> lines = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(element -> lines.add(written(element, inner)));
        } else {
            value.properties()
                    .forEach(member ->
                            lines.add(new TextNode(member.getKey()) + ": " + written(member.getValue(), inner)));
        }
        String begin = value.isArray() ? "[" : "{";
        String end = value.isArray() ? "]" : "}";
        return begin + "\n" + inner + String.join(",\n" + inner, lines) + "\n" + indent + end;
    }
}
