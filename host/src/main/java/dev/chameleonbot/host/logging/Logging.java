package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** The program's log: Logback on standard error, with what libraries say through the JDK's loggers in it. */
public final class Logging {
    private Logging() {}

    /**
     * Sets up the log.
     *
     * @param level from which level on lines are shown; libraries are shown from WARN on
     */
    public static void start(Level level) {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        logger(Logger.ROOT_LOGGER_NAME).setLevel(level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN);
        logger("dev.chameleonbot").setLevel(level);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
