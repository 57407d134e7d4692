package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is logged until there is a file for it, and passes it on from then on.
 *
 * <p>Any thread logs. The lock guards {@code held} and the change of {@code target}; the held lines are written under it,
 * once, so that they come before all others. Later lines pass without it.
 */
final class HeldLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final int MOST = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ILoggingEvent> held = new ArrayDeque<>();
    private volatile @Nullable Appender<ILoggingEvent> target;

    @Override
    protected void append(ILoggingEvent event) {
        Appender<ILoggingEvent> open = target;
        if (open == null) {
            open = holdOrTarget(event);
        }
        if (open != null) {
            open.doAppend(event);
        }
    }

    private @Nullable Appender<ILoggingEvent> holdOrTarget(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        lock.lock();
        try {
            if (target == null && held.size() < MOST) {
                held.add(event);
            }
            return target;
        } finally {
            lock.unlock();
        }
    }

    /** Writes what was held, and passes on what comes. */
    void passTo(Appender<ILoggingEvent> opened) {
        lock.lock();
        try {
            held.forEach(opened::doAppend);
            held.clear();
            target = opened;
        } finally {
            lock.unlock();
        }
    }
}
