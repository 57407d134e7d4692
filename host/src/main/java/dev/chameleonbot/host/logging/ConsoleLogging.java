package dev.chameleonbot.host.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * Configures logging without a file: short lines for people on standard error.
 *
 * <p>Logback finds it as a service, so that nothing is logged in another way before the command line is read.
 */
public final class ConsoleLogging extends ContextAwareBase implements Configurator {
    private static final String PATTERN = "%d{HH:mm:ss} %-5level %msg%n";

    /** What is left of libraries' own messages, whatever level is asked for. */
    private static final Map<String, Level> LIBRARIES = Map.of(
            // Whatever is wrong with a plugin is said by the host, in one sentence.
            "org.pf4j", Level.OFF,
            "com.github.philippheuer", Level.WARN,
            "com.github.twitch4j", Level.WARN,
            "com.netflix", Level.WARN,
            "feign", Level.WARN,
            "io.github.xanthic", Level.WARN,
            "okhttp3", Level.WARN);

    /** Creates the configurator, as the service loader does it. */
    public ConsoleLogging() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(PATTERN);
        encoder.start();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setName("console");
        console.setTarget("System.err");
        console.setEncoder(encoder);
        console.start();
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.addAppender(console);
        root.setLevel(Level.WARN);
        LIBRARIES.forEach((name, level) -> context.getLogger(name).setLevel(level));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /**
     * Sets what is logged from now on, and takes in what the JDK's own logging is told.
     *
     * @param least the least severe level that is shown
     */
    public static void show(LogLevel least) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.valueOf(least.name()));
    }
}
