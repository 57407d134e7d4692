package dev.chameleonbot.benchmarks.load;

/**
 * When which message is due in an open loop. Message {@code k} is due {@code k / rate} seconds after the start, own
 * ones are spread evenly among the others, and both kinds go round the accounts.
 *
 * @param accounts how many accounts there are
 * @param rate messages a second
 * @param ownShare which share of them is own
 * @param count how many messages there are
 */
record Schedule(int accounts, int rate, double ownShare, long count) {
    private static final double NANOS = 1e9;
    /** Keeps a share like 0.05 from missing its own message by a rounding. */
    private static final double ROUNDING = 1e-9;

    /** After the start, in nanoseconds. */
    long dueNanos(long number) {
        return (long) (number * NANOS / rate);
    }

    boolean isOwn(long number) {
        return ownUpTo(number + 1) > ownUpTo(number);
    }

    /** Whose chat it appears in. */
    int account(long number) {
        long turn = isOwn(number) ? ownUpTo(number) : number - ownUpTo(number);
        return (int) (turn % accounts);
    }

    private long ownUpTo(long number) {
        return (long) (number * ownShare + ROUNDING);
    }
}
