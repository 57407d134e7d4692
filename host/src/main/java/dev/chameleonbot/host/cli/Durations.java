package dev.chameleonbot.host.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads durations such as {@code 30s}, {@code 2m}, {@code 1h30m}, {@code 500ms} and {@code PT30S}. */
public final class Durations implements ITypeConverter<Duration> {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,9}h)?(\\d{1,9}m)?(\\d{1,9}s)?");
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})ms");

    /** Creates the converter, as picocli does it. */
    public Durations() {}

    @Override
    public Duration convert(String text) {
        Duration duration = parse(text.strip().toLowerCase(Locale.ROOT));
        if (!duration.isPositive()) {
            throw new TypeConversionException("'" + text + "' is no time at all; it must be more than nothing");
        }
        return duration;
    }

    private static Duration parse(String text) {
        var millis = MILLIS.matcher(text);
        if (millis.matches()) {
            return Duration.ofMillis(Long.parseLong(millis.group(1)));
        }
        boolean isShort = !text.isEmpty() && SHORT.matcher(text).matches();
        try {
            return Duration.parse(isShort ? "PT" + text : text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is not a duration; write such as 30s, 2m, 1h30m or PT30S");
        }
    }
}
