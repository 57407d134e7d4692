package dev.chameleonbot.engine.eventsub;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads Twitch's timestamps, RFC 3339 in UTC with a fraction of up to nine digits. {@link Instant#parse} reads them too, for
 * six times as much memory as all the rest of a frame's metadata.
 */
final class Timestamps {
    /** Up to the seconds. */
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";

    private static final int NANO_DIGITS = 9;

    private Timestamps() {}

    /**
     * Reads a timestamp, of another form too if {@link Instant#parse} knows it.
     *
     * @throws DateTimeException if it is none
     */
    static Instant parse(String text) {
        int last = text.length() - 1;
        if (!hasShape(text) || text.charAt(last) != 'Z') {
            return Instant.parse(text);
        }
        int nanos = 0;
        if (last > SHAPE.length()) {
            int digits = last - SHAPE.length() - 1;
            if (text.charAt(SHAPE.length()) != '.' || digits < 1 || digits > NANO_DIGITS) {
                return Instant.parse(text);
            }
            for (int i = 0; i < NANO_DIGITS; i++) {
                int digit = i < digits ? text.charAt(SHAPE.length() + 1 + i) - '0' : 0;
                if (digit < 0 || digit > 9) {
                    return Instant.parse(text);
                }
                nanos = nanos * 10 + digit;
            }
        }
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        nanos)
                .toInstant(ZoneOffset.UTC);
    }

    private static boolean hasShape(String text) {
        if (text.length() <= SHAPE.length()) {
            return false;
        }
        for (int i = 0; i < SHAPE.length(); i++) {
            char wanted = SHAPE.charAt(i);
            char there = text.charAt(i);
            if (wanted == 'd' ? there < '0' || there > '9' : there != wanted) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
