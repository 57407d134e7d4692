package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.event.Level;

/**
 * A line of the log. What others wrote is in one line each, control characters made visible as in the log's files.
 *
 * @param sequence its number, which only rises
 * @param logger who logged it: the last part of the logger's name
 * @param thread the thread's name
 * @param account whom it is about, where that is known
 * @param channel where, where that is known
 * @param plugin of which plugin, where that is known
 * @param exception the first line of the exception that it is about; empty if there is none
 */
public record LogLine(
        long sequence,
        Instant at,
        Level level,
        String logger,
        String thread,
        String message,
        Optional<String> account,
        Optional<String> channel,
        Optional<String> plugin,
        Optional<String> exception) {
    /** A longer message is cut: the files have all of it. */
    private static final int LONGEST = 4_000;

    static LogLine of(long sequence, ILoggingEvent event) {
        Map<String, String> context = event.getMDCPropertyMap();
        String name = event.getLoggerName();
        return new LogLine(
                sequence,
                Instant.ofEpochMilli(event.getTimeStamp()),
                Level.intToLevel(toSlf4j(event)),
                name.substring(name.lastIndexOf('.') + 1),
                shown(event.getThreadName()),
                shown(event.getFormattedMessage()),
                Optional.ofNullable(context.get("account")).map(ControlCharacters::escape),
                Optional.ofNullable(context.get("channel")).map(ControlCharacters::escape),
                Optional.ofNullable(context.get("plugin")).map(ControlCharacters::escape),
                Optional.ofNullable(event.getThrowableProxy()).map(LogLine::firstLine));
    }

    private static int toSlf4j(ILoggingEvent event) {
        return ch.qos.logback.classic.Level.toLocationAwareLoggerInteger(event.getLevel());
    }

    private static String firstLine(IThrowableProxy exception) {
        String message = exception.getMessage();
        return shown(exception.getClassName() + (message == null ? "" : ": " + message));
    }

    private static String shown(String text) {
        String known = Objects.requireNonNullElse(text, "");
        return ControlCharacters.escape(known.length() > LONGEST ? known.substring(0, LONGEST) + "…" : known);
    }

    /** The same with its number. */
    LogLine numbered(long number) {
        return new LogLine(number, at, level, logger, thread, message, account, channel, plugin, exception);
    }

    /** About how many characters it holds. */
    int size() {
        return message.length() + exception.map(String::length).orElse(0) + 200;
    }

    /** Whether one of its texts has another in it, in any case. */
    boolean contains(String lowerCase) {
        return has(message, lowerCase)
                || has(logger, lowerCase)
                || has(account.orElse(""), lowerCase)
                || has(exception.orElse(""), lowerCase);
    }

    private static boolean has(String text, String lowerCase) {
        int last = text.length() - lowerCase.length();
        for (int i = 0; i <= last; i++) {
            if (text.regionMatches(true, i, lowerCase, 0, lowerCase.length())) {
                return true;
            }
        }
        return false;
    }
}
