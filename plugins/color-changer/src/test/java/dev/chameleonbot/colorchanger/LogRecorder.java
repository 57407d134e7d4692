package dev.chameleonbot.colorchanger;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** Records what the color changer logs in one test. */
final class LogRecorder implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.chameleonbot.colorchanger");
    private final ListAppender<ILoggingEvent> recorded = new ListAppender<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        recorded.list.clear();
        recorded.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(recorded);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(recorded);
        logger.setLevel(null);
    }

    /** The lines of one level. */
    List<String> at(Level level) {
        return recorded.list.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
