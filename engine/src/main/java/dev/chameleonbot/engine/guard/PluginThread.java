package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.guard.CallResult.Ending;
import dev.chameleonbot.plugin.host.Mutex;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A platform thread of a {@link PluginExecutor}, and the call of a behaviour that it is in. A plugin's own threads, which
 * inherit its group, are not of this class.
 *
 * <p>Concurrency: {@code state} is a call's number and its phase. The thread itself begins and ends calls. Anybody may
 * interrupt or abandon the one call whose state they have seen, which fails if it has ended since. The lock makes the change
 * of state and the interrupt one step, so that no interrupt meets a later call. {@code observation} is the watchdog's.
 */
final class PluginThread extends Thread {
    private static final Logger log = LoggerFactory.getLogger(PluginThread.class);
    private static final int PHASES = 2;
    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long INTERRUPTED = 2;
    private static final long ABANDONED = 3;

    private final Mutex lock = new Mutex();
    private final AtomicLong state = new AtomicLong(IDLE);
    private volatile @Nullable PluginTask task;
    private volatile String what = "";
    private final Observation observation = new Observation(this);

    /** {@code group} is inherited by the threads that a plugin starts in a call. */
    PluginThread(ThreadGroup group, Runnable run, String name) {
        super(group, run, name, 0, false);
        setDaemon(true);
        setContextClassLoader(PluginThread.class.getClassLoader());
    }

    /**
     * Makes one call; on this thread only. What it throws is described while its time still runs, as that calls the plugin.
     *
     * @param name what it is, for people
     */
    CallResult call(PluginTask of, String name, Runnable call) {
        task = of;
        what = name;
        state.set(((state.get() >>> PHASES) + 1) << PHASES | RUNNING);
        CallResult result = CallResult.DONE;
        try {
            call.run();
        } catch (Throwable e) { // Anything a plugin throws is its own failure, also what no compiler let it throw.
            result = CallResult.failed(e);
            tell(of, e);
        } finally {
            task = null;
        }
        return end(result);
    }

    private void tell(PluginTask of, Throwable thrown) {
        String plugin = of.pluginId();
        try {
            log.error("'{}' failed in {} for {}", plugin, what, of.login(), thrown);
        } catch (Throwable hostile) {
            String type = thrown.getClass().getName();
            log.error(
                    "'{}' failed in {} for {} and threw a {} that cannot be described", plugin, what, of.login(), type);
        }
    }

    private CallResult end(CallResult result) {
        long running = state.get();
        if (phase(running) == RUNNING && state.compareAndSet(running, in(running, IDLE))) {
            Thread.interrupted(); // The behaviour's own; the next call must not meet it.
            return result;
        }
        return lock.get(() -> {
            Thread.interrupted();
            if (isLost()) {
                return new CallResult(Ending.ABANDONED, result.error(), result.thrown());
            }
            state.set(in(running, IDLE));
            return new CallResult(Ending.INTERRUPTED, result.error(), result.thrown());
        });
    }

    /** Interrupts the call of a task, if that is what it is in. */
    @SuppressWarnings("ReferenceEquality") // That very task, not one like it.
    void interrupt(PluginTask of) {
        long seen = state.get();
        if (task == of) {
            interrupt(seen);
        }
    }

    /** Interrupts the call that had this state; false if it has ended or was interrupted before. */
    boolean interrupt(long seen) {
        return lock.get(() -> {
            boolean first = phase(seen) == RUNNING && state.compareAndSet(seen, in(seen, INTERRUPTED));
            if (first || (phase(seen) == INTERRUPTED && state.get() == seen)) {
                interrupt();
            }
            return first;
        });
    }

    /** Gives up the interrupted call that had this state; false if it has ended. */
    boolean abandon(long seen) {
        return lock.get(() -> phase(seen) == INTERRUPTED && state.compareAndSet(seen, in(seen, ABANDONED)));
    }

    /** Whether its latest call was given up. */
    boolean isLost() {
        return phase(state.get()) == ABANDONED;
    }

    /** Is back from a call that was given up; on this thread only. */
    void comeBack() {
        state.set(in(state.get(), IDLE));
    }

    /** Whether it is still in the call that had this state before it was given up. */
    boolean hangsIn(long seen) {
        return state.get() == in(seen, ABANDONED) && isAlive();
    }

    long callState() {
        return state.get();
    }

    static boolean inCall(long state) {
        return phase(state) == RUNNING || phase(state) == INTERRUPTED;
    }

    static boolean wasInterrupted(long state) {
        return phase(state) == INTERRUPTED;
    }

    /** The number of the call, in any phase. */
    static long number(long state) {
        return state >>> PHASES;
    }

    private static long phase(long state) {
        return state & 3;
    }

    private static long in(long state, long phase) {
        return state >>> PHASES << PHASES | phase;
    }

    @Nullable
    PluginTask task() {
        return task;
    }

    String what() {
        return what;
    }

    Observation observation() {
        return observation;
    }
}
