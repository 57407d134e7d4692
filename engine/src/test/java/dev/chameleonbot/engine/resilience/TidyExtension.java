package dev.chameleonbot.engine.resilience;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Looks after each test whether a platform thread of the engine is left, and whether an error was logged that the test
 * does not provoke.
 */
public final class TidyExtension implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TidyExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    static {
        // Ten times as often as otherwise: what tests of the engine wait for is mostly there within milliseconds.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        ListAppender<ILoggingEvent> errors = new ListAppender<>();
        errors.start();
        root().addAppender(errors);
        context.getStore(NAMESPACE).put(Before.class, new Before(errors, engineThreads()));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        Before before = Objects.requireNonNull(context.getStore(NAMESPACE).remove(Before.class, Before.class));
        root().detachAppender(before.errors);
        List<String> problems = new ArrayList<>();
        try {
            await().atMost(PATIENCE).until(() -> before.threads.containsAll(engineThreads()));
        } catch (ConditionTimeoutException e) {
            problems.add("threads are left: " + engineThreads());
        }
        if (!isExpected(context)) {
            List.copyOf(before.errors.list).stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                    .forEach(event -> problems.add("logged as an error: " + event.getFormattedMessage()));
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private record Before(ListAppender<ILoggingEvent> errors, List<Thread> threads) {}

    private static boolean isExpected(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(LogsErrors.class)
                || context.getRequiredTestClass().isAnnotationPresent(LogsErrors.class);
    }

    private static List<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chameleon"))
                .toList();
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
