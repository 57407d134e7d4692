package dev.chameleonbot.engine.eventsub;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Reads Twitch's timestamps, RFC 3339 in UTC with a fraction of up to nine digits. {@link Instant#parse} reads them too, for
 * six times as much memory as all the rest of a frame's metadata.
 */
final class Rfc3339 {
    private static final String SHAPE = "dddd-dd-ddTdd:dd:dd.ddddddddd";
    private static final int SECONDS_END = 19;

    private Rfc3339() {}

    /**
     * Reads a timestamp, of another form too if {@link Instant#parse} knows it.
     *
     * @throws DateTimeException if it is none
     */
    static Instant parse(String text) {
        int last = text.length() - 1;
        if (!hasShape(text, last)) {
            return Instant.parse(text);
        }
        int nanos = number(text, SECONDS_END + 1, last);
        for (int digit = last; digit < SHAPE.length(); digit++) {
            nanos *= 10;
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

    /** Whether it has the shape as far as its seconds, or one digit behind them at least, and a Z in the last place. */
    private static boolean hasShape(String text, int last) {
        boolean hasLength = last == SECONDS_END || (last > SECONDS_END + 1 && last <= SHAPE.length());
        if (!hasLength || text.charAt(last) != 'Z') {
            return false;
        }
        for (int i = 0; i < last; i++) {
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
