package dev.chameleonbot.engine.dispatch;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** How much of something a session may have at once. Any thread may take and give back. */
final class Allowance {
    private final String what;
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /** So many at most of what is called {@code what} in the plural. */
    Allowance(String what, int most) {
        this.what = what;
        this.most = most;
    }

    /** Takes one; throws if all are taken. */
    void take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            throw new RejectedExecutionException(
                    "A session may have at most " + most + " " + what + " at a time, and has that many");
        }
    }

    void giveBack() {
        taken.decrementAndGet();
    }
}
