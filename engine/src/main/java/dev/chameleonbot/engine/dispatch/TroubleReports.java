package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Tells of what goes wrong with one session, without a flood: the first trouble at once, and what follows within
 * {@link #PAUSE} in one event at the end of it.
 *
 * <p>Any thread may report. The lock guards all counts; events are made under it and published outside of it, so two
 * that are published at the same moment may change places, and no count is lost or told twice.
 */
final class TroubleReports {
    static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int LONGEST_ERROR = 200;

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

    /** Reports that a message of the account itself was dropped; true if that is the first for a while. */
    boolean ownDropped() {
        return ownDropped(1);
    }

    /** Reports that so many messages of the account itself were dropped; true if they are the first for a while. */
    boolean ownDropped(long count) {
        if (count == 0) {
            return false;
        }
        Optional<EngineEvent> event;
        lock.lock();
        try {
            dropped.count += count;
            event = dropped.pausing ? Optional.empty() : due(dropped);
        } finally {
            lock.unlock();
        }
        event.ifPresent(events);
        return event.isPresent();
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

    /** Tells what has not been told; what comes later is told at once. */
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

    /** The type and the message, without line breaks and other control characters, and not too long. */
    static String inOneLine(Throwable thrown) {
        String message = thrown.getMessage();
        String type = thrown.getClass().getSimpleName();
        String text = message == null || message.isBlank() ? type : type + ": " + message;
        String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
        return line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "…" : line;
    }

    /** How often something happened since it was last told. */
    private static final class Tally {
        private long count;
        private boolean pausing;
        private Timers.Alarm alarm = () -> {};
    }
}
