package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.host.plugins.files.Reasons;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls plugins outside of their sessions: when they are loaded, started, asked and stopped. Anything a plugin throws comes
 * back as a {@link PluginCallException}, and so does a call that takes too long: it is interrupted, and given up if it does
 * not even end then.
 *
 * <p>Concurrency: each call has a platform thread of its own, in the plugin's thread group and with its class loader as
 * context, so that threads that it begins are known for the plugin's. The caller waits, and may hold a lock: the plugin
 * cannot take it. The first to set a call's {@code over} decides what becomes of it: its thread, and the call counts; or the
 * caller, and it counts no more, however it ends.
 */
public final class PluginCalls {
    private static final Logger log = LoggerFactory.getLogger(PluginCalls.class);

    private final Limits limits;
    private final Wait wait;

    /**
     * What a call may take.
     *
     * @param call how long it may take; after that it is interrupted
     * @param grace how long it may go on after that; then it is given up
     */
    public record Limits(Duration call, Duration grace) {
        public static final Limits STANDARD = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(2));
    }

    /** Takes back what a call has done that has come too late. */
    @FunctionalInterface
    interface Undo<T> {
        void undo(T result) throws Exception;
    }

    /** How a call is waited for. */
    @FunctionalInterface
    public interface Wait {
        /** In real time. */
        Wait REAL = (ended, atMost) -> ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);

        /** Blocks until the call has ended, or its time is over: then false. */
        boolean inTime(CountDownLatch ended, Duration atMost) throws InterruptedException;
    }

    /** Keeps to limits. */
    public PluginCalls(Limits limits) {
        this(limits, Wait.REAL);
    }

    /** Waits in another way than in real time. */
    public PluginCalls(Limits limits, Wait wait) {
        this.limits = limits;
        this.wait = wait;
    }

    /** Calls a plugin, as {@link #call(String, String, ClassLoader, Callable, Undo)} does; there is nothing to take back. */
    <T> T call(String pluginId, String what, ClassLoader context, Callable<T> code)
            throws PluginCallException, InterruptedException {
        return call(pluginId, what, context, code, tooLate -> {});
    }

    /**
     * Calls a plugin. Blocks for as long as the limits allow.
     *
     * @param what what is called, such as {@code start()}
     * @param code calls it; returns something
     * @param undo takes back what the call has done if it succeeds after its time is over; on the call's own thread
     * @throws PluginCallException if it failed, or has not ended in time
     * @throws InterruptedException if the calling thread was interrupted; the call is interrupted too and counts no more
     */
    <T> T call(String pluginId, String what, ClassLoader context, Callable<T> code, Undo<T> undo)
            throws PluginCallException, InterruptedException {
        Call<T> call = new Call<>(pluginId, what, code, undo);
        Thread thread = Thread.ofPlatform()
                .daemon()
                .group(new ThreadGroup(PluginThreads.group(pluginId)))
                .name("chameleon-plugin-" + pluginId + " " + what)
                .inheritInheritableThreadLocals(false)
                .unstarted(call);
        thread.setContextClassLoader(context);
        thread.start();
        return call.await(thread, limits, wait);
    }

    private static final class Call<T> implements Runnable {
        private final String pluginId;
        private final String what;
        private final Callable<T> code;
        private final Undo<T> undo;
        private final AtomicBoolean over = new AtomicBoolean();
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        // Written before `ended` and read after it.
        private @Nullable T result;
        private @Nullable PluginCallException failure;

        Call(String pluginId, String what, Callable<T> code, Undo<T> undo) {
            this.pluginId = pluginId;
            this.what = what;
            this.code = code;
            this.undo = undo;
        }

        @Override
        public void run() {
            try {
                result = Objects.requireNonNull(code.call());
            } catch (Throwable e) { // Anything a plugin throws is its own failure, also what ends threads.
                failure = described(e);
            }
            if (!over.compareAndSet(false, true)) {
                takeBack();
            }
            ended.countDown();
        }

        /** What a plugin throws is of its own making, too: it is described here, where nobody else has to wait for it. */
        private static PluginCallException described(Throwable thrown) {
            try {
                return new PluginCallException(Reasons.of(thrown), thrown.getStackTrace());
            } catch (Throwable hostile) {
                return new PluginCallException(thrown.getClass().getName(), new StackTraceElement[0]);
            }
        }

        private void takeBack() {
            if (failure != null) {
                return;
            }
            try {
                interrupted.await();
                Thread.interrupted(); // It was meant for the call.
                log.warn("{} of the plugin \"{}\" has ended after it was given up", what, pluginId);
                undo.undo(Objects.requireNonNull(result));
            } catch (Throwable e) {
                log.error(
                        "What {} of the plugin \"{}\" has begun after it was given up could not be ended: {}",
                        what,
                        pluginId,
                        described(e).getMessage());
            }
        }

        T await(Thread thread, Limits limits, Wait wait) throws PluginCallException, InterruptedException {
            boolean inTime;
            try {
                inTime = wait.inTime(ended, limits.call());
            } catch (InterruptedException e) {
                if (giveUp(thread)) {
                    throw e;
                }
                Thread.currentThread().interrupt();
                inTime = true;
            }
            StackTraceElement[] stack = thread.getStackTrace();
            if (!inTime && giveUp(thread)) {
                throw tooLong(thread.join(limits.grace()), stack, limits);
            }
            awaitUninterrupted();
            if (failure != null) {
                throw failure;
            }
            return Objects.requireNonNull(result);
        }

        /** From now on the call counts no more; false if it has ended before. */
        private boolean giveUp(Thread thread) {
            boolean first = over.compareAndSet(false, true);
            if (first) {
                thread.interrupt();
                interrupted.countDown();
            }
            return first;
        }

        /** For a call that has ended: its thread has nothing more to do than to say so. */
        private void awaitUninterrupted() {
            boolean wasInterrupted = false;
            while (ended.getCount() > 0) {
                try {
                    ended.await();
                } catch (InterruptedException e) {
                    wasInterrupted = true;
                }
            }
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private PluginCallException tooLong(boolean hasEnded, StackTraceElement[] stack, Limits limits) {
            String where = Arrays.stream(stack)
                    .filter(frame -> !frame.getClassName().matches("(java|jdk|sun)\\..*"))
                    .findFirst()
                    .or(() -> Arrays.stream(stack).findFirst())
                    .map(frame -> ", in " + frame)
                    .orElse("");
            return new PluginCallException(
                    what + " took longer than " + seconds(limits.call()) + where
                            + (hasEnded ? "" : ", and does not end even when it is interrupted"),
                    stack);
        }

        private static String seconds(Duration time) {
            return Optional.of(time.toSeconds())
                    .filter(whole -> whole > 0)
                    .map(whole -> whole + " s")
                    .orElseGet(() -> time.toMillis() + " ms");
        }
    }
}
