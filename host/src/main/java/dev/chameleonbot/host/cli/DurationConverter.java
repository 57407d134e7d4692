package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.DurationText;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line. */
final class DurationConverter {
    /** Right but for the number of digits. */
    private static final Pattern TOO_LONG =
            Pattern.compile("(?=\\d)(\\d+h)?(\\d+m)?(\\d+s)?|\\d+ms", Pattern.CASE_INSENSITIVE);

    private DurationConverter() {}

    static void register(CommandLine commandLine) {
        commandLine.registerConverter(Duration.class, DurationConverter::parse);
    }

    static Duration parse(String text) {
        return DurationText.parse(text)
                .orElseThrow(() -> new TypeConversionException(
                        TOO_LONG.matcher(text.strip()).matches()
                                ? "'" + text + "' is too long a time"
                                : "'" + text + "' is not a time such as 30s, 2m or 1h30m"));
    }
}
