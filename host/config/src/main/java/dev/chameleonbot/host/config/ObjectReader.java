package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/** Reads the values of one JSON object and tells of those that are not what they should be. */
record ObjectReader(String path, ObjectNode object, Problems problems) {
    private static final int SHOWN = 60;
    /** What the original, too, takes for true and false. */
    private static final Map<String, Boolean> SWITCH_WORDS = switchWords();

    private static Map<String, Boolean> switchWords() {
        Map<String, Boolean> words = new HashMap<>();
        List.of("true", "t", "yes", "y", "on", "1").forEach(word -> words.put(word, true));
        List.of("false", "f", "no", "n", "off", "0").forEach(word -> words.put(word, false));
        return Map.copyOf(words);
    }

    /**
     * The reader of a section's object.
     *
     * @param value what stands there; anything else than an object is told
     */
    static Optional<ObjectReader> of(ConfigSection section, JsonNode value, Problems problems) {
        if (!(value instanceof ObjectNode object)) {
            problems.error(
                    section.path(),
                    "is " + kind(value) + "; it must be an object with "
                            + String.join(", ", ConfigKeys.names(section)));
            return Optional.empty();
        }
        ObjectReader reader = new ObjectReader(section.path(), object, problems);
        reader.warnOfUnknownKeys(section);
        return Optional.of(reader);
    }

    String path(String key) {
        return ConfigProblem.inside(path, key);
    }

    /** The value of a key; empty if it is missing or null. */
    Optional<JsonNode> value(String key) {
        return Optional.ofNullable(object.get(key)).filter(node -> !node.isNull());
    }

    /** Whether there is something at a key: neither null nor a blank text. */
    boolean isGiven(String key) {
        return value(key).filter(node -> !isBlank(node)).isPresent();
    }

    private static boolean isBlank(JsonNode value) {
        return value.isTextual() && value.asText().isBlank();
    }

    /** Warns of keys that are not known, with the one that was probably meant; older names are known and never meant. */
    void warnOfUnknownKeys(ConfigSection section) {
        List<String> known = ConfigKeys.names(section);
        List<String> older = ConfigKeys.olderNames(section);
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String key = field.getKey();
            if (!known.contains(key) && !older.contains(key)) {
                problems.warning(path(shorten(key)), unknown(key, known));
            }
        }
    }

    /** What to say of a name that is not known. */
    static String unknown(String key, List<String> known) {
        String meant = NearestName.of(key, known)
                .map(name -> "did you mean '" + name + "'?")
                .orElse("known here are " + String.join(", ", known));
        return "is not known and has no effect; " + meant;
    }

    /** A text; tells if it is missing, blank or no text. */
    Optional<String> requiredText(String key, String allowed) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            problems.error(path(key), "is missing; it must be " + allowed);
            return Optional.empty();
        }
        return text(key, value.get(), allowed);
    }

    /** A text; tells if it is no text. Missing, null and blank are all the same: empty. */
    Optional<String> optionalText(String key, String allowed) {
        return value(key).filter(node -> !isBlank(node)).flatMap(node -> text(key, node, allowed));
    }

    private Optional<String> text(String key, JsonNode value, String allowed) {
        if (!value.isTextual()) {
            problems.error(path(key), "is " + kind(value) + "; it must be " + allowed);
            return Optional.empty();
        }
        if (isBlank(value)) {
            problems.error(path(key), "is empty; it must be " + allowed);
            return Optional.empty();
        }
        return Optional.of(value.asText().strip());
    }

    /** A number within bounds; tells if it is none. */
    OptionalDouble optionalNumber(String key, KeyKind.Figure kind, String allowed) {
        Optional<JsonNode> value = value(key);
        if (value.isEmpty()) {
            return OptionalDouble.empty();
        }
        double number = value.get().isNumber() ? value.get().asDouble() : Double.NaN;
        if (number >= kind.least() && number <= kind.most() && !(kind.isWhole() && number != Math.rint(number))) {
            return OptionalDouble.of(number);
        }
        problems.error(path(key), shown(value.get()) + " is not allowed; it must be " + allowed);
        return OptionalDouble.empty();
    }

    /** A list of texts; tells of each that is none, and if it is no list. Missing and null are the same: empty. */
    List<String> optionalTexts(String key, Predicate<String> isAllowed, String allowed) {
        Optional<JsonNode> value = value(key);
        if (value.isPresent() && !value.get().isArray()) {
            problems.error(path(key), "is " + kind(value.get()) + "; it must be " + allowed);
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : itemsOf(value)) {
            if (item.isTextual() && isAllowed.test(item.asText().strip())) {
                texts.add(item.asText().strip());
            } else {
                problems.error(path(key), shown(item) + " is not allowed; it must be " + allowed);
            }
        }
        return texts;
    }

    private static Iterable<JsonNode> itemsOf(Optional<JsonNode> list) {
        return list.isPresent() ? list.get() : List.of();
    }

    /** A switch; tells if it is neither true nor false, and as what it is treated if that is clear. */
    Optional<Boolean> optionalSwitch(String key) {
        return value(key).flatMap(value -> value.isBoolean() ? Optional.of(value.asBoolean()) : likeSwitch(key, value));
    }

    private Optional<Boolean> likeSwitch(String key, JsonNode value) {
        String word =
                value.isNumber() ? value.decimalValue().stripTrailingZeros().toPlainString() : value.asText();
        Optional<Boolean> meant =
                Optional.ofNullable(SWITCH_WORDS.get(word.strip().toLowerCase(Locale.ROOT)));
        meant.ifPresentOrElse(
                on -> problems.warning(
                        path(key), shown(value) + " is treated as " + on + "; write \"" + key + "\": " + on),
                () -> problems.error(
                        path(key), shown(value) + " is not allowed; it must be true or false, without quotes"));
        return meant;
    }

    /** What a value is, without telling it. */
    static String kind(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a switch (true or false)";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    /** A value as it is shown in a message; only for what is no secret. */
    static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "'" + shorten(value.asText()) + "'";
            case NUMBER, BOOLEAN -> shorten(value.asText());
            default -> kind(value);
        };
    }

    /** A text made short and free of control characters. */
    static String shorten(String text) {
        String start = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }
}
