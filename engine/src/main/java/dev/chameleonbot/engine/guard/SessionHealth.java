package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginHealth.State;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Whether one session is called: its circuit breaker, and its quarantine.
 *
 * <p>{@link GuardLimits#failuresInARow()} calls that fail one after the other, or one that takes too long, pause it. After
 * the pause the next call is a trial: it either heals the session or pauses it for twice as long. A quarantine is for good.
 *
 * <p>Any thread may tell it something. The lock guards all fields but {@code health}, which is replaced whole; the listener
 * is called outside of it.
 */
public final class SessionHealth {
    private static final String TRIAL = "it is tried again with what comes next; ";

    private final GuardLimits limits;
    private final Timers timers;
    private final Listener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile PluginHealth health;
    /** Nothing has failed since a call succeeded. */
    private volatile boolean untroubled = true;

    private int inARow;
    private int trips;
    private Timers.Alarm alarm = () -> {};
    private boolean closed;

    /** Told of each change. */
    public interface Listener {
        /**
         * The session is to be called no more until {@link #onTrial}.
         *
         * @param health why
         * @param pause for how long
         */
        void onPaused(PluginHealth health, Duration pause);

        /** The pause is over: the next call shows whether it helped. */
        void onTrial();

        /**
         * The trial went well.
         *
         * @param health healthy
         */
        void onHealed(PluginHealth health);

        /**
         * The session is to be called no more.
         *
         * @param health why
         */
        void onQuarantined(PluginHealth health);
    }

    /**
     * A session that is not open yet.
     *
     * @param pluginId the plugin it belongs to
     * @param limits when it is paused, and for how long
     * @param timers the clock
     * @param listener told of each change
     */
    public SessionHealth(String pluginId, GuardLimits limits, Timers timers, Listener listener) {
        this.limits = limits;
        this.timers = timers;
        this.listener = listener;
        this.health = new PluginHealth(pluginId, State.STARTING, timers.instant(), "", 0);
    }

    /** How it fares. */
    public PluginHealth now() {
        return health;
    }

    /** Whether it is called no more. */
    public boolean isQuarantined() {
        return health.state() == State.QUARANTINED;
    }

    /** The session is open. */
    public void opened() {
        change(() -> {
            if (health.state() == State.STARTING) {
                health = next(State.HEALTHY, "", health.failures());
            }
            return Optional.empty();
        });
    }

    /** A call went well. */
    public void succeeded() {
        if (untroubled) {
            return;
        }
        change(() -> {
            untroubled = true;
            inARow = 0;
            trips = 0;
            if (health.state() != State.PAUSED) {
                return Optional.empty();
            }
            health = next(State.HEALTHY, "", health.failures());
            PluginHealth told = health;
            return Optional.of(listening -> listening.onHealed(told));
        });
    }

    /**
     * A call threw something.
     *
     * @param what what was called
     * @param error what it threw
     */
    public void failed(String what, String error) {
        change(() -> {
            inARow++;
            boolean trial = health.state() == State.PAUSED;
            if (inARow >= limits.failuresInARow() || trial) {
                String times = inARow == 1 ? "it failed" : inARow + " calls in a row failed";
                return pause(times + ", the last one in " + what + ": " + error);
            }
            return counted();
        });
    }

    /**
     * A call took too long and ended when it was interrupted.
     *
     * @param what what was called
     */
    public void overran(String what) {
        change(() -> {
            inARow++;
            return pause(what + " took longer than " + limits.call().toMillis() + " ms and was interrupted");
        });
    }

    private Optional<Consumer<Listener>> counted() {
        untroubled = false;
        health = new PluginHealth(
                health.pluginId(), health.state(), health.since(), health.reason(), health.failures() + 1);
        return Optional.empty();
    }

    private Optional<Consumer<Listener>> pause(String reason) {
        untroubled = false;
        trips++;
        Duration pause = limits.pause(trips);
        health = next(State.PAUSED, reason, health.failures() + 1);
        alarm = timers.after(pause, this::trial);
        PluginHealth told = health;
        return Optional.of(listening -> listening.onPaused(told, pause));
    }

    private void trial() {
        change(() -> {
            if (health.state() != State.PAUSED) {
                return Optional.empty();
            }
            health = new PluginHealth(
                    health.pluginId(), State.PAUSED, health.since(), TRIAL + health.reason(), health.failures());
            return Optional.of(Listener::onTrial);
        });
    }

    /**
     * It must not be called again.
     *
     * @param reason why, in one sentence
     */
    public void quarantine(String reason) {
        change(() -> {
            alarm.cancel();
            health = next(State.QUARANTINED, reason, health.failures() + 1);
            PluginHealth told = health;
            return Optional.of(listening -> listening.onQuarantined(told));
        });
    }

    /** The session has ended; nothing changes any more. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            alarm.cancel();
        } finally {
            lock.unlock();
        }
    }

    private PluginHealth next(State state, String reason, long failures) {
        return new PluginHealth(health.pluginId(), state, timers.instant(), reason, failures);
    }

    private void change(Change change) {
        Optional<Consumer<Listener>> telling = Optional.empty();
        lock.lock();
        try {
            if (!closed && health.state() != State.QUARANTINED) {
                telling = change.make();
            }
        } finally {
            lock.unlock();
        }
        telling.ifPresent(tell -> tell.accept(listener));
    }

    /** One step of the state, under the lock; gives what to tell of it. */
    @FunctionalInterface
    private interface Change {
        Optional<Consumer<Listener>> make();
    }
}
