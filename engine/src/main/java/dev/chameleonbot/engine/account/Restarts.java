package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;

/**
 * How long an account waits before it runs again: longer and longer, until it has run well for a while. Not thread-safe; it
 * belongs to the account's serial executor.
 */
final class Restarts {
    /** What has run for so long has nothing to do with the failures before it. */
    private static final Duration STABLE_AFTER = Duration.ofMinutes(10);
    /** Faults of the program within {@link #STABLE_AFTER} of one another, after which it is not started again. */
    private static final int MOST_FAULTS = 5;

    private final Timers timers;
    private int refusals;
    private int faults;
    private long last;

    Restarts(Timers timers) {
        this.timers = timers;
        this.last = timers.nanos();
    }

    /** How long to wait after a refusal. */
    Duration afterRefusal() {
        forgetTheOld();
        return Backoff.REFUSED.delay(++refusals, timers.random());
    }

    /** How long to wait after a fault of the program; empty if it is given up. */
    Optional<Duration> afterFault() {
        forgetTheOld();
        return ++faults > MOST_FAULTS ? Optional.empty() : Optional.of(Backoff.STANDARD.delay(faults, timers.random()));
    }

    /** How many faults there were in a row. */
    int faults() {
        return faults;
    }

    private void forgetTheOld() {
        long now = timers.nanos();
        if (now - last > STABLE_AFTER.toNanos()) {
            refusals = 0;
            faults = 0;
        }
        last = now;
    }
}
