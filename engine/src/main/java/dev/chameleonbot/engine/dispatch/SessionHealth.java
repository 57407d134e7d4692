package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * How one session fares: its circuit breaker and its quarantine, what went wrong with it, counted and reported.
 *
 * <p>{@link GuardLimits#failuresInARow()} calls that fail one after the other, or one that takes too long, pause it. After
 * the pause the next call is a trial: it either heals the session or pauses it for twice as long. A quarantine is
 * permanent.
 *
 * <p>Any thread may tell it something. The lock guards all fields but {@code health}, which is replaced whole; the listener
 * and the reports are called outside of it.
 */
final class SessionHealth {
    private static final String TRIAL = "it is tried again with what comes next; ";

    private final GuardLimits limits;
    private final Timers timers;
    private final PluginMeter meter;
    private final TroubleReports reports;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile PluginHealth health;
    /** Nothing has failed since a call succeeded. */
    private volatile boolean untroubled = true;

    private int inARow;
    private int trips;
    private Timers.Alarm alarm = () -> {};
    private boolean closed;

    /** Gets whether the session may be called. */
    interface Listener {
        /** The session is to be called no more until {@link #onTrial}. */
        void onPaused();

        /** The pause is over: the next call shows whether it helped. */
        void onTrial();

        /** The session is to be called no more. */
        void onQuarantined();
    }

    /** Of a session that is not open yet. */
    SessionHealth(
            String pluginId,
            GuardLimits limits,
            Timers timers,
            PluginMeter meter,
            TroubleReports reports,
            Listener listener) {
        this.limits = limits;
        this.timers = timers;
        this.meter = meter;
        this.reports = reports;
        this.listener = listener;
        this.health = new PluginHealth(pluginId, State.STARTING, timers.instant(), "", 0);
    }

    PluginHealth now() {
        return health;
    }

    /** Whether the session is called no more. */
    boolean isQuarantined() {
        return health.state() == State.QUARANTINED;
    }

    /** The session is open. */
    void opened() {
        change(() -> {
            if (health.state() == State.STARTING) {
                health = next(State.HEALTHY, "", health.failures());
            }
            return SessionHealth::nothing;
        });
    }

    /** A call has ended; gives back how. */
    CallResult called(String what, CallResult result) {
        switch (result.ending()) {
            case DONE -> succeeded();
            case FAILED -> {
                meter.failed();
                reports.failed(what, result.error());
                failed(what, result.error());
            }
            case INTERRUPTED -> {
                meter.failed();
                reports.failed(what, "it took too long and was interrupted");
                overran(what);
            }
            case ABANDONED -> meter.failed();
        }
        return result;
    }

    private void succeeded() {
        if (untroubled) {
            return;
        }
        change(() -> {
            untroubled = true;
            inARow = 0;
            trips = 0;
            if (health.state() != State.PAUSED) {
                return SessionHealth::nothing;
            }
            health = next(State.HEALTHY, "", health.failures());
            PluginHealth told = health;
            return () -> reports.healed(told);
        });
    }

    private void failed(String what, String error) {
        change(() -> {
            inARow++;
            if (inARow >= limits.failuresInARow() || health.state() == State.PAUSED) {
                String times = inARow == 1 ? "it failed" : inARow + " calls in a row failed";
                return pause(times + ", the last one in " + what + ": " + error);
            }
            untroubled = false;
            health = new PluginHealth(
                    health.pluginId(), health.state(), health.since(), health.reason(), health.failures() + 1);
            return SessionHealth::nothing;
        });
    }

    private void overran(String what) {
        change(() -> {
            inARow++;
            return pause(what + " took longer than " + limits.call().toMillis() + " ms and was interrupted");
        });
    }

    private Runnable pause(String reason) {
        untroubled = false;
        trips++;
        Duration pause = limits.pause(trips);
        health = next(State.PAUSED, reason, health.failures() + 1);
        alarm = timers.after(pause, this::trial);
        PluginHealth told = health;
        return () -> {
            reports.paused(told, pause);
            listener.onPaused();
        };
    }

    private void trial() {
        change(() -> {
            if (health.state() != State.PAUSED) {
                return SessionHealth::nothing;
            }
            health = new PluginHealth(
                    health.pluginId(), State.PAUSED, health.since(), TRIAL + health.reason(), health.failures());
            return listener::onTrial;
        });
    }

    /** The session must not be called again; the reason is one sentence. */
    void quarantine(String reason) {
        change(() -> {
            alarm.cancel();
            health = next(State.QUARANTINED, reason, health.failures() + 1);
            PluginHealth told = health;
            return () -> {
                reports.quarantined(told);
                listener.onQuarantined();
            };
        });
    }

    /** So many of the account's own messages were dropped. */
    void dropped(int own) {
        if (own > 0) {
            meter.dropped(own, true);
            reports.ownDropped(own, isQuarantined());
        }
    }

    /** The session has ended; nothing changes any more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
        reports.close();
    }

    /** Reports what is not reported yet of a quarantined session, which may never end. */
    void closeIfQuarantined() {
        if (isQuarantined()) {
            reports.close();
        }
    }

    private PluginHealth next(State state, String reason, long failures) {
        return new PluginHealth(health.pluginId(), state, timers.instant(), reason, failures);
    }

    private static void nothing() {}

    /** Makes a step under the lock, and does afterwards what follows from it. */
    private void change(Supplier<Runnable> step) {
        Runnable after = SessionHealth::nothing;
        lock.lock();
        try {
            if (!closed && !isQuarantined()) {
                after = step.get();
            }
        } finally {
            lock.unlock();
        }
        after.run();
    }
}
