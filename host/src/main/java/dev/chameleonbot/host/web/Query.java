package dev.chameleonbot.host.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands in an address behind its question mark.
 *
 * @param parameters the parameters by name; of one that is given several times the last
 */
record Query(Map<String, String> parameters) {
    static final Query NONE = new Query(Map.of());

    /**
     * Reads it.
     *
     * @param raw as it was sent; null where there is none
     * @throws ProblemException if it is not well formed
     */
    static Query parse(@Nullable String raw) throws ProblemException {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        Map<String, String> all = new HashMap<>();
        try {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                all.put(name, equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("The query of the address is not well formed");
        }
        return new Query(all);
    }

    Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    /**
     * A number.
     *
     * @throws ProblemException if it is none, or out of bounds
     */
    long number(String name, long usual, long least, long most) throws ProblemException {
        try {
            long number = parameter(name).map(Long::parseLong).orElse(usual);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw ProblemException.invalid(name + " must be a number from " + least + " to " + most);
    }

    /**
     * A switch.
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
}
