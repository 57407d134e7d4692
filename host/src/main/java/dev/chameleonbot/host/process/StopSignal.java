package dev.chameleonbot.host.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The request from outside that the program ends: Ctrl-C, or a SIGTERM.
 *
 * <p>The JVM would end at once with code 130 or 143. Instead the signal only wakes the thread that {@linkplain #await
 * awaits} it; the program then ends in its own order and with its own code, or is ended after {@link #PATIENCE}.
 */
public final class StopSignal {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final int GAVE_UP = 1;

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicInteger exitCode = new AtomicInteger(GAVE_UP);

    /** A request that comes by {@link #ask} only. */
    public StopSignal() {}

    /** Begins to listen for the signals. Call it once in a program's life. */
    public static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::shutDown, "chameleon-stop"));
        return signal;
    }

    private void shutDown() {
        ask();
        boolean inTime = false;
        try {
            inTime = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!inTime) {
            System.err.println("chameleon: it did not stop in time and is ended");
        }
        Runtime.getRuntime().halt(exitCode.get());
    }

    /** Makes the request; a repetition does nothing. */
    public void ask() {
        asked.countDown();
    }

    /**
     * Waits for the signal.
     *
     * @return whether it came
     */
    public boolean await(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Whether the signal has come. */
    public boolean asked() {
        return asked.getCount() == 0;
    }

    /** Says that everything has ended in its order. */
    public void finished(int code) {
        exitCode.set(code);
        done.countDown();
    }
}
