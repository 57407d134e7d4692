package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in the document: it knows its path, gives typed values, and collects what is wrong with them in a list that
 * all places of one document share.
 */
final class ConfigNode {
    private static final int LONGEST_VALUE = 40;

    private final String path;
    private final JsonNode json;
    private final List<ConfigProblem> problems;

    ConfigNode(String path, JsonNode json, List<ConfigProblem> problems) {
        this.path = path;
        this.json = json;
        this.problems = problems;
    }

    String path() {
        return path;
    }

    /** Whether anything is there; null counts as nothing. */
    boolean isPresent() {
        return !json.isMissingNode() && !json.isNull();
    }

    void error(String message) {
        problems.add(new ConfigProblem(Severity.ERROR, path, message));
    }

    void warning(String message) {
        problems.add(new ConfigProblem(Severity.WARNING, path, message));
    }

    ConfigNode at(String key) {
        return new ConfigNode(path.isEmpty() ? key : path + "." + key, json.path(key), problems);
    }

    /** The elements, if it is a list; says so if it is something else. */
    List<ConfigNode> elements() {
        if (!isPresent()) {
            return List.of();
        }
        if (!json.isArray()) {
            error("must be a list, but is " + kind());
            return List.of();
        }
        List<ConfigNode> elements = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            elements.add(new ConfigNode(path + "[" + i + "]", json.get(i), problems));
        }
        return elements;
    }

    boolean isObject() {
        return json.isObject();
    }

    /** The text, if it is one that is not blank; says so if it is something else. */
    Optional<String> text() {
        if (!isPresent()) {
            return Optional.empty();
        }
        if (!json.isTextual()) {
            error("must be a text, but is " + kind());
            return Optional.empty();
        }
        if (json.asText().isBlank()) {
            error("must not be empty");
            return Optional.empty();
        }
        return Optional.of(json.asText().strip());
    }

    /** The switch, if it is one; says so if it is something else. */
    Optional<Boolean> flag() {
        if (isPresent() && !json.isBoolean()) {
            error("must be true or false, but is " + kind());
            return Optional.empty();
        }
        return isPresent() ? Optional.of(json.asBoolean()) : Optional.empty();
    }

    boolean isNumber() {
        return json.isNumber();
    }

    /** Warns of each key that nobody reads, with the one that was probably meant. */
    void warnOfUnknownKeys(List<String> known) {
        json.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                String meant = NearestKey.to(key, known)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("known are " + String.join(", ", known));
                at(key).warning("this key is not known and changes nothing; " + meant);
            }
        });
    }

    /** What is there, in words, without its value, which may be a secret. */
    String kind() {
        return switch (json.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT, POJO -> "an object";
            case STRING, BINARY -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case NULL, MISSING -> "nothing";
        };
    }

    /** A value that is no secret, for a message. */
    static String quoted(String value) {
        String shown = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) + "…" : value;
        return "'" + shown.replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
