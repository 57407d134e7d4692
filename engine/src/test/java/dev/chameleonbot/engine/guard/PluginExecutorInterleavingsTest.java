package dev.chameleonbot.engine.guard;

import static dev.chameleonbot.engine.Interleavings.explore;
import static dev.chameleonbot.engine.Interleavings.require;
import static dev.chameleonbot.engine.Interleavings.shared;
import static dev.chameleonbot.engine.Interleavings.together;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * An executor between those who ask for turns and its loops that start and end, in the orders that they could
 * take. No look of the watchdog saves what is overlooked: then the scenario hangs, which fails it.
 */
@Tag("interleavings")
final class PluginExecutorInterleavingsTest {
    private static final ChatBehaviour BEHAVIOUR = bot -> message -> {};
    private static final LongCall CALL = new LongCall("a message", Duration.ofSeconds(12), false);

    @Test
    void whoAsksWhileTheOnlyLoopEnds() {
        explore(() -> {
            Rig rig = shared(new Rig());
            rig.turnOf(shared(new Session(rig, 1)));
            rig.turnOf(shared(new Session(rig, 1)));
            rig.end();
        });
    }

    @Tag("full")
    @Test
    void twoWhoAskAtOnce() {
        explore(
                150,
                () -> { // It takes many to find an executor that looks before it has put.
                    Rig rig = shared(new Rig());
                    Session first = shared(new Session(rig, 1));
                    Session second = shared(new Session(rig, 1));
                    together(first::more, second::more);
                    first.awaitDone();
                    second.awaitDone();
                    rig.end();
                });
    }

    @Tag("full")
    @Test
    void aCallThatIsGivenUpWhileItEnds() {
        explore(
                50,
                () -> { // Each takes long.
                    Rig rig = shared(new Rig());
                    Stubborn stubborn = shared(new Stubborn(rig));
                    stubborn.more();
                    stubborn.inCall.await();
                    PluginThread thread = rig.executor.threads().iterator().next();
                    thread.interrupt(thread.callState());
                    long interrupted = thread.callState();
                    Session next = shared(new Session(rig, 1));
                    together(
                            stubborn.mayEnd::countDown,
                            () -> rig.executor.giveUp(thread, interrupted, stubborn, CALL),
                            next::more);
                    next.awaitDone();
                    rig.end();
                    require(rig.executor.refusal(stubborn).isEmpty(), "a call that has ended is said to hang");
                    require(rig.executor.unfinished().isEmpty(), "unfinished " + rig.executor.unfinished());
                });
    }

    private static final class Rig {
        final List<Thread> started = new ArrayList<>();
        final PluginExecutor executor;

        Rig() {
            executor = new PluginExecutor(
                    "observed", () -> {}, Duration.ZERO, (factory, keepAlive) -> new ThreadPerLoop(factory, started));
            executor.join();
        }

        /** Its thread may be anywhere behind the turn when this returns. */
        void turnOf(Session session) throws InterruptedException {
            session.more();
            session.awaitDone();
        }

        void end() throws InterruptedException {
            executor.close();
            for (Thread each : started) {
                each.join();
            }
        }
    }

    /** Java's own pool has too many orders to try; what is ours is when a loop starts and ends. */
    private static final class ThreadPerLoop extends ThreadPoolExecutor {
        private final List<Thread> started;

        ThreadPerLoop(ThreadFactory factory, List<Thread> started) {
            super(0, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
            this.started = started;
        }

        @Override
        public void execute(Runnable loop) {
            Thread thread = getThreadFactory().newThread(loop);
            synchronized (started) {
                started.add(thread);
            }
            thread.start();
        }
    }

    /** A session with so much work to come; each turn does all that there is. */
    private static class Session extends PluginTask {
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicInteger inTurn = new AtomicInteger();
        private final CountDownLatch done;

        Session(Rig rig, int amount) {
            super(rig.executor, "alice", BEHAVIOUR);
            done = new CountDownLatch(amount);
        }

        void more() {
            work.incrementAndGet();
            soon();
        }

        void awaitDone() throws InterruptedException {
            done.await();
        }

        @Override
        protected boolean turn() {
            require(!((PluginThread) Thread.currentThread()).isLost(), "a thread that was given up goes on");
            require(inTurn.getAndIncrement() == 0, "two turns at once");
            for (int left = work.getAndSet(0); left > 0; left--) {
                done.countDown();
            }
            inTurn.decrementAndGet();
            return true;
        }

        @Override
        protected boolean hasWork() {
            return work.get() > 0;
        }

        @Override
        protected void abandoned(String reason) {}
    }

    /** In a call until it may end, whoever interrupts it. */
    private static final class Stubborn extends Session {
        private final CountDownLatch inCall = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        Stubborn(Rig rig) {
            super(rig, 1);
        }

        @Override
        protected boolean turn() {
            call("a message", () -> {
                inCall.countDown();
                while (mayEnd.getCount() > 0) {
                    awaitOrBeInterrupted();
                }
            });
            return false;
        }

        private void awaitOrBeInterrupted() {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
            }
        }
    }
}
