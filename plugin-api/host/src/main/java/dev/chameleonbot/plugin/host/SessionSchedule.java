package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.Schedule;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The scheduled tasks of a session. An alarm on any thread makes a task due; the task runs on the session's thread. All
 * tasks end with the session. Thread-safe.
 */
final class SessionSchedule implements Schedule {
    private final Alarms alarms;
    private final Executor thread;
    private final SessionLimits limits;
    private final Set<SessionTask> tasks = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    SessionSchedule(Alarms alarms, Executor thread, SessionLimits limits) {
        this.alarms = alarms;
        this.thread = thread;
        this.limits = limits;
    }

    @Override
    public Task after(Duration delay, Runnable action) {
        Objects.requireNonNull(action, "action");
        return start(new SessionTask(action, Optional.empty(), limits.task()), delay);
    }

    @Override
    public Task every(Duration period, Runnable action) {
        Objects.requireNonNull(action, "action");
        return start(new SessionTask(action, Optional.of(period), limits.task(period)), period);
    }

    private Task start(SessionTask task, Duration delay) {
        tasks.add(task);
        if (closed) {
            task.close();
        } else {
            task.arm(delay);
        }
        return task;
    }

    /** Cancels all tasks, and those that are added later. */
    void close() {
        closed = true;
        tasks.forEach(SessionTask::close);
    }

    /** One task, single or repeated. Its owner or the end of the session cancels it. */
    private final class SessionTask implements Task {
        private final Runnable action;
        private final Optional<Duration> period;
        /** Its share of the session's limits; closed when it no longer counts. */
        private final Registration room;

        private final AtomicBoolean cancelled = new AtomicBoolean();
        private final AtomicBoolean queued = new AtomicBoolean();
        private volatile Registration alarm = () -> {};

        SessionTask(Runnable action, Optional<Duration> period, Registration room) {
            this.action = action;
            this.period = period;
            this.room = room;
        }

        void arm(Duration delay) {
            alarm = alarms.after(SessionLimits.reckonable(delay), this::due);
            if (cancelled.get()) {
                alarm.close();
            }
        }

        private void due() {
            if (cancelled.get()) {
                return;
            }
            if (queued.compareAndSet(false, true)) {
                thread.execute(this::run);
            }
            period.ifPresentOrElse(this::arm, () -> tasks.remove(this));
        }

        private void run() {
            queued.set(false);
            if (period.isEmpty()) {
                room.close();
            }
            if (cancelled.get()) {
                room.close();
            } else {
                action.run();
            }
        }

        @Override
        public void close() {
            cancelled.set(true);
            alarm.close();
            tasks.remove(this);
            if (!queued.get()) {
                room.close(); // Otherwise it still takes up room in the mailbox.
            }
        }
    }
}
