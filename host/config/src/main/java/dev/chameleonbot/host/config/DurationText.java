package dev.chameleonbot.host.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them, {@code 30s}, {@code 2m}, {@code 1h30m}, {@code 500ms}, or ISO's {@code PT30S}. */
public final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})ms");

    private DurationText() {}

    /**
     * Reads a duration.
     *
     * @param text as somebody has written it
     * @return the duration, or empty if it is none
     */
    public static Optional<Duration> parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher millis = MILLIS.matcher(plain);
        if (millis.matches()) {
            return Optional.of(Duration.ofMillis(Long.parseLong(millis.group(1))));
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
