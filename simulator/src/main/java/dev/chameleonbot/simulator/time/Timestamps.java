package dev.chameleonbot.simulator.time;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Points in time as Twitch writes them: RFC 3339 in UTC with nine digits after the second. */
public final class Timestamps {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static volatile Second last = new Second(0, SECONDS.format(Instant.EPOCH));

    private Timestamps() {}

    /** The present, written. */
    public static String now() {
        return format(Instant.now());
    }

    /** That point in time, written. The text of the latest second is kept, since most calls are for that one. */
    public static String format(Instant instant) {
        Second second = last;
        if (second.epoch != instant.getEpochSecond()) {
            second = new Second(instant.getEpochSecond(), SECONDS.format(instant));
            last = second;
        }
        String nanos = Integer.toString(1_000_000_000 + instant.getNano());
        return second.text + nanos.substring(1) + 'Z';
    }

    private record Second(long epoch, String text) {}
}
