package dev.chameleonbot.host.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns SIGTERM and SIGINT into an orderly stop of the thread that does the work.
 *
 * <p>The JVM's shutdown hook asks that thread to end and waits for it. When it has ended in time, the process exits
 * with the code that it ended with, rather than with the JVM's 143 or 130, so that an orderly stop looks like one.
 */
public final class StopSignal implements AutoCloseable {
    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook = new Thread(this::stop, "chameleon-stop");
    private volatile int exitCode;

    private StopSignal(Duration patience) {
        this.patience = patience;
    }

    /**
     * Begins to listen for signals.
     *
     * @param patience how long an orderly stop may take before the process ends without it
     */
    public static StopSignal install(Duration patience) {
        StopSignal signal = new StopSignal(patience);
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /**
     * Waits for a signal.
     *
     * @param atMost how long
     * @return whether there was one
     */
    public boolean await(Duration atMost) {
        try {
            return requested.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** Whether there was a signal. */
    public boolean isRequested() {
        return requested.getCount() == 0;
    }

    /**
     * Says with what code the work has ended; call it last.
     *
     * @param code the exit code
     * @return the same
     */
    public int endedWith(int code) {
        exitCode = code;
        return code;
    }

    private void stop() {
        requested.countDown();
        try {
            if (ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                Runtime.getRuntime().halt(exitCode);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening; to be called when everything is closed. */
    @Override
    public void close() {
        ended.countDown();
        if (!isRequested()) {
            removeHook();
        }
    }

    private void removeHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The signal came just now: the hook finds the work ended.
            return;
        }
    }
}
