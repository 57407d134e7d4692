package dev.chameleonbot.engine.resilience;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Looks after each test whether an error was logged that the test does not provoke, and whether a platform thread of the
 * engine is left.
 *
 * <p>Classes run side by side, and nobody sees whose a thread is: whether one is left shows when a test ends and no other
 * one runs, at the latest after the last one. It is told with those tests that ran when it was first seen.
 */
public final class TidyExtension implements BeforeEachCallback, AfterEachCallback {
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(TidyExtension.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** There once SLF4J has been set up, by whichever class is the first. */
    private static final Logger ROOT = (Logger) await().pollInSameThread()
            .until(() -> LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME), Logger.class::isInstance);

    private static final Set<String> RUNNING = ConcurrentHashMap.newKeySet();
    /** Those that are meant to log errors. */
    private static final Set<String> PROVOKING = ConcurrentHashMap.newKeySet();

    private static final Set<Thread> REPORTED = ConcurrentHashMap.newKeySet();
    /** Which tests ran when a thread was seen first. */
    private static final Map<Thread, Set<String>> SEEN = new ConcurrentHashMap<>();

    static {
        // Ten times as often as otherwise: what tests of the engine wait for is mostly there within milliseconds.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        OwnLog.begin(nameOf(context));
        RUNNING.add(nameOf(context));
        if (isExpected(context)) {
            PROVOKING.add(nameOf(context));
        }
        OwnLog errors = new OwnLog(PROVOKING::isEmpty);
        errors.start();
        ROOT.addAppender(errors);
        context.getStore(NAMESPACE).put(OwnLog.class, errors);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        OwnLog errors = Objects.requireNonNull(context.getStore(NAMESPACE).remove(OwnLog.class, OwnLog.class));
        ROOT.detachAppender(errors);
        OwnLog.end();
        PROVOKING.remove(nameOf(context));
        List<String> problems = new ArrayList<>(leftThreads(nameOf(context)));
        if (!isExpected(context)) {
            errors.events().stream()
                    .filter(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                    .forEach(event -> problems.add("logged as an error: " + event.getFormattedMessage()));
        }
        if (!problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private static List<String> leftThreads(String test) {
        engineThreads().forEach(thread -> SEEN.putIfAbsent(thread, Set.copyOf(RUNNING)));
        RUNNING.remove(test);
        try {
            await().atMost(PATIENCE)
                    .until(() -> !RUNNING.isEmpty() || engineThreads().isEmpty());
            return List.of();
        } catch (ConditionTimeoutException e) {
            return engineThreads().stream()
                    .filter(REPORTED::add)
                    .map(thread -> thread + " is left, of one of " + SEEN.getOrDefault(thread, Set.of(test)))
                    .toList();
        }
    }

    private static String nameOf(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName() + " " + context.getDisplayName();
    }

    private static boolean isExpected(ExtensionContext context) {
        return context.getRequiredTestMethod().isAnnotationPresent(LogsErrors.class)
                || context.getRequiredTestClass().isAnnotationPresent(LogsErrors.class);
    }

    /** But those that were told of. */
    private static List<Thread> engineThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("chameleon") && !REPORTED.contains(thread))
                .toList();
    }
}
