package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** The {@code token_expiry} of the original's files. It is checked only: Twitch knows better how long a token lives. */
final class TokenExpiry {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}(\\.\\d*)?");

    private TokenExpiry() {}

    /** Whether a value is a time with or without an offset, or seconds since 1970, also as a text. */
    static boolean isUnderstood(JsonNode value) {
        if (value.isNumber()) {
            return value.asDouble() >= 0;
        }
        if (!value.isTextual()) {
            return false;
        }
        String text = value.asText().strip().replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T");
        if (SECONDS.matcher(text).matches()) {
            return true;
        }
        try {
            DateTimeFormatter.ISO_DATE_TIME.parse(text);
            return true;
        } catch (DateTimeException notATime) {
            return text.isEmpty();
        }
    }
}
