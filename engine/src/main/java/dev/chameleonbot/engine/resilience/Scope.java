package dev.chameleonbot.engine.resilience;

import dev.chameleonbot.engine.model.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Owns the virtual threads of one account: what is started here ends with the scope, or is named.
 *
 * <p>A task that dies of an unexpected exception is logged with its stack trace, and the scope's owner is told.
 */
public final class Scope implements Executor {
    private static final Logger log = LoggerFactory.getLogger(Scope.class);

    private final String name;
    private final Consumer<Throwable> onDeath;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * Opens a scope.
     *
     * @param name the account whose it is: the first part of its threads' names, and in the log's context as
     *     {@code account}
     * @param onDeath told what killed a task; runs on the dead task's thread
     */
    public Scope(String name, Consumer<Throwable> onDeath) {
        this.name = name;
        this.onDeath = onDeath;
    }

    @Override
    public void execute(Runnable task) {
        fork("task", task::run);
    }

    /**
     * Starts a task on a virtual thread of its own; does nothing after the scope was closed.
     *
     * @param what the task's name, for people
     */
    public void fork(String what, Task task) {
        Thread thread = Thread.ofVirtual().name(name + "/" + what).unstarted(() -> run(task));
        threads.add(thread);
        if (closed) {
            threads.remove(thread);
            log.debug("{}: '{}' was not started, its scope has ended", name, what);
            return;
        }
        thread.start();
    }

    private void run(Task task) {
        MDC.put("account", name);
        try {
            task.run();
        } catch (InterruptedException e) {
            log.debug("{}: {} was interrupted", name, Thread.currentThread().getName());
            Thread.currentThread().interrupt();
        } catch (Throwable e) { // Also what was thrown past the compiler: nobody else would see it.
            if (closed) {
                log.debug(
                        "{}: {} ended by the stop", name, Thread.currentThread().getName(), e);
            } else {
                log.error("{} died", Thread.currentThread().getName(), e);
                onDeath.accept(e);
            }
        } finally {
            threads.remove(Thread.currentThread());
        }
    }

    /**
     * Ends the scope: interrupts what still runs and waits for it.
     *
     * @return the names of the threads that did not end in time
     */
    public List<String> close(Duration time) {
        closed = true;
        threads.forEach(Thread::interrupt);
        Deadline deadline = Deadline.in(time);
        for (Thread thread : threads) {
            if (thread == Thread.currentThread() || thread.getState() == Thread.State.NEW) {
                continue;
            }
            try {
                thread.join(deadline.left());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        return threads.stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .map(Thread::getName)
                .toList();
    }

    /** What runs on a thread of a scope. */
    @FunctionalInterface
    public interface Task {
        /** Runs; it has to end when interrupted. */
        void run() throws InterruptedException;
    }
}
