package dev.chameleonbot.engine.resilience;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Alarms that end together: those that have not rung when their owner ends never do. Thread-safe. */
public final class AlarmSet {
    private final Timers timers;
    private final Set<Pending> pending = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Creates an empty set. */
    public AlarmSet(Timers timers) {
        this.timers = timers;
    }

    /** Runs a task later, unless the set is closed before. */
    public void after(Duration delay, Runnable task) {
        Pending alarm = new Pending(task);
        pending.add(alarm);
        alarm.handle = timers.after(delay, alarm::ring);
        if (closed) {
            alarm.cancel();
        }
    }

    /** Whether it was closed. */
    public boolean isClosed() {
        return closed;
    }

    /** Cancels what has not rung, and all that is asked for afterwards. */
    public void close() {
        closed = true;
        pending.forEach(Pending::cancel);
    }

    private final class Pending {
        private final Runnable task;
        private volatile Timers.Alarm handle = () -> {};

        Pending(Runnable task) {
            this.task = task;
        }

        void ring() {
            if (pending.remove(this)) {
                task.run();
            }
        }

        void cancel() {
            pending.remove(this);
            handle.cancel();
        }
    }
}
