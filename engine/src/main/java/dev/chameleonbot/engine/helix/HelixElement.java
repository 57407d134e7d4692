package dev.chameleonbot.engine.helix;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** One element of a list of Helix's, of any form: what is asked for is read, and nothing else is looked at. */
public final class HelixElement {
    private static final int LONGEST = 200;

    private final JsonNode node;

    HelixElement(JsonNode node) {
        this.node = node;
    }

    /**
     * A text that the element means nothing without.
     *
     * @throws OddElementException if it has none
     */
    public String text(String name) throws OddElementException {
        return find(name).orElseThrow(() -> new OddElementException("no '" + name + "'"));
    }

    /**
     * A text, or a number as one.
     *
     * @return its text; empty where there is none, or a blank one
     */
    public Optional<String> find(String name) {
        JsonNode value = node.path(name);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? Optional.of(value.asText())
                : Optional.empty();
    }

    /**
     * A time.
     *
     * @return the time; empty where there is none that can be read
     */
    public Optional<Instant> time(String name) {
        try {
            return find(name).map(Instant::parse);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * An object within it.
     *
     * @return the object; one without fields where there is none
     */
    public HelixElement at(String name) {
        return new HelixElement(node.path(name));
    }

    /** Its fields that have a text, or a number as one. */
    public Map<String, String> texts() {
        Map<String, String> texts = new HashMap<>();
        node.fieldNames().forEachRemaining(name -> find(name).ifPresent(text -> texts.put(name, text)));
        return Map.copyOf(texts);
    }

    /** The beginning of its JSON. */
    @Override
    public String toString() {
        String json = node.toString();
        return json.length() > LONGEST ? json.substring(0, LONGEST) + "…" : json;
    }

    /** Reads what is needed of an element. */
    @FunctionalInterface
    public interface Reader<T> {
        /**
         * Reads an element.
         *
         * @throws OddElementException if that is not in it
         */
        T read(HelixElement element) throws OddElementException;
    }

    /** An element without what it is needed for. */
    public static final class OddElementException extends Exception {
        private static final long serialVersionUID = 1L;

        OddElementException(String problem) {
            super(problem, null, false, false);
        }
    }
}
