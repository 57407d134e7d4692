package dev.chameleonbot.plugin.host;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apiguardian.api.API;

/** A limit on how much a session may have at once. Thread-safe. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class Allowance {
    private final String what;
    private final int most;
    private final AtomicInteger taken = new AtomicInteger();

    /** Allows {@code most} of {@code what}, which is a plural. */
    Allowance(String what, int most) {
        this.what = what;
        this.most = most;
    }

    /**
     * Takes one.
     *
     * @throws RejectedExecutionException if all are taken
     */
    public void take() {
        if (taken.incrementAndGet() > most) {
            taken.decrementAndGet();
            throw new RejectedExecutionException(
                    "A session may have at most " + most + " " + what + " at a time, and has that many");
        }
    }

    /** Gives one back. */
    public void giveBack() {
        taken.decrementAndGet();
    }
}
