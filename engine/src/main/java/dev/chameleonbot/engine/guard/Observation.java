package dev.chameleonbot.engine.guard;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What the {@link Watchdog} has seen of one thread's call. Of the watchdog's thread only.
 *
 * <p>A call's time is the time during which the watchdog was awake to see it: where the whole process stood still, as a
 * suspended one does, no call is to blame.
 */
final class Observation {
    /**
     * A call that got less of a processor than this while it was watched has waited, in native code if not in Java's. It is so
     * little because a thousand others may want the processor too.
     */
    private static final double BURNING = 0.002;

    private final PluginThread thread;
    private long call;
    private long seen;
    private int looks;
    private int runnable;
    private long cpuBefore;
    private boolean burning;

    Observation(PluginThread thread) {
        this.thread = thread;
    }

    /** Looks at the thread after so many nanoseconds; true if it is in the call that it was in the last time. */
    boolean look(long state, long passed) {
        if (!PluginThread.inCall(state)) {
            return false;
        }
        if (PluginThread.number(state) != call) {
            call = PluginThread.number(state);
            seen = 0;
            looks = 0;
            runnable = 0;
            cpuBefore = Cpu.nanos(thread);
            return false;
        }
        seen += passed;
        looks++;
        runnable += thread.getState() == Thread.State.RUNNABLE ? 1 : 0;
        burning = isBurning(runnable, looks, Cpu.nanos(thread) - cpuBefore, seen);
        return true;
    }

    /** Whether it is in a call that does not even want a processor at this moment. */
    boolean waits(long state) {
        return PluginThread.inCall(state) && thread.getState() != Thread.State.RUNNABLE;
    }

    /**
     * Whether a call keeps a processor busy, or would if it got one.
     *
     * @param runnable how often it was neither waiting nor blocked
     * @param looks of how many looks
     * @param cpu how many nanoseconds it has had of a processor
     * @param seen in how many nanoseconds
     */
    static boolean isBurning(int runnable, int looks, long cpu, long seen) {
        return runnable * 2 > looks && cpu > seen * BURNING;
    }

    boolean burning() {
        return burning;
    }

    boolean longerThan(Duration limit) {
        return seen >= limit.toNanos();
    }

    Duration lasted() {
        return Duration.ofNanos(seen);
    }

    /** Loaded when the first call is slow: most hosts never need it. */
    private static final class Cpu {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

        /** How much processor time a platform thread has had; -1 where it has ended or nobody knows. */
        static long nanos(Thread thread) {
            return THREADS.isThreadCpuTimeSupported() ? THREADS.getThreadCpuTime(thread.threadId()) : -1;
        }
    }
}
