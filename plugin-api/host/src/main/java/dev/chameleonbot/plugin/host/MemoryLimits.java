package dev.chameleonbot.plugin.host;

import java.time.Duration;
import java.time.Instant;
import org.apiguardian.api.API;

/** How much a behaviour may keep about an account, and for how long. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class MemoryLimits {
    /** How many keys there may be. */
    public static final int MOST_KEYS = 256;

    private static final int LONGEST = 1_024;

    private MemoryLimits() {}

    /**
     * Checks what is to be kept.
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
     * When a value is to be forgotten.
     *
     * @param now the time now
     * @param keepFor how long to keep it
     * @return when that is over
     * @throws IllegalArgumentException if it is not to be kept at all
     */
    public static Instant expiry(Instant now, Duration keepFor) {
        if (!keepFor.isPositive()) {
            throw new IllegalArgumentException("A value cannot be kept for " + keepFor);
        }
        return now.plus(SessionLimits.reckonable(keepFor));
    }

    /** What is thrown where there are as many keys as there may be. */
    public static IllegalArgumentException tooManyKeys() {
        return new IllegalArgumentException("A behaviour may keep " + MOST_KEYS + " keys an account, not more");
    }
}
