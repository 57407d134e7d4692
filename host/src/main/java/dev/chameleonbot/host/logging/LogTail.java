package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.LoggerFactory;

/**
 * The last lines of the log, for somebody who looks at them: what is shown in the log, no more. While none is open nothing is
 * kept and nothing costs anything.
 *
 * <p>Concurrency: any thread logs. The lock guards {@code kept}, {@code characters} and {@code next}; it is held for the moment in
 * which a line is put there or lines are picked, never while something is made, written or waited for. Subscriptions have queues
 * of their own: one that is full loses lines, counts them, and holds nobody up.
 */
public final class LogTail implements AutoCloseable {
    /** How many lines are kept. */
    public static final int LINES = 1_000;

    private static final int CHARACTERS = 1_000_000;
    private static final int MOST_WAITING = 500;

    private final int mostLines;
    private final int mostCharacters;
    private final Appender appender = new Appender();
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<LogLine> kept = new ArrayDeque<>();
    private long characters;
    private long next = 1;
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    private LogTail(int mostLines, int mostCharacters) {
        this.mostLines = mostLines;
        this.mostCharacters = mostCharacters;
    }

    /**
     * Keeps what is logged from now on.
     *
     * @return the lines, to be closed
     */
    public static LogTail start() {
        return start(LINES, CHARACTERS);
    }

    /** The same with other bounds. */
    static LogTail start(int mostLines, int mostCharacters) {
        LogTail tail = new LogTail(mostLines, mostCharacters);
        Logger root = root();
        tail.appender.setContext(root.getLoggerContext());
        tail.appender.setName("TAIL-" + System.identityHashCode(tail));
        tail.appender.start();
        root.addAppender(tail.appender);
        return tail;
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    }

    /** Where Logback brings the lines. */
    private final class Appender extends UnsynchronizedAppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            take(LogLine.of(0, event));
        }
    }

    private void take(LogLine unnumbered) {
        LogLine line;
        lock.lock();
        try {
            line = unnumbered.numbered(next++);
            kept.addLast(line);
            characters += line.size();
            while (kept.size() > mostLines || (characters > mostCharacters && kept.size() > 1)) {
                characters -= kept.removeFirst().size();
            }
            // Within the lock, so that each has them in their order; a queue that is full is not waited for.
            subscriptions.forEach(subscription -> subscription.offer(line));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The latest lines that are kept.
     *
     * @param filter which of them
     * @param since only those with a higher number; 0 for all
     * @param limit how many at most, the latest ones; at least 1
     * @return the lines, the oldest first
     */
    public List<LogLine> lines(LogFilter filter, long since, int limit) {
        List<LogLine> all;
        lock.lock();
        try {
            all = new ArrayList<>(kept);
        } finally {
            lock.unlock();
        }
        List<LogLine> found = new ArrayList<>();
        for (LogLine line : all.reversed()) {
            if (line.sequence() <= since || found.size() >= Math.max(1, limit)) {
                break;
            }
            if (filter.takes(line)) {
                found.add(line);
            }
        }
        Collections.reverse(found);
        return found;
    }

    /**
     * Brings the lines that are logged from now on.
     *
     * @param filter which of them
     * @return the subscription, to be closed
     */
    public Subscription subscribe(LogFilter filter) {
        Subscription subscription = new Subscription(filter);
        subscriptions.add(subscription);
        return subscription;
    }

    /** New lines, for one reader. */
    public final class Subscription implements AutoCloseable {
        private final LogFilter filter;
        private final BlockingQueue<LogLine> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final AtomicLong dropped = new AtomicLong();

        private Subscription(LogFilter filter) {
            this.filter = filter;
        }

        private void offer(LogLine line) {
            if (filter.takes(line) && !waiting.offer(line)) {
                dropped.incrementAndGet();
            }
        }

        /** All that wait now, the oldest first. */
        public List<LogLine> drain() {
            List<LogLine> lines = new ArrayList<>();
            waiting.drainTo(lines);
            return lines;
        }

        /** How many lines did not reach the reader since this was asked last, as it did not take them in time. */
        public long dropped() {
            return dropped.getAndSet(0);
        }

        /** Brings no more. */
        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    /** Keeps no more lines. */
    @Override
    public void close() {
        root().detachAppender(appender);
        appender.stop();
        subscriptions.clear();
        lock.lock();
        try {
            kept.clear();
            characters = 0;
        } finally {
            lock.unlock();
        }
    }
}
