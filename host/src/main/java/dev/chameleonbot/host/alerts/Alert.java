package dev.chameleonbot.host.alerts;

import java.time.Instant;

/**
 * One thing to tell, of one account or of the program.
 *
 * @param account whose it is; empty where it is the program's
 * @param plugin the plugin that it is about, or empty
 * @param reason why, or empty; one line
 * @param advice what to do, or empty; one line
 */
record Alert(AlertKind kind, Instant at, String account, String plugin, String reason, String advice, long count) {
    private static final int LONGEST = 300;

    /** Makes lines of what others have written. */
    Alert {
        reason = inOneLine(reason);
        advice = inOneLine(advice);
    }

    Alert times(long many) {
        return new Alert(kind, at, account, plugin, reason, advice, many);
    }

    private static String inOneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
