package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Context;
import ch.qos.logback.core.encoder.Encoder;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.slf4j.event.Level;

/** The program's log: Logback on standard error and in files, with what libraries say through the JDK's loggers in it. */
public final class Logging {
    private Logging() {}

    /**
     * Sets up the log, for the host and for plugins alike.
     *
     * @param level from which level on lines are shown; libraries are shown from WARN on
     */
    public static void start(Level level) {
        start(level, level);
    }

    /**
     * Sets up the log.
     *
     * @param level from which level on the host's lines are shown; libraries are shown from WARN on
     * @param plugins from which level on those that plugins write to the log of their bot are
     */
    public static void start(Level level, Level plugins) {
        if (!SLF4JBridgeHandler.isInstalled()) {
            SLF4JBridgeHandler.removeHandlersForRootLogger();
            SLF4JBridgeHandler.install();
        }
        set(Logger.ROOT_LOGGER_NAME, level.toInt() > Level.WARN.toInt() ? level : Level.WARN);
        set("dev.chameleonbot", level);
        set("plugin", plugins);
    }

    /**
     * Says how lines on standard error are from now on; where an operator's own file of Logback says it, that holds. Files
     * are not concerned.
     *
     * @param onlyErrors whether nothing but errors is written there
     */
    public static void standardError(LogFormat format, boolean onlyErrors) {
        standardError().ifPresent(appender -> {
            appender.setEncoder(encoder(format, StandardErrorLog.PATTERN));
            appender.clearAllFilters();
            if (onlyErrors) {
                appender.addFilter(errors());
            }
        });
    }

    private static ThresholdFilter errors() {
        ThresholdFilter errors = new ThresholdFilter();
        errors.setLevel(ch.qos.logback.classic.Level.ERROR.levelStr);
        errors.start();
        return errors;
    }

    private static Optional<StandardErrorLog.InterruptingAppender> standardError() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        return root.getAppender(StandardErrorLog.NAME) instanceof StandardErrorLog.InterruptingAppender appender
                ? Optional.of(appender)
                : Optional.empty();
    }

    static Encoder<ILoggingEvent> encoder(LogFormat format, String pattern) {
        Context context = (Context) LoggerFactory.getILoggerFactory();
        return switch (format) {
            case TEXT -> Lines.of(context, pattern);
            case JSON -> JsonLines.of(context);
        };
    }

    private static void set(String logger, Level level) {
        ((Logger) LoggerFactory.getLogger(logger)).setLevel(ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }
}
