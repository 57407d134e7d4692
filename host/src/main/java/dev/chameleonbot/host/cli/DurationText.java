package dev.chameleonbot.host.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Durations as people write them, {@code 30s}, {@code 2m}, {@code 1h30m}, {@code 500ms}, or ISO's {@code PT30S}. */
final class DurationText {
    private static final Pattern SHORT = Pattern.compile("(\\d{1,6}h)?(\\d{1,6}m)?(\\d{1,6}s)?");
    private static final Pattern MILLIS = Pattern.compile("(\\d{1,9})ms");

    private DurationText() {}

    static void register(CommandLine commandLine) {
        commandLine.registerConverter(Duration.class, DurationText::parse);
    }

    static Duration parse(String text) {
        String plain = text.strip().toLowerCase(Locale.ROOT);
        Matcher millis = MILLIS.matcher(plain);
        if (millis.matches()) {
            return Duration.ofMillis(Long.parseLong(millis.group(1)));
        }
        boolean isShort = !plain.isEmpty() && SHORT.matcher(plain).matches();
        if (isShort || plain.startsWith("pt")) {
            try {
                return Duration.parse(isShort ? "PT" + plain : plain);
            } catch (DateTimeException e) {
                throw refused(text);
            }
        }
        throw refused(text);
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException("'" + text + "' is not a time such as 30s, 2m or 1h30m");
    }
}
