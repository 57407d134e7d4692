package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.DurationText;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line. */
final class DurationConverter {
    private DurationConverter() {}

    static void register(CommandLine commandLine) {
        commandLine.registerConverter(Duration.class, DurationConverter::parse);
    }

    static Duration parse(String text) {
        return DurationText.parse(text)
                .orElseThrow(
                        () -> new TypeConversionException("'" + text + "' is not a time such as 30s, 2m or 1h30m"));
    }
}
