package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.status.NopStatusListener;

/**
 * What Logback begins with: lines on standard error. Set up here and not in a {@code logback.xml}, as an XML parser and
 * Logback's own interpreter would be loaded for it at each start. An operator's file, named by the system property
 * {@value ClassicConstants#CONFIG_FILE_PROPERTY}, is used instead. Levels are set by {@link Logging}.
 */
public final class StandardErrorLog extends ContextAwareBase implements Configurator {
    static final String NAME = "STDERR";
    static final String PATTERN =
            "%d{yyyy-MM-dd HH:mm:ss.SSS} %-5level [%X{account:--}] %logger{0} - %escaped%n%trace{50}";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        context.getStatusManager().add(new NopStatusListener());
        ConsoleAppender<ILoggingEvent> appender = new InterruptingAppender();
        appender.setContext(context);
        appender.setName(NAME);
        appender.setTarget(ConsoleTarget.SystemErr.getName());
        appender.setEncoder(Lines.of(context, PATTERN));
        appender.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        // pf4j logs what it throws, with a stack trace; the host says it in a sentence.
        context.getLogger("org.pf4j").setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Has what is drawn on the terminal taken back before each line. */
    static final class InterruptingAppender extends ConsoleAppender<ILoggingEvent> {
        @Override
        protected void subAppend(ILoggingEvent event) {
            StatusLine.interrupted(() -> super.subAppend(event));
        }
    }
}
