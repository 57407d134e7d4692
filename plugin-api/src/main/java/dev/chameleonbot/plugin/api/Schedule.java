package dev.chameleonbot.plugin.api;

import java.time.Duration;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs tasks later, on the session's thread, one at a time with its messages.
 *
 * <p>Not for implementation. Times are measured by the monotonic clock, so changes of the wall clock do not matter;
 * they are limited to a hundred years. All tasks end with the session. A task that throws is reported like
 * {@link BehaviourSession#onMessage}; a repeated one continues.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Schedule {

    /**
     * Runs a task once.
     *
     * @param delay the time until the run; zero or less for as soon as possible
     * @param task what to run
     * @return a handle to cancel it
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 tasks of this session are pending, or it has
     *     scheduled 1,000 single tasks within a second
     */
    Task after(Duration delay, Runnable task);

    /**
     * Runs a task repeatedly, the first time after one period. A run that is due while the previous one still waits is
     * skipped.
     *
     * @param period the time between starts, at least a millisecond
     * @param task what to run
     * @return a handle to cancel it
     * @throws IllegalArgumentException if the period is shorter
     * @throws java.util.concurrent.RejectedExecutionException if 1,000 tasks of this session are pending, or its
     *     repeated tasks together would run more than 1,000 times a second
     */
    Task every(Duration period, Runnable task);

    /** A scheduled task. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    @ProviderType
    interface Task extends AutoCloseable {
        /** Cancels the task: it does not start again. Closing twice does nothing. */
        @Override
        void close();
    }
}
