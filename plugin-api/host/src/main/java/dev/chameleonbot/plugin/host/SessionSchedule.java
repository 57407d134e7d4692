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
 * A session's tasks: each is due by an alarm, on any thread, and runs on the session's. All of them end with the session.
 * For several threads.
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

    /** Cancels all tasks, and those that are still asked for. */
    void close() {
        closed = true;
        tasks.forEach(SessionTask::close);
    }

    /** One task, single or repeated. It is cancelled by its owner or by the session's end. */
    private final class SessionTask implements Task {
        private final Runnable action;
        private final Optional<Duration> period;
        /** What it counts as; given back once it counts no more. */
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
