package dev.chameleonbot.host.cli;

/** Counts things in words. */
final class Count {
    private Count() {}

    /** Such as {@code 1 account} and {@code 2 accounts}. */
    static String of(long count, String thing) {
        return count + " " + thing + (count == 1 ? "" : "s");
    }
}
