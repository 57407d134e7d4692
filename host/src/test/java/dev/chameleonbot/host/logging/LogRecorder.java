package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What one class logs, or all of the host, from INFO on, as level and message. */
public final class LogRecorder extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogRecorder(Logger logger) {
        this.logger = logger;
    }

    public static LogRecorder of(Class<?> logging) {
        return of(logging.getName());
    }

    public static LogRecorder ofTheHost() {
        return of("dev.chameleonbot");
    }

    @SuppressWarnings(
            "LockOnNonEnclosingClassLiteral") // SLF4J's own, while it begins: who does not wait gets a stand-in
    public static LogRecorder of(String name) {
        Logger logger;
        synchronized (LoggerFactory.class) {
            logger = (Logger) LoggerFactory.getLogger(name);
        }
        LogRecorder recorder = new LogRecorder(logger);
        recorder.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(recorder);
        return recorder;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    protected void append(ILoggingEvent event) {
        lines.add(event.getLevel() + " " + event.getFormattedMessage());
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
