package dev.chameleonbot.host.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

/** When a token ends, as the original writes it: a time with or without an offset, or seconds since 1970. */
final class ImportedExpiry {
    private ImportedExpiry() {}

    /** Empty where it cannot be told. */
    static Optional<Instant> of(JsonNode value) {
        try {
            if (value.isNumber()) {
                return Optional.of(Instant.ofEpochSecond(value.asLong()));
            }
            String text = value.asText("").strip();
            if (text.matches("\\d{1,15}(\\.\\d*)?")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text.replaceFirst("\\..*", ""))));
            }
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) ", "$1T"), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : LocalDateTime.from(time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty(); // It is good for nothing but a first guess: Twitch is asked at the start.
        }
    }
}
