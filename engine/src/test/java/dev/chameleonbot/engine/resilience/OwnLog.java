package dev.chameleonbot.engine.resilience;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what the test logs in which it was made: on the test's thread, and on those that this one and they have begun. */
public final class OwnLog extends AppenderBase<ILoggingEvent> {
    private static final InheritableThreadLocal<@Nullable String> TEST = new InheritableThreadLocal<>();

    private final @Nullable String test = TEST.get();
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** A test with that name begins on this thread. */
    static void begin(String test) {
        TEST.set(test);
    }

    /** The test of this thread has ended. */
    static void end() {
        TEST.remove();
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Objects.equals(test, TEST.get())) {
            events.add(event);
        }
    }

    public List<ILoggingEvent> events() {
        return events;
    }
}
