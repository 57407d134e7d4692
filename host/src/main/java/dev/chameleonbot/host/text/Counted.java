package dev.chameleonbot.host.text;

import java.util.Locale;

/** Counts in words, as people read them. */
public final class Counted {
    private Counted() {}

    /** A number, in groups of three digits. */
    public static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /**
     * So many of something.
     *
     * @return the number and the noun, such as {@code 1 account} or {@code 1,234 messages}
     */
    public static String of(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }
}
