package dev.chameleonbot.host.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/**
 * Does things with a limit, each on a platform thread of its own: what asks the system, as a look-up of a name does, cannot be
 * interrupted, and is left behind. Such a thread does not keep the program from ending.
 */
final class Limited {
    private Limited() {}

    /** Begins something. */
    static <T> Running<T> start(String name, Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name("chameleon-doctor-" + name).start(task);
        return new Running<>(task, System.nanoTime());
    }

    static <T> T call(String name, Duration limit, Callable<T> work) throws Exception {
        return start(name, work).await(limit);
    }

    /** Does all of it side by side, for each with the same limit; what fails is what is made of its failure. */
    static <T> List<T> all(
            List<? extends Callable<T>> works, String name, Duration limit, BiFunction<Integer, Exception, T> onFailure)
            throws InterruptedException {
        List<Running<T>> running = new ArrayList<>();
        for (Callable<T> work : works) {
            running.add(start(name, work));
        }
        List<T> results = new ArrayList<>();
        for (int i = 0; i < running.size(); i++) {
            try {
                results.add(running.get(i).await(limit));
            } catch (InterruptedException e) {
                running.forEach(Running::giveUp);
                throw e;
            } catch (Exception e) {
                results.add(onFailure.apply(i, e));
            }
        }
        return results;
    }

    /**
     * Something that has begun.
     *
     * @param since when, in {@link System#nanoTime()}
     */
    record Running<T>(FutureTask<T> task, long since) {
        /** Waits for it, no longer than the limit since it has begun. */
        T await(Duration limit) throws Exception {
            try {
                long left = limit.toNanos() - (System.nanoTime() - since);
                return task.get(Math.max(left, 0), TimeUnit.NANOSECONDS);
            } catch (TimeoutException | InterruptedException e) {
                giveUp();
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof Exception exception) {
                    throw exception;
                }
                throw new IllegalStateException(String.valueOf(e.getCause()), e.getCause());
            }
        }

        void giveUp() {
            task.cancel(true);
        }
    }
}
