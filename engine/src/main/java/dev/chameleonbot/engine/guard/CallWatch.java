package dev.chameleonbot.engine.guard;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * What the watch knows of one worker's call. Of the watch's thread alone.
 *
 * <p>A call's time is the time during which the watch was awake to see it: where the whole process stood still, as a
 * suspended one does, no call is to blame.
 */
final class CallWatch {
    /** A call that got less of a processor than this while it was watched has rather waited. */
    private static final double BURNING = 0.05;

    private final Worker worker;
    private long call;
    private long seen;
    private long cpuBefore;
    private boolean burning;

    CallWatch(Worker worker) {
        this.worker = worker;
    }

    /** Looks at the worker after so many nanoseconds; true if it is in a call that it was in the last time too. */
    boolean look(long state, long passed) {
        if (!Worker.inCall(state)) {
            return false;
        }
        if (Worker.number(state) != call) {
            call = Worker.number(state);
            seen = 0;
            cpuBefore = Cpu.nanos(worker.thread());
            return false;
        }
        seen += passed;
        burning = Cpu.nanos(worker.thread()) - cpuBefore > seen * BURNING;
        return true;
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
