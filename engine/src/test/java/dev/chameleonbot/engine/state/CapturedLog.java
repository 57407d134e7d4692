package dev.chameleonbot.engine.state;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.chameleonbot.engine.resilience.OwnLog;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps what a class logs in a test from INFO on, and keeps it off the console, until closed; one at a time a class. */
public final class CapturedLog implements AutoCloseable {
    static {
        // The engine itself does not know Logback, and so its module does not read Logback's.
        Module engine = CapturedLog.class.getModule();
        for (String name : List.of("ch.qos.logback.classic", "ch.qos.logback.core")) {
            ModuleLayer.boot().findModule(name).ifPresent(engine::addReads);
        }
    }

    private final Logger logger;
    private final OwnLog appender = new OwnLog();

    private CapturedLog(Logger logger) {
        this.logger = logger;
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        appender.start();
    }

    public static CapturedLog of(Class<?> type) {
        return new CapturedLog((Logger) LoggerFactory.getLogger(type));
    }

    /** Level and message of what was logged. */
    public List<String> lines() {
        return appender.events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setAdditive(true);
        logger.setLevel(null);
    }
}
