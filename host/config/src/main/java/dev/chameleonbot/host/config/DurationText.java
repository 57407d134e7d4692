package dev.chameleonbot.host.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Durations as people write them, {@code 30s}, {@code 2m}, {@code 1h30m}, {@code 500ms}, or ISO's {@code PT30S}. */
public final class DurationText {
    private static final String HOURS_TO_SECONDS = "([0-9]{1,6}h)?([0-9]{1,6}m)?([0-9]{1,6}s)?";
    private static final String MILLISECONDS = "[0-9]{1,9}ms";
    private static final Pattern SHORT = Pattern.compile(HOURS_TO_SECONDS);
    private static final Pattern MILLIS = Pattern.compile(MILLISECONDS);
    /** What a text of these forms looks like, in the syntax that ECMA's regular expressions share with Java's. */
    static final String PATTERN = MILLISECONDS + "|" + HOURS_TO_SECONDS + "|PT[0-9HMS.]+";

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @return the duration, or empty if it is none
     */
    public static Optional<Duration> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        if (MILLIS.matcher(plain).matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(plain.substring(0, plain.length() - "ms".length()))));
        }
        boolean isShort = !plain.isEmpty() && SHORT.matcher(plain).matches();
        if (isShort || plain.startsWith("pt")) {
            try {
                return Optional.of(Duration.parse(isShort ? "PT" + plain : plain));
            } catch (DateTimeException notADuration) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }
}
