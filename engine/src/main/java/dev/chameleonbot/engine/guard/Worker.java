package dev.chameleonbot.engine.guard;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One platform thread of a {@link Crew}, and the call that it is in.
 *
 * <p>Concurrency: {@code state} is a call's number and its phase. The worker's thread begins and ends calls; anybody may
 * interrupt or abandon the one call whose state they have seen, and fails if it has ended since. The lock makes the change
 * of state and the interrupt one step, so that no interrupt meets a later call. Fields after "of the watch" are read and
 * written by the watch's thread only.
 */
public final class Worker implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final int PHASES = 2;
    private static final long IDLE = 0;
    private static final long RUNNING = 1;
    private static final long INTERRUPTED = 2;
    private static final long ABANDONED = 3;

    private final Crew crew;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong state = new AtomicLong(IDLE);
    private volatile @Nullable Guarded session;
    private volatile String what = "";

    // of the watch
    private final CallWatch watch = new CallWatch(this);

    /** How a call ended, as far as the watch is concerned. */
    public enum Ending {
        /** In time. */
        IN_TIME,
        /** After it was interrupted. */
        INTERRUPTED,
        /** So late that its session has been given up: whoever called has nothing more to do with it. */
        ABANDONED
    }

    /** {@code group} is inherited by the threads that a plugin begins in a call, by which they are known for its own. */
    Worker(Crew crew, ThreadGroup group, String name) {
        this.crew = crew;
        this.thread = new CallingThread(group, this, name);
    }

    @Override
    public void run() {
        try {
            for (Guarded next = crew.next(this); next != null; next = crew.next(this)) {
                long began = System.nanoTime();
                long before = number(state.get());
                next.turn(this);
                long length = System.nanoTime() - began;
                crew.took(length);
                crew.meter().called(number(state.get()) - before, length);
            }
        } catch (Throwable e) { // A plugin's throwables end in the session; this one is ours.
            log.error("{} died", thread.getName(), e);
            crew.died(this);
        }
    }

    /**
     * Makes one call of a session; on the worker's own thread.
     *
     * @param of whose call it is
     * @param name what it is, for people
     * @param call what to run; it must not throw
     * @return how it ended
     */
    public Ending call(Guarded of, String name, Runnable call) {
        session = of;
        what = name;
        state.set(((state.get() >>> PHASES) + 1) << PHASES | RUNNING);
        try {
            call.run();
        } finally {
            session = null;
        }
        return end();
    }

    private Ending end() {
        long running = state.get();
        if (phase(running) == RUNNING && state.compareAndSet(running, in(running, IDLE))) {
            Thread.interrupted(); // Of the behaviour's own making; the next call is not to meet it.
            return Ending.IN_TIME;
        }
        lock.lock();
        try {
            boolean abandoned = phase(state.get()) == ABANDONED;
            Thread.interrupted();
            if (!abandoned) {
                state.set(in(running, IDLE));
            }
            return abandoned ? Ending.ABANDONED : Ending.INTERRUPTED;
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is the one that runs this. */
    public boolean isCurrent() {
        return thread.equals(Thread.currentThread());
    }

    /** Interrupts the call of a session, if that is what it is in. */
    @SuppressWarnings("ReferenceEquality") // The very session, not one like it.
    public void interrupt(Guarded of) {
        long seen = state.get();
        if (session == of) {
            interrupt(seen);
        }
    }

    /** Interrupts the call that had this state; false if it has ended, or was interrupted before. */
    boolean interrupt(long seen) {
        lock.lock();
        try {
            boolean first = phase(seen) == RUNNING && state.compareAndSet(seen, in(seen, INTERRUPTED));
            if (first || (phase(seen) == INTERRUPTED && state.get() == seen)) {
                thread.interrupt();
            }
            return first;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up the interrupted call that had this state; false if it has ended. */
    boolean abandon(long seen) {
        lock.lock();
        try {
            return phase(seen) == INTERRUPTED && state.compareAndSet(seen, in(seen, ABANDONED));
        } finally {
            lock.unlock();
        }
    }

    /** Whether its thread is still in a call that was given up. */
    boolean hangs() {
        return phase(state.get()) == ABANDONED && thread.isAlive();
    }

    boolean isLost() {
        return phase(state.get()) == ABANDONED;
    }

    long state() {
        return state.get();
    }

    static boolean inCall(long state) {
        return phase(state) == RUNNING || phase(state) == INTERRUPTED;
    }

    static boolean interrupted(long state) {
        return phase(state) == INTERRUPTED;
    }

    /** The number of the call, whatever its phase. */
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
    Guarded session() {
        return session;
    }

    String what() {
        return what;
    }

    Thread thread() {
        return thread;
    }

    CallWatch watch() {
        return watch;
    }

    /** Of a class of the engine's, which tells it from the threads that a plugin begins in a call: those are in its group. */
    private static final class CallingThread extends Thread {
        CallingThread(ThreadGroup group, Runnable worker, String name) {
            super(group, worker, name, 0, false);
            setDaemon(true);
            setContextClassLoader(Worker.class.getClassLoader());
        }
    }
}
