package dev.chameleonbot.benchmarks.load;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One kind of load. Its name says all: {@code own-200}, {@code busy-4000}, {@code closed-64}, {@code burst}, each with
 * {@code -put100} for answers that take 100 ms.
 *
 * @param name the name
 * @param kind how messages follow one another
 * @param amount messages a second, or how many are under way at once; 0 for a burst
 * @param ownShare which share of the messages the accounts write themselves
 * @param putDelay how long each change of a colour takes
 */
record Scenario(String name, Kind kind, int amount, double ownShare, Duration putDelay) {
    /** What a Scenario's name may be, for people. */
    static final String FORMS = "own-RATE, busy-RATE, closed-WINDOW, burst, each with or without -putMILLISECONDS";

    private static final Pattern NAME =
            Pattern.compile("(?:(own|busy|closed)-([0-9]{1,5})|burst)(?:-put([0-9]{1,4}))?");
    private static final double SHARE_IN_BUSY_CHANNELS = 0.05;
    private static final int MOST = 50_000;

    /** How messages follow one another. */
    enum Kind {
        /** At fixed times, whatever becomes of them. */
        OPEN,
        /** As soon as one before is served. */
        CLOSED,
        /** One of each account, all at once. */
        BURST
    }

    /** The scenario of that name, if it is one. */
    static Optional<Scenario> of(String name) {
        Matcher parts = NAME.matcher(name);
        if (!parts.matches()) {
            return Optional.empty();
        }
        Duration delay = Duration.ofMillis(parts.group(3) == null ? 0 : Long.parseLong(parts.group(3)));
        if (parts.group(1) == null) {
            return Optional.of(new Scenario(name, Kind.BURST, 0, 1, delay));
        }
        int amount = Integer.parseInt(parts.group(2));
        if (amount < 1 || amount > MOST) {
            return Optional.empty();
        }
        return Optional.of(
                switch (parts.group(1)) {
                    case "own" -> new Scenario(name, Kind.OPEN, amount, 1, delay);
                    case "busy" -> new Scenario(name, Kind.OPEN, amount, SHARE_IN_BUSY_CHANNELS, delay);
                    default -> new Scenario(name, Kind.CLOSED, amount, 1, delay);
                });
    }

    /** What it is, for people. */
    String description() {
        String what = switch (kind) {
            case OPEN -> amount + " messages/s" + (ownShare < 1 ? ", 5 % of them own" : ", all own");
            case CLOSED -> "as many as go, at most " + amount + " under way and one for each account";
            case BURST -> "one message of each account, all at once";
        };
        return what + (putDelay.isZero() ? "" : "; each PUT takes " + putDelay.toMillis() + " ms");
    }
}
