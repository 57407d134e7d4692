package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform threads on which one plugin's sessions are called: as many as there are processors while calls are short,
 * more while calls wait for something, a few more while they burn, and none while there is nothing to do.
 *
 * <p>A call that spins holds up a platform thread of its own plugin and nothing else: the operating system takes the
 * processor away from it, which the scheduler of virtual threads would not. The number of threads depends on how many calls
 * are slow at once, not on the number of accounts.
 *
 * <p>Concurrency: the lock guards everything that is not final; no session and no logging runs under it. {@link #tick} is
 * the watch's and comes from one thread. While somebody is at work, sessions are put into the queue and taken out of it
 * without the lock: whoever puts looks at {@code attended} or {@code staffed} afterwards, and whoever makes one of them false
 * looks at the queue afterwards, so one of the two sees the other.
 */
public final class Crew {
    private static final Logger log = LoggerFactory.getLogger(Crew.class);
    /** More threads than this for calls that wait would be more than the machine is good for. */
    static final int MOST_WAITING = 256;
    /** More threads than this that burn would take too much from everybody else. */
    static final int MOST_BURNING = 6;
    /** From so many calls on that burn and will never end, nobody calls the plugin any more. */
    static final int MOST_HANGING_BURNING = 8;
    /** The same for calls that merely wait. */
    static final int MOST_HANGING = 64;

    /**
     * Where a turn takes longer than this on average, its plugin's next session is not left waiting for its end: waking a
     * thread costs some ten microseconds, and the system may take the processor away from a short turn for milliseconds.
     */
    private static final long LONG_TURN = TimeUnit.MILLISECONDS.toNanos(2);

    /** No turn counts as more than this: one alone makes no plugin slow. */
    private static final long LONGEST_COUNTED = 7 * LONG_TURN;

    private static final int AVERAGED_TURNS = 8;

    /** How long a thread waits for work before it ends. */
    private static final Patience PATIENCE = Patience.of(Duration.ofSeconds(10));

    private final String pluginId;
    private final GuardLimits limits;
    private final Executor reactions;
    private final Runnable onWork;
    private final Patience patience;
    private final Consumer<Thread> starter;
    private final int core = Math.max(2, Runtime.getRuntime().availableProcessors());
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ready = lock.newCondition();
    private final ThreadGroup group;
    private final PluginMeter meter = new PluginMeter();
    private final Queue<Guarded> queue = new ConcurrentLinkedQueue<>();
    private final List<Worker> workers = new ArrayList<>();
    private final List<Hanging> hanging = new ArrayList<>();
    private int allowed = core;
    /** How many workers wait, the one that has been woken included. */
    private int idle;
    /** Whether one of them has been woken and has not looked yet. */
    private boolean woken;

    private int members;
    private int started;
    // written under the lock by changed(), read without it
    /** Whether a worker is at work or has been woken, and so will look at the queue. */
    private volatile boolean attended;
    /** Whether there are workers at all, and the watch looks after them. */
    private volatile boolean staffed;
    /** Whether there are more workers than there may be. */
    private volatile boolean overstaffed;
    /** Whether the last thread could not be started, so that it is told once. */
    private volatile boolean starved;
    /** How long turns have taken of late, in nanoseconds. Written by whoever ends a turn: a lost update does no harm. */
    private volatile long turnLength;
    /** Whether the last look failed and that has been told. Of the watch. */
    private boolean failing;
    /** So that nobody who asks for each message needs the lock. */
    private volatile boolean anyHang;

    /** How a thread waits to be woken, the crew's lock in its hands. */
    @FunctionalInterface
    interface Patience {
        /** Waits until the condition is signalled, or wakes without reason; false if it has waited for long enough. */
        boolean await(Condition woken) throws InterruptedException;

        @SuppressWarnings("WaitNotInLoop") // The crew has the loop.
        static Patience of(Duration atMost) {
            return woken -> woken.awaitNanos(atMost.toNanos()) > 0;
        }
    }

    /** A call that was given up. */
    private record Hanging(Worker worker, String login, ChatBehaviour behaviour, Overrun overrun) {
        /** Whether it is the same behaviour object, whatever that says of its equals. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Guarded session) {
            return login.equals(session.login()) && behaviour == session.behaviour();
        }
    }

    /** {@code reactions} runs what the watch must not wait for; {@code onWork} is told when there may be calls to watch. */
    Crew(String pluginId, GuardLimits limits, Executor reactions, Runnable onWork) {
        this(pluginId, limits, reactions, onWork, PATIENCE, Thread::start);
    }

    /** With another patience of its threads and another way to start them, for tests. */
    Crew(
            String pluginId,
            GuardLimits limits,
            Executor reactions,
            Runnable onWork,
            Patience patience,
            Consumer<Thread> starter) {
        this.pluginId = pluginId;
        this.group = new ThreadGroup(PluginThreads.group(pluginId));
        this.limits = limits;
        this.reactions = reactions;
        this.onWork = onWork;
        this.patience = patience;
        this.starter = starter;
    }

    /** Counts what the plugin's sessions do. */
    public PluginMeter meter() {
        return meter;
    }

    /** A session joins. */
    public void join() {
        lock.lock();
        try {
            members++;
        } finally {
            lock.unlock();
        }
    }

    /** A session that joined has ended. With the last one its threads end: they may hold on to the plugin. */
    public void leave() {
        lock.lock();
        try {
            members--;
            if (members <= 0) {
                ready.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Gives a session a turn, as soon as a thread is free. Returns at once. */
    public void submit(Guarded session) {
        queue.add(session);
        if (!attended || hasLongTurns()) {
            rouse();
        }
    }

    /**
     * Gives a session a turn when a worker is there anyway, after a tick of the watch at the latest. Returns at once.
     *
     * @see #hurry
     */
    public void submitForLater(Guarded session) {
        queue.add(session);
        if (!staffed) {
            rouse();
        }
    }

    /** Sees to it that a session that may be waiting for later does not. */
    public void hurry() {
        if (!attended) {
            rouse();
        }
    }

    /**
     * Has a worker look at the queue. Where one is at work or has been woken it will, most often within microseconds, and
     * nobody else is woken for that: it costs more than most turns. Where turns have been long of late, one that waits is
     * woken all the same; where this is the first long one, the watch does that.
     */
    private void rouse() {
        Worker fresh = null;
        lock.lock();
        try {
            if (queue.isEmpty() || (attended && !hasLongTurns())) {
                return;
            }
            if (idle > 0) {
                woken = true;
                ready.signal();
                changed();
            } else {
                fresh = another();
            }
        } finally {
            lock.unlock();
        }
        start(fresh);
    }

    /**
     * A turn has ended.
     *
     * @param nanos after so long
     */
    void took(long nanos) {
        long before = turnLength;
        turnLength = before + (Math.min(nanos, LONGEST_COUNTED) - before) / AVERAGED_TURNS;
    }

    private boolean hasLongTurns() {
        return turnLength > LONG_TURN;
    }

    /** Whether a worker is at work or has been woken. */
    boolean isAttended() {
        return attended;
    }

    /** Tells those who do not have the lock. Under the lock, after each change of the workers and of how many wait. */
    private void changed() {
        attended = woken || idle < workers.size();
        staffed = !workers.isEmpty();
        overstaffed = workers.size() > allowed;
    }

    /** One more worker, if that is allowed. Under the lock. */
    private @Nullable Worker another() {
        if (workers.size() >= allowed) {
            return null;
        }
        started++;
        Worker fresh = new Worker(this, group, group.getName() + "-" + started);
        workers.add(fresh);
        changed();
        return fresh;
    }

    /** Where the system has no thread to give, the watch tries again for as long as somebody waits. */
    private void start(@Nullable Worker fresh) {
        if (fresh == null) {
            return;
        }
        try {
            starter.accept(fresh.thread());
            starved = false;
        } catch (OutOfMemoryError e) {
            lock.lock();
            try {
                workers.remove(fresh);
                changed();
            } finally {
                lock.unlock();
            }
            tellStarved(e);
        }
        onWork.run();
    }

    private void tellStarved(OutOfMemoryError refusal) {
        if (!starved) {
            starved = true;
            log.error("'{}' gets no thread, and waits until there is one", pluginId, refusal);
        }
    }

    /** The next session that a worker is to give a turn to; null if the worker is to end. */
    @Nullable
    Guarded next(Worker worker) {
        Guarded next = overstaffed || worker.isLost() ? null : queue.poll();
        return next == null ? await(worker) : next;
    }

    private @Nullable Guarded await(Worker worker) {
        lock.lock();
        try {
            if (worker.isLost() || !workers.contains(worker)) { // Lost before giveUp knows of it, maybe.
                hanging.removeIf(one -> one.worker() == worker); // It has ended after all.
                return null;
            }
            boolean patient = true;
            while (true) {
                Guarded next = overstaffed ? null : queue.poll();
                if (next != null) {
                    return next;
                }
                if (!patient || members <= 0 || overstaffed) {
                    if (mayLeave(worker)) {
                        return null;
                    }
                } else {
                    patient = idle();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits to be woken, unless something has come meanwhile; false if that takes too long. Under the lock. */
    private boolean idle() {
        idle++;
        changed();
        try {
            return !queue.isEmpty() || patience.await(ready);
        } catch (InterruptedException e) {
            return true; // Meant for a call that has ended: nobody else interrupts a worker.
        } finally {
            idle--;
            woken = false;
            changed();
        }
    }

    /** Takes a worker off, unless it is the one that has to look after what has come meanwhile. Under the lock. */
    private boolean mayLeave(Worker worker) {
        workers.remove(worker);
        changed();
        if (!queue.isEmpty() && !attended) {
            if (idle == 0) {
                workers.add(worker);
                changed();
                return false;
            }
            woken = true; // It may have been the one that was told.
            ready.signal();
            changed();
        }
        return true;
    }

    void died(Worker worker) {
        lock.lock();
        try {
            workers.remove(worker);
            changed();
        } finally {
            lock.unlock();
        }
        hurry();
    }

    /** Looks after the calls; false if there is nobody to look after. What fails is told once, and done in the next tick. */
    boolean tick(long passed) {
        try {
            boolean anybody = look(passed);
            failing = false;
            return anybody;
        } catch (Throwable e) {
            tellFailing(e);
            return true;
        }
    }

    private void tellFailing(Throwable failure) {
        if (failing) {
            return;
        }
        try {
            log.error("The calls of '{}' could not be looked after just now", pluginId, failure);
            failing = true;
        } catch (OutOfMemoryError e) { // That needs memory too: told in a later tick.
            failing = false;
        }
    }

    private boolean look(long passed) {
        List<Worker> now;
        lock.lock();
        try {
            now = List.copyOf(workers);
        } finally {
            lock.unlock();
        }
        int waiting = 0;
        int burning = 0;
        for (Worker worker : now) {
            long state = worker.state();
            CallWatch watch = worker.watch();
            if (!watch.look(state, passed)) {
                waiting += hasLongTurns() && watch.waits(state) ? 1 : 0;
                continue;
            }
            burning += watch.burning() ? 1 : 0;
            waiting += watch.burning() ? 0 : 1;
            if (watch.longerThan(limits.call())) {
                judge(worker, state, watch);
            }
        }
        enlarge(waiting, burning);
        return !now.isEmpty() || !queue.isEmpty();
    }

    private void judge(Worker worker, long state, CallWatch watch) {
        Guarded session = worker.session();
        if (session == null) {
            return;
        }
        String what = worker.what();
        Duration lasted = watch.lasted();
        boolean burning = watch.burning();
        if (!Worker.interrupted(state)) {
            react(() -> {
                Overrun overrun =
                        Overrun.of(what, lasted, burning, worker.thread().getStackTrace());
                if (worker.interrupt(state)) {
                    session.overran(overrun);
                }
            });
        } else if (watch.longerThan(limits.call().plus(limits.grace()))) {
            react(() -> {
                Overrun overrun =
                        Overrun.of(what, lasted, burning, worker.thread().getStackTrace());
                if (worker.abandon(state)) {
                    giveUp(worker, session, overrun);
                    session.abandoned(overrun);
                }
            });
        }
    }

    /** Where there is no thread for it, the next tick asks for one again. */
    private void react(Runnable reaction) {
        try {
            reactions.execute(reaction);
        } catch (OutOfMemoryError e) {
            tellStarved(e);
        }
    }

    private void giveUp(Worker worker, Guarded session, Overrun overrun) {
        Worker fresh;
        lock.lock();
        try {
            workers.remove(worker);
            changed();
            anyHang = true;
            hanging.add(new Hanging(worker, session.login(), session.behaviour(), overrun));
            fresh = queue.isEmpty() ? null : another();
        } finally {
            lock.unlock();
        }
        start(fresh);
    }

    /** Calls that wait make room for twice as many, calls that burn for one more each; what is slow is replaced at once. */
    private void enlarge(int waiting, int burning) {
        List<Worker> fresh = new ArrayList<>();
        lock.lock();
        try {
            allowed = core + Math.min(2 * waiting, MOST_WAITING) + Math.min(burning, MOST_BURNING);
            long queued = queue.stream().limit(allowed).count();
            for (long i = Math.min(idle, queued); i > 0; i--) {
                woken = true;
                ready.signal();
            }
            changed();
            for (long i = idle; i < queued && workers.size() < allowed; i++) {
                Worker one = another();
                if (one != null) {
                    fresh.add(one);
                }
            }
        } finally {
            lock.unlock();
        }
        fresh.forEach(this::start);
    }

    /**
     * Why a session must not be called at all: an earlier call of the same behaviour for the same account still hangs, or
     * too many others do.
     *
     * @param session the session
     * @return the reason, or empty if it may be called
     */
    public Optional<String> refusal(Guarded session) {
        if (!anyHang) {
            return Optional.empty();
        }
        lock.lock();
        try {
            hanging.removeIf(one -> !one.worker().hangs());
            anyHang = !hanging.isEmpty();
            long burning =
                    hanging.stream().filter(one -> one.overrun().burning()).count();
            if (burning >= MOST_HANGING_BURNING || hanging.size() >= MOST_HANGING) {
                return Optional.of(
                        hanging.size() + " calls of this plugin for other accounts have never ended; restart the host");
            }
            return hanging.stream()
                    .filter(one -> one.isOf(session))
                    .map(one -> "an earlier call (" + one.overrun().what() + ") has never ended")
                    .findAny();
        } finally {
            lock.unlock();
        }
    }

    /** The calls that have not ended, by account and plugin. */
    List<String> unfinished() {
        lock.lock();
        try {
            List<String> names = new ArrayList<>();
            hanging.stream()
                    .filter(one -> one.worker().hangs())
                    .forEach(one -> names.add(
                            one.login() + "/" + pluginId + " (" + one.overrun().what() + ")"));
            for (Worker worker : workers) {
                Guarded session = worker.session();
                if (session != null) {
                    names.add(session.login() + "/" + pluginId + " (" + worker.what() + ")");
                }
            }
            return names;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the threads that are not in a call. */
    void close() {
        lock.lock();
        try {
            members = 0;
            ready.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
