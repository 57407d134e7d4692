package dev.chameleonbot.host.logging;

import java.util.Locale;
import org.slf4j.event.Level;

/**
 * Which lines of the log somebody wants to see.
 *
 * @param atLeast from which level on
 * @param text what a line has to contain, in any case; empty for all
 * @param account whom a line has to be about; empty for all
 */
public record LogFilter(Level atLeast, String text, String account) {
    /** All lines. */
    public static final LogFilter ALL = new LogFilter(Level.TRACE, "", "");

    /** Makes of the texts what is compared. */
    public LogFilter {
        text = text.toLowerCase(Locale.ROOT);
        account = account.strip().toLowerCase(Locale.ROOT);
    }

    public boolean takes(LogLine line) {
        return line.level().toInt() >= atLeast.toInt()
                && (account.isEmpty() || line.account().filter(account::equals).isPresent())
                && (text.isEmpty() || line.contains(text));
    }
}
