package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.guard.CallResult;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one session fares: its circuit breaker and its quarantine, and what went wrong with it, counted and reported.
 *
 * <p>{@link GuardLimits#failuresInARow()} calls that fail one after the other, or one that takes too long, pause it. After
 * the pause the next call is a trial: it either heals the session or pauses it for twice as long. A quarantine is
 * permanent. The first failure, and the first message that is dropped, is reported at once; those that follow within
 * {@link #BETWEEN_REPORTS} are reported in one event at the end of it.
 *
 * <p>Any thread may tell it something. The lock guards all fields but {@code health}, which is replaced whole. What follows
 * from a change is done outside of the lock; so two events of the same moment may change places, and no count is lost or
 * reported twice.
 */
final class SessionHealth {
    private static final Logger log = LoggerFactory.getLogger(SessionHealth.class);
    private static final String TRIAL = "it is tried again with what comes next; ";
    static final Duration BETWEEN_REPORTS = Duration.ofSeconds(10);

    private final String login;
    private final String pluginId;
    private final GuardLimits limits;
    private final Timers timers;
    private final PluginMeter meter;
    private final Consumer<? super EngineEvent> events;
    private final Runnable onPaused;
    private final Runnable onTrial;
    private final Mutex lock = new Mutex();
    private final Unreported dropped = new Unreported();
    private final Unreported failed = new Unreported();
    private volatile PluginHealth health;
    /** Nothing has failed since a call succeeded. */
    private volatile boolean untroubled = true;

    private int inARow;
    private int trips;
    private Timers.Alarm alarm = () -> {};
    private String lastWhat = "";
    private String lastError = "";
    private boolean closed;

    /** How often something happened since the last report. */
    private static final class Unreported {
        private long count;
        private boolean pausing;
        private Timers.Alarm alarm = () -> {};
    }

    /**
     * Of a session that is not open yet.
     *
     * @param onPaused the session is to be called no more until {@code onTrial}
     * @param onTrial the pause is over: the next call shows whether it helped
     */
    SessionHealth(
            String login,
            String pluginId,
            GuardLimits limits,
            Timers timers,
            PluginMeter meter,
            Consumer<? super EngineEvent> events,
            Runnable onPaused,
            Runnable onTrial) {
        this.login = login;
        this.pluginId = pluginId;
        this.limits = limits;
        this.timers = timers;
        this.meter = meter;
        this.events = events;
        this.onPaused = onPaused;
        this.onTrial = onTrial;
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
                reportFailure(what, result.error());
                failed(what, result.error());
            }
            case INTERRUPTED -> {
                meter.failed();
                reportFailure(what, "it took too long and was interrupted");
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
            return changed(health, () -> log.info("'{}' works for {} again", pluginId, login));
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
        Runnable report = changed(
                health,
                () -> log.warn("'{}' is paused for {} for {} ms: {}", pluginId, login, pause.toMillis(), reason));
        return () -> {
            try {
                report.run();
                onPaused.run();
            } finally { // Not before the pause, which it ends.
                change(() -> {
                    alarm = timers.after(pause, this::trial);
                    return SessionHealth::nothing;
                });
            }
        };
    }

    private void trial() {
        change(() -> {
            if (health.state() != State.PAUSED) {
                return SessionHealth::nothing;
            }
            health = new PluginHealth(
                    health.pluginId(), State.PAUSED, health.since(), TRIAL + health.reason(), health.failures());
            return onTrial;
        });
    }

    /** The session must not be called again; the reason is one sentence. False if it is so already, or has ended. */
    boolean quarantine(String reason) {
        return change(() -> {
            alarm.cancel();
            health = next(State.QUARANTINED, reason, health.failures() + 1);
            return changed(health, () -> log.error("'{}' is quarantined for {}: {}", pluginId, login, reason));
        });
    }

    /** So many of the account's own messages were dropped. */
    void dropped(int own) {
        if (own == 0) {
            return;
        }
        meter.dropped(own, true);
        String why = isQuarantined() ? "quarantined, so" : "so slow";
        locked(() -> {
            dropped.count += own;
            if (dropped.pausing) {
                return SessionHealth::nothing;
            }
            Runnable report = report(dropped);
            return () -> {
                report.run();
                log.error("{}: '{}' is {} that the account's own messages are dropped", login, pluginId, why);
            };
        });
    }

    private void reportFailure(String what, String error) {
        locked(() -> {
            failed.count++;
            lastWhat = what;
            lastError = error;
            return failed.pausing ? SessionHealth::nothing : report(failed);
        });
    }

    /** The session has ended; nothing changes any more. What is not reported yet is, and what comes later at once. */
    void close() {
        locked(() -> {
            closed = true;
            alarm.cancel();
            dropped.alarm.cancel();
            failed.alarm.cancel();
            Runnable ofDropped = report(dropped);
            Runnable ofFailed = report(failed);
            return () -> {
                ofDropped.run();
                ofFailed.run();
            };
        });
    }

    /** Takes what was counted, to report it, and begins a pause; where nothing was, there is no pause. Under the lock. */
    private Runnable report(Unreported what) {
        long count = what.count;
        what.count = 0;
        what.pausing = count > 0 && !closed;
        if (what.pausing) {
            what.alarm = timers.after(BETWEEN_REPORTS, () -> locked(() -> report(what)));
        }
        if (count == 0) {
            return SessionHealth::nothing;
        }
        EngineEvent event = what == dropped
                ? new MessagesDropped(timers.instant(), login, pluginId, count)
                : new PluginFailed(timers.instant(), login, pluginId, lastWhat, lastError, count);
        return () -> events.accept(event);
    }

    private PluginHealth next(State state, String reason, long failures) {
        return new PluginHealth(health.pluginId(), state, timers.instant(), reason, failures);
    }

    /** Tells of a change, in the log and as an event. */
    private Runnable changed(PluginHealth now, Runnable toLog) {
        return () -> {
            toLog.run();
            events.accept(new PluginHealthChanged(now.since(), login, now));
        };
    }

    private static void nothing() {}

    /** Makes a step, unless nothing changes any more; false then. */
    private boolean change(Supplier<Runnable> step) {
        boolean[] isMade = {false};
        locked(() -> {
            isMade[0] = !closed && !isQuarantined();
            return isMade[0] ? step.get() : SessionHealth::nothing;
        });
        return isMade[0];
    }

    /** Makes a step under the lock, and does afterwards what follows from it. */
    private void locked(Supplier<Runnable> step) {
        lock.get(step).run();
    }
}
