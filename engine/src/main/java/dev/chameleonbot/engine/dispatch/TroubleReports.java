package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineEvent.PluginHealthChanged;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports the failures of one session, in the log and as events, without a flood: the first failure at once,
 * and those that follow within {@link #PAUSE} in one event at the end of it.
 *
 * <p>Any thread may report. The lock guards all counts; events are made under it and published outside of it, so two
 * that are published at the same moment may change places, and no count is lost or reported twice.
 */
final class TroubleReports {
    private static final Logger log = LoggerFactory.getLogger(TroubleReports.class);
    static final Duration PAUSE = Duration.ofSeconds(10);

    private final String login;
    private final String pluginId;
    private final Timers timers;
    private final Consumer<? super EngineEvent> events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Tally dropped = new Tally();
    private final Tally failed = new Tally();
    private String lastWhat = "";
    private String lastError = "";
    private boolean closed;

    TroubleReports(String login, String pluginId, Timers timers, Consumer<? super EngineEvent> events) {
        this.login = login;
        this.pluginId = pluginId;
        this.timers = timers;
        this.events = events;
    }

    /** Reports that so many messages of the account itself were dropped. */
    void ownDropped(long count, boolean isQuarantined) {
        Optional<EngineEvent> event;
        lock.lock();
        try {
            dropped.count += count;
            event = dropped.pausing ? Optional.empty() : due(dropped);
        } finally {
            lock.unlock();
        }
        if (event.isPresent()) {
            events.accept(event.get());
            String why = isQuarantined ? "quarantined, so" : "so slow";
            log.error("{}: '{}' is {} that the account's own messages are dropped", login, pluginId, why);
        }
    }

    /** Reports that the session is called no more for a while. */
    void paused(PluginHealth now, Duration pause) {
        log.warn("'{}' is paused for {} for {} ms: {}", pluginId, login, pause.toMillis(), now.reason());
        tell(now);
    }

    /** Reports that a trial after a pause went well. */
    void healed(PluginHealth now) {
        log.info("'{}' works for {} again", pluginId, login);
        tell(now);
    }

    /** Reports that the session is called no more. */
    void quarantined(PluginHealth now) {
        log.error("'{}' is quarantined for {}: {}", pluginId, login, now.reason());
        tell(now);
    }

    private void tell(PluginHealth now) {
        events.accept(new PluginHealthChanged(now.since(), login, now));
    }

    /** Reports that the behaviour threw something. */
    void failed(String what, String error) {
        Optional<EngineEvent> event;
        lock.lock();
        try {
            failed.count++;
            lastWhat = what;
            lastError = error;
            event = failed.pausing ? Optional.empty() : due(failed);
        } finally {
            lock.unlock();
        }
        event.ifPresent(events);
    }

    /** Reports what is not reported yet; what comes later is reported at once. */
    void close() {
        lock.lock();
        try {
            closed = true;
            dropped.alarm.cancel();
            failed.alarm.cancel();
        } finally {
            lock.unlock();
        }
        endPause(dropped);
        endPause(failed);
    }

    private void endPause(Tally tally) {
        Optional<EngineEvent> event;
        lock.lock();
        try {
            event = due(tally);
        } finally {
            lock.unlock();
        }
        event.ifPresent(events);
    }

    /** Takes what was counted, and begins a pause; where nothing was, there is no pause. Under the lock. */
    private Optional<EngineEvent> due(Tally tally) {
        long count = tally.count;
        tally.count = 0;
        tally.pausing = count > 0 && !closed;
        if (tally.pausing) {
            tally.alarm = timers.after(PAUSE, () -> endPause(tally));
        }
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(
                tally == dropped
                        ? new MessagesDropped(timers.instant(), login, pluginId, count)
                        : new PluginFailed(timers.instant(), login, pluginId, lastWhat, lastError, count));
    }

    /** How often something happened since the last report. */
    private static final class Tally {
        private long count;
        private boolean pausing;
        private Timers.Alarm alarm = () -> {};
    }
}
