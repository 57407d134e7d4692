package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.plugin.host.Mutex;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one at a time in the order they came, on threads borrowed from another executor: a thread is taken when
 * there is something to do and given back when there is not.
 *
 * <p>The lock guards the queue and {@code running} only; tasks run outside of it. A task that throws does not keep the
 * next one from running; the executor's owner is told.
 */
public final class SerialExecutor implements Executor {
    private final Executor threads;
    private final Consumer<Throwable> onFailure;
    private final Mutex lock = new Mutex();
    private final Queue<Runnable> queue = new ArrayDeque<>();
    private boolean running;

    /**
     * Creates an idle one.
     *
     * @param onFailure told what a task threw, on the task's thread
     */
    public SerialExecutor(Executor threads, Consumer<Throwable> onFailure) {
        this.threads = threads;
        this.onFailure = onFailure;
    }

    @Override
    public void execute(Runnable task) {
        boolean isIdle = lock.get(() -> {
            queue.add(task);
            boolean idle = !running;
            running = true;
            return idle;
        });
        if (isIdle) {
            threads.execute(this::drain);
        }
    }

    private void drain() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                onFailure.accept(e);
            }
        }
    }

    private @Nullable Runnable next() {
        return lock.get(() -> {
            Runnable task = queue.poll();
            running = task != null;
            return task;
        });
    }
}
