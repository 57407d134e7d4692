package dev.chameleonbot.host.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The {@code token_expiry} of the original's files: a time with or without an offset, or seconds since 1970, also as a
 * text. It is a first guess only: Twitch knows better how long a token lives.
 */
public final class TokenExpiry {
    private static final Pattern SECONDS = Pattern.compile("\\d{1,15}(\\.\\d*)?");

    private TokenExpiry() {}

    /** Whether a value tells something, or nothing at all. */
    static boolean isUnderstood(JsonNode value) {
        return value.isNumber()
                ? value.asDouble() >= 0
                : value.isTextual()
                        && (value.asText().isBlank() || of(value.asText()).isPresent());
    }

    /** The time that a text tells; empty where it cannot be told. */
    public static Optional<Instant> of(String written) {
        String text = written.strip();
        try {
            if (SECONDS.matcher(text).matches()) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.replaceFirst("\\..*", ""))));
            }
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T"), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
