package dev.chameleonbot.plugin.api;

import java.time.Duration;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs tasks later, on the session's own thread, one at a time with its messages.
 *
 * <p>Not for implementation. Times are measured by the monotonic clock, so changes of the wall clock do not matter; one of
 * more than a hundred years is taken for that. All
 * tasks end with the session; one that throws is reported like a message call that throws, and a repeated one goes on.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Schedule {

    /**
     * Runs a task once.
     *
     * @param delay how long from now; zero or less for as soon as possible
     * @param task what to run
     * @return a handle to cancel it
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 tasks of this session are still to run, or it has
     *     scheduled 1,000 single ones within a second
     */
    Task after(Duration delay, Runnable task);

    /**
     * Runs a task again and again; the first time after one period. A run that is due while the one before it still
     * waits is left out.
     *
     * @param period the time between starts, at least a millisecond
     * @param task what to run
     * @return a handle to cancel it
     * @throws IllegalArgumentException if the period is shorter
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 tasks of this session are still to run, or the
     *     repeated ones would run more than 1,000 times a second altogether
     */
    Task every(Duration period, Runnable task);

    /** A task that was scheduled. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @ProviderType
    interface Task extends AutoCloseable {
        /** Cancels the task: it does not start any more. Closing twice does nothing. */
        @Override
        void close();
    }
}
