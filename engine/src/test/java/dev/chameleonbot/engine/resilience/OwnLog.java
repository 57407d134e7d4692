package dev.chameleonbot.engine.resilience;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the test logs in which it was made: on the test's thread, and on those that this one and they have begun. What
 * the threads of plugins log, which inherit nothing, may be any test's.
 */
public final class OwnLog extends AppenderBase<ILoggingEvent> {
    private static final InheritableThreadLocal<@Nullable String> TEST = new InheritableThreadLocal<>();

    private final @Nullable String test = TEST.get();
    private final BooleanSupplier takesAnybodys;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** Also keeps what may be any test's. */
    public OwnLog() {
        this(() -> true);
    }

    /** Keeps what may be any test's where that holds at the time. */
    OwnLog(BooleanSupplier takesAnybodys) {
        this.takesAnybodys = takesAnybodys;
    }

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
        String other = TEST.get();
        if (other == null ? takesAnybodys.getAsBoolean() : other.equals(test)) {
            events.add(event);
        }
    }

    public List<ILoggingEvent> events() {
        return events;
    }
}
