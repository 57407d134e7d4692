package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;

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
        set(Logger.ROOT_LOGGER_NAME, level.toInt() > Level.WARN.toInt() ? level : Level.WARN);
        set("dev.chameleonbot", level);
    }

    private static void set(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }
}
