package dev.chameleonbot.simulator.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The decoded parameters of a query or a form. */
public final class Parameters {
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Decodes {@code a=1&b=2}. What is not valid percent-encoding is taken as it stands.
     *
     * @param text the query without its question mark, or the form
     */
    public static Parameters parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('&', from);
            end = end < 0 ? text.length() : end;
            int equals = text.indexOf('=', from);
            equals = equals < 0 || equals > end ? end : equals;
            if (end > from) {
                values.computeIfAbsent(decode(text.substring(from, equals)), name -> new ArrayList<>(1))
                        .add(equals == end ? "" : decode(text.substring(equals + 1, end)));
            }
            from = end + 1;
        }
        return new Parameters(values);
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        return Optional.ofNullable(values.get(name)).map(List::getFirst);
    }

    /** All values of that name. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }
}
