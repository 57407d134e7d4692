package dev.chameleonbot.engine.guard;

import dev.chameleonbot.engine.metrics.PluginMeter;
import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The platform threads on which one plugin's sessions are called: as many as there are processors while calls are short,
 * more while calls wait, a few more while they burn the processor, and none while there is nothing to do.
 *
 * <p>A call that spins holds up a platform thread of its own plugin and nothing else: the operating system takes the
 * processor away from it, which the scheduler of virtual threads would not. The number of threads depends on how many calls
 * are slow at once, not on the number of accounts.
 *
 * <p>The threads are a {@link ThreadPoolExecutor}'s, which would wake one for each task. That costs more than most turns, so
 * the rule is another one: tasks wait in {@code queue}, and what the pool runs are loops that empty it. A task starts a loop
 * only where none is in progress, or where turns have been long recently. Where the first long one keeps the only loop, the
 * {@link Watchdog} starts more: see {@link #adapt}.
 *
 * <p>Concurrency: {@code loops} counts the loops that were started and have not ended, without those in a call that was given
 * up. Who puts a task into the queue looks at {@code loops} afterwards. A loop that ends counts itself off, then looks at the
 * queue. So one of the two sees the other. The lock guards {@code members} and {@code hanging}; under it nothing is called but
 * the pool, and no task runs.
 */
public final class PluginExecutor {
    private static final Logger log = LoggerFactory.getLogger(PluginExecutor.class);
    /** More threads than this for calls that wait would be more than the machine is good for. */
    private static final int MOST_WAITING = 256;
    /** More threads than this that burn would take too much from everybody else. */
    private static final int MOST_BURNING = 6;
    /** From so many calls on that burn and will never end, nobody calls the plugin any more. */
    private static final int MOST_HANGING_BURNING = 8;
    /** The same for all calls that will never end. */
    private static final int MOST_HANGING = 64;

    private static final int CORE = Math.max(2, Runtime.getRuntime().availableProcessors());

    /**
     * Where a turn takes longer than this on average, the next task does not wait for its end: waking a thread costs some ten
     * microseconds, and the system may take the processor away from a short turn for milliseconds.
     */
    private static final long LONG_TURN = TimeUnit.MILLISECONDS.toNanos(2);

    /** No turn counts as more than this: one alone makes no plugin slow. */
    private static final long LONGEST_COUNTED = 7 * LONG_TURN;

    private static final int AVERAGED_TURNS = 8;

    /** How long a thread waits for work before it ends. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

    private final String pluginId;
    private final Runnable onWork;
    private final Duration keepAlive;
    private final PluginMeter meter = new PluginMeter();
    private final Queue<PluginTask> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger loops = new AtomicInteger();
    private final Runnable loop = this::loop;
    private final Set<PluginThread> threads = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor pool;
    private final Mutex lock = new Mutex();
    private final List<Hanging> hanging = new ArrayList<>();
    private int members;
    /** How many loops there may be. Written by the watchdog. */
    private volatile int allowed = CORE;
    /** Whether the latest thread could not be started, so that it is reported once. */
    private volatile boolean starved;
    /** Whether {@code hanging} has any, so that who asks for each message needs no lock. */
    private volatile boolean anyHangs;
    /** How long turns have taken recently, in nanoseconds. Written at the end of each: a lost update does no harm. */
    private volatile long turnLength;

    /** A call that was given up. */
    private record Hanging(PluginThread thread, long state, String login, ChatBehaviour behaviour, LongCall call) {
        boolean hasEnded() {
            return !thread.hangsIn(state);
        }

        /** Whether it is the same behaviour object, regardless of its {@code equals}. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(PluginTask task) {
            return login.equals(task.login()) && behaviour == task.behaviour();
        }
    }

    /** {@code onWork} is called when there may be calls to watch; it must be quick. */
    PluginExecutor(String pluginId, Runnable onWork) {
        this(pluginId, onWork, KEEP_ALIVE, PluginExecutor::pool);
    }

    /** With another time that threads wait for work, and another pool of them, for tests. */
    PluginExecutor(
            String pluginId,
            Runnable onWork,
            Duration keepAlive,
            BiFunction<ThreadFactory, Duration, ThreadPoolExecutor> pools) {
        this.pluginId = pluginId;
        this.onWork = onWork;
        this.keepAlive = keepAlive;
        ThreadGroup group = new ThreadGroup(PluginThreads.group(pluginId));
        AtomicInteger number = new AtomicInteger();
        this.pool = pools.apply(
                run -> new PluginThread(group, () -> registered(run), group.getName() + "-" + number.incrementAndGet()),
                keepAlive);
    }

    private void registered(Runnable run) {
        PluginThread thread = (PluginThread) Thread.currentThread();
        threads.add(thread);
        try {
            run.run();
        } finally {
            threads.remove(thread);
        }
    }

    static ThreadPoolExecutor pool(ThreadFactory factory, Duration keepAlive) {
        HandOff handOff = new HandOff();
        return new ThreadPoolExecutor(
                0, CORE, keepAlive.toNanos(), TimeUnit.NANOSECONDS, handOff, factory, (run, full) -> handOff.put(run));
    }

    /** Has the pool give a loop to a thread that waits, start another thread if none does, and queue it if none may be started. */
    @SuppressWarnings("serial") // Nobody writes it.
    private static final class HandOff extends LinkedTransferQueue<Runnable> {
        @Override
        public boolean offer(Runnable run) {
            return tryTransfer(run);
        }
    }

    String pluginId() {
        return pluginId;
    }

    /** Counts what the plugin's sessions do. */
    public PluginMeter meter() {
        return meter;
    }

    /** A session joins. */
    public void join() {
        lock.run(() -> {
            members++;
            pool.setKeepAliveTime(keepAlive.toNanos(), TimeUnit.NANOSECONDS);
        });
    }

    /** A session that joined has ended. With the last one the threads end: they may hold on to the plugin. */
    public void leave() {
        lock.run(() -> {
            members--;
            if (members == 0) {
                close();
            }
        });
    }

    /** Ends the threads that are in no call now, and the others after it. */
    void close() {
        pool.setKeepAliveTime(0, TimeUnit.NANOSECONDS);
    }

    /** Gives a task a turn as soon as a thread is free. Returns at once. */
    void submit(PluginTask task) {
        queue.add(task);
        if (loops.get() == 0 || hasLongTurns()) {
            startLoop();
        }
    }

    /**
     * Gives a task a turn when a thread looks at the queue anyway, after a look of the watchdog at the latest. Returns at once.
     *
     * @see #hurry
     */
    void submitForLater(PluginTask task) {
        queue.add(task);
        onWork.run();
    }

    /** Sees to it that a task that may be waiting for later does not. */
    void hurry() {
        if (loops.get() == 0) {
            startLoop();
        }
    }

    /** Starts one more, unless there is one and turns are short, or there are as many as there may be. */
    private void startLoop() {
        for (int now = loops.get(); now == 0 || (now < allowed && hasLongTurns()); now = loops.get()) {
            if (loops.compareAndSet(now, now + 1)) {
                execute();
                return;
            }
        }
    }

    /** Where the system has no thread to give, the watchdog tries again for as long as a task waits. */
    private void execute() {
        try {
            pool.execute(loop);
            starved = false;
        } catch (OutOfMemoryError e) {
            loops.decrementAndGet();
            tellStarved(e);
        }
        onWork.run();
    }

    /** Tells, once, that there is no thread. */
    void tellStarved(OutOfMemoryError refusal) {
        if (!starved) {
            starved = true;
            log.error("'{}' gets no thread, and waits until there is one", pluginId, refusal);
        }
    }

    private void loop() {
        PluginThread thread = (PluginThread) Thread.currentThread();
        do {
            for (PluginTask next = next(); next != null; next = next()) {
                run(thread, next);
                if (thread.isLost()) { // The watchdog has counted it off, and started another one where it is needed.
                    thread.comeBack();
                    return;
                }
            }
        } while (loops.decrementAndGet() == 0 && !queue.isEmpty() && loops.compareAndSet(0, 1));
    }

    private @Nullable PluginTask next() {
        return loops.get() > allowed ? null : queue.poll();
    }

    private void run(PluginThread thread, PluginTask task) {
        long began = System.nanoTime();
        long before = PluginThread.number(thread.callState());
        try {
            task.run(thread);
        } catch (Throwable e) { // A plugin's throwables end in the call; this one is ours.
            log.error("A turn of '{}' for {} failed", pluginId, task.login(), e);
        }
        long length = System.nanoTime() - began;
        took(length);
        meter.called(PluginThread.number(thread.callState()) - before, length);
    }

    /** A turn has ended after so many nanoseconds. */
    void took(long nanos) {
        long before = turnLength;
        turnLength = before + (Math.min(nanos, LONGEST_COUNTED) - before) / AVERAGED_TURNS;
    }

    /** Whether turns have been so long recently that none waits for the end of another one. */
    boolean hasLongTurns() {
        return turnLength > LONG_TURN;
    }

    /** Whether a loop is in progress or on its way. */
    boolean hasLoop() {
        return loops.get() > 0;
    }

    /** Whether anything is done or waits. */
    boolean isBusy() {
        return hasLoop() || !queue.isEmpty();
    }

    /** The threads that run; changes meanwhile. */
    Set<PluginThread> threads() {
        return threads;
    }

    /**
     * Adapts the number of threads to the calls that turn out to be slow, and has threads look at the tasks that wait. Of the
     * watchdog, with each of its looks.
     *
     * @param waiting how many calls wait: they make room for twice as many
     * @param burning how many burn: they make room for one more each
     */
    void adapt(int waiting, int burning) {
        allowed = CORE + Math.min(2 * waiting, MOST_WAITING) + Math.min(burning, MOST_BURNING);
        resize();
        long waitingTasks = queue.stream().limit(allowed).count();
        for (int now = loops.get(); waitingTasks > 0 && now < allowed; now = loops.get()) {
            if (loops.compareAndSet(now, now + 1)) {
                execute();
                waitingTasks--;
            }
        }
    }

    private void resize() {
        lock.run(() -> {
            forgetEnded();
            int size = allowed + hanging.size();
            if (size != pool.getMaximumPoolSize()) {
                pool.setMaximumPoolSize(size);
            }
        });
    }

    /**
     * Gives up the interrupted call that had this state: it may keep its thread for ever, and others are called on another.
     *
     * @return false if the call has ended
     */
    boolean giveUp(PluginThread thread, long state, PluginTask task, LongCall call) {
        if (!thread.abandon(state)) {
            return false;
        }
        lock.run(() -> {
            hanging.add(new Hanging(thread, state, task.login(), task.behaviour(), call));
            anyHangs = true;
        });
        resize();
        loops.decrementAndGet();
        if (!queue.isEmpty()) {
            hurry();
        }
        return true;
    }

    /**
     * Why a task must not be called at all: an earlier call of the same behaviour for the same account still hangs, or too
     * many others do.
     *
     * @return the reason, or empty if it may be called
     */
    public Optional<String> refusal(PluginTask task) {
        if (!anyHangs) {
            return Optional.empty();
        }
        return lock.get(() -> {
            forgetEnded();
            long burning = hanging.stream().filter(one -> one.call().burning()).count();
            if (burning >= MOST_HANGING_BURNING || hanging.size() >= MOST_HANGING) {
                return Optional.of(
                        hanging.size() + " calls of this plugin for other accounts have never ended; restart the host");
            }
            return hanging.stream()
                    .filter(one -> one.isOf(task))
                    .map(one -> "an earlier call (" + one.call().what() + ") has never ended")
                    .findAny();
        });
    }

    /** Under the lock. */
    private void forgetEnded() {
        hanging.removeIf(Hanging::hasEnded);
        anyHangs = !hanging.isEmpty();
    }

    /** The calls that have not ended, by account and plugin; those too that were given up. */
    List<String> unfinished() {
        List<String> names = new ArrayList<>();
        for (PluginThread thread : threads) {
            PluginTask task = thread.task();
            if (task != null) {
                names.add(task.login() + "/" + pluginId + " (" + thread.what() + ")");
            }
        }
        return names;
    }
}
