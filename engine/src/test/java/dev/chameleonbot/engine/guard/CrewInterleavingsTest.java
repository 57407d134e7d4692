package dev.chameleonbot.engine.guard;

import static dev.chameleonbot.engine.Interleavings.explore;
import static dev.chameleonbot.engine.Interleavings.require;
import static dev.chameleonbot.engine.Interleavings.shared;
import static dev.chameleonbot.engine.Interleavings.together;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A crew between those who ask for turns and its threads that come, fall idle and leave, in the orders that they could
 * take. No tick of the watch saves what is overlooked: then the scenario hangs, which fails it.
 */
@Tag("interleavings")
final class CrewInterleavingsTest {
    private static final ChatBehaviour BEHAVIOUR = bot -> message -> {};
    /** Neither time nor chance wakes such a thread. */
    @SuppressWarnings("WaitNotInLoop") // The crew has the loop.
    private static final Crew.Patience FOR_EVER = woken -> {
        woken.await();
        return true;
    };

    private static final Crew.Patience NONE = woken -> false;

    @Tag("full")
    @Test
    void whoAsksWhileTheOnlyThreadFallsIdle() {
        explore(() -> oneAfterAnother(FOR_EVER));
    }

    @Test
    void whoAsksWhileTheOnlyThreadLeaves() {
        explore(() -> oneAfterAnother(NONE));
    }

    private static void oneAfterAnother(Crew.Patience patience) throws InterruptedException {
        Rig rig = shared(new Rig(patience));
        rig.turnOf(shared(new Session(rig, 1)));
        rig.turnOf(shared(new Session(rig, 1)));
        rig.end();
    }

    @Tag("full")
    @Test
    void twoWhoAskAtOnce() {
        explore(
                150,
                () -> { // It takes 128 to find a crew that looks before it has put.
                    Rig rig = shared(new Rig(NONE));
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
                    Rig rig = shared(new Rig(FOR_EVER));
                    Stubborn stubborn = shared(new Stubborn(rig));
                    stubborn.more();
                    stubborn.inCall.await();
                    rig.crew.tick(0);
                    rig.crew.tick(GuardLimits.STANDARD.call().toNanos());
                    Session next = shared(new Session(rig, 1));
                    together(
                            stubborn.mayEnd::countDown,
                            () -> rig.crew.tick(GuardLimits.STANDARD.grace().toNanos()),
                            next::more);
                    next.awaitDone();
                    rig.end();
                    require(rig.crew.refusal(stubborn).isEmpty(), "a call that has ended is said to hang");
                    require(rig.crew.unfinished().isEmpty(), "unfinished " + rig.crew.unfinished());
                });
    }

    private static final class Rig {
        final List<Thread> started = new ArrayList<>();
        final Crew crew;

        Rig(Crew.Patience patience) {
            crew = new Crew("observed", GuardLimits.STANDARD, Runnable::run, () -> {}, patience, this::start);
            crew.join();
        }

        private void start(Thread thread) {
            synchronized (started) {
                started.add(thread);
            }
            thread.start();
        }

        /** Its thread may be anywhere behind the turn when this returns. */
        void turnOf(Session session) throws InterruptedException {
            session.more();
            session.awaitDone();
        }

        void end() throws InterruptedException {
            crew.close();
            for (Thread each : started) {
                each.join();
            }
        }
    }

    /** A session with so much work to come; each turn does all that there is. */
    private static class Session implements Guarded {
        private final Turns turns;
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicInteger inTurn = new AtomicInteger();
        private final CountDownLatch done;

        Session(Rig rig, int amount) {
            turns = new Turns(rig.crew, this);
            done = new CountDownLatch(amount);
        }

        void more() {
            work.incrementAndGet();
            turns.soon();
        }

        void awaitDone() throws InterruptedException {
            done.await();
        }

        @Override
        public void turn(Worker worker) {
            require(!worker.isLost(), "a thread that was given up goes on");
            require(inTurn.getAndIncrement() == 0, "two turns at once");
            for (int left = work.getAndSet(0); left > 0; left--) {
                done.countDown();
            }
            inTurn.decrementAndGet();
            turns.ended();
            if (work.get() > 0) {
                turns.soon();
            }
        }

        @Override
        public String login() {
            return "alice";
        }

        @Override
        public ChatBehaviour behaviour() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void overran(Overrun overrun) {}

        @Override
        public void abandoned(Overrun overrun) {}
    }

    /** In a call until it may end, whoever interrupts it. */
    private static final class Stubborn extends Session {
        private final CountDownLatch inCall = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        Stubborn(Rig rig) {
            super(rig, 1);
        }

        @Override
        public void turn(Worker worker) {
            worker.call(this, "a message", () -> {
                inCall.countDown();
                while (mayEnd.getCount() > 0) {
                    awaitOrBeInterrupted();
                }
            });
        }

        private void awaitOrBeInterrupted() {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
            }
        }

        @Override
        public ChatBehaviour behaviour() {
            return BEHAVIOUR;
        }
    }
}
