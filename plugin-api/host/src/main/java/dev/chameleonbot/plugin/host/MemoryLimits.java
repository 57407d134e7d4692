package dev.chameleonbot.plugin.host;

import java.time.Duration;
import java.time.Instant;
import org.apiguardian.api.API;

/** The limits of a behaviour's memory for an account. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class MemoryLimits {
    /** The largest number of keys. */
    public static final int MOST_KEYS = 256;

    private static final int LONGEST = 1_024;

    private MemoryLimits() {}

    /**
     * Checks a key and a value.
     *
     * @param key its name
     * @param value the value
     * @throws IllegalArgumentException if one of them is too long
     */
    public static void requireShort(String key, String value) {
        requireShort("key", key.length());
        requireShort("value", value.length());
    }

    private static void requireShort(String what, int length) {
        if (length > LONGEST) {
            throw new IllegalArgumentException(
                    "A " + what + " of a memory may have " + LONGEST + " characters, not " + length);
        }
    }

    /**
     * Computes when a value expires.
     *
     * @param now the time now
     * @param keepFor how long to keep it
     * @return when it expires
     * @throws IllegalArgumentException if the time is not positive
     */
    public static Instant expiry(Instant now, Duration keepFor) {
        if (!keepFor.isPositive()) {
            throw new IllegalArgumentException("A value cannot be kept for " + keepFor);
        }
        return now.plus(SessionLimits.reckonable(keepFor));
    }

    /** The exception for one key too many. */
    public static IllegalArgumentException tooManyKeys() {
        return new IllegalArgumentException("A behaviour may keep " + MOST_KEYS + " keys an account, not more");
    }
}
