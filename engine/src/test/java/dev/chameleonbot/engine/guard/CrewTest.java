package dev.chameleonbot.engine.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whom a crew wakes")
final class CrewTest {
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final Crew.Patience FOR_EVER = Crew.Patience.of(Duration.ofHours(1));
    private static final int ROUNDS = 5_000;
    private static final long TICK = Guards.TICK.toNanos();
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(20);

    /** Threads of an earlier test may not have ended yet. */
    private final String plugin = "woken" + TESTS.incrementAndGet();

    private final Crew crew = crew(FOR_EVER);

    /** The patience decides how long its threads wait before they end. */
    private Crew crew(Crew.Patience patience) {
        return crew(patience, Thread::start);
    }

    private Crew crew(Crew.Patience patience, Consumer<Thread> starter) {
        return crew(patience, starter, Runnable::run);
    }

    private Crew crew(Crew.Patience patience, Consumer<Thread> starter, Executor reactions) {
        Crew made = new Crew(plugin, GuardLimits.STANDARD, reactions, () -> {}, patience, starter);
        made.join();
        return made;
    }

    @AfterEach
    void close() {
        crew.close();
    }

    @Test
    void nobodyWhileSomebodyIsAtWorkAndTheWatchIfThatTakesLong() throws Exception {
        Session slow = new Session();
        slow.mayEnd = new CountDownLatch(1);
        crew.submit(slow);
        slow.awaitBegin();
        Session next = new Session();

        crew.submit(next);

        assertThat(threads()).as("one is at work and will look").hasSize(1);
        crew.tick(TICK);
        next.awaitBegin();
        assertThat(threads()).hasSize(2);
        slow.mayEnd.countDown();
    }

    @Test
    void theWatchWakesOnesThatWaitBesidesOneThatIsKept() throws Exception {
        Session first = new Session();
        Session second = new Session();
        first.mayEnd = new CountDownLatch(1);
        crew.submit(first);
        first.awaitBegin();
        crew.submit(second);
        crew.tick(TICK);
        second.awaitBegin();
        awaitWaiting(1);
        Session third = new Session();

        crew.submit(third);
        crew.tick(TICK);

        third.awaitBegin();
        assertThat(threads()).hasSize(2);
        first.mayEnd.countDown();
    }

    @Test
    void nobodyForWhatMayBeLateUntilTheWatchLooks() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();

        crew.submitForLater(late);

        // In this order: whoever was woken is either on its way, or has been here.
        assertThat(crew.isAttended()).isFalse();
        assertThat(late.hasBegun()).isFalse();
        crew.tick(TICK);
        late.awaitBegin();
    }

    @Test
    void whoeverComesNextTakesWhatMayBeLateAlong() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();
        Session next = new Session();

        crew.submitForLater(late);
        crew.submit(next);

        late.awaitBegin();
        next.awaitBegin();
        assertThat(threads()).hasSize(1);
    }

    @Test
    void somebodyForWhatMayBeLateNoMore() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();

        crew.submitForLater(late);
        crew.hurry();

        late.awaitBegin();
    }

    @Test
    void withoutAnyThreadWhatMayBeLateStartsOne() throws Exception {
        Session late = new Session();

        crew.submitForLater(late);

        late.awaitBegin();
    }

    @Test
    @LogsErrors
    void aThreadThatCannotBeHadIsAskedForAgainByTheWatch() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        Crew poor = crew(Crew.Patience.of(Duration.ZERO), thread -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            thread.start();
        });
        Session session = new Session();

        poor.submit(session);

        assertThat(poor.tick(TICK)).as("somebody still waits").isTrue();
        assertThat(session.hasBegun()).isFalse();
        poor.tick(TICK);
        session.awaitBegin();
    }

    @Test
    @LogsErrors
    void aCallThatTakesTooLongIsInterruptedOnceThereIsAThreadToDoIt() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        Crew poor = crew(FOR_EVER, Thread::start, reaction -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            reaction.run();
        });
        Overlong overlong = new Overlong();
        poor.submit(overlong);
        overlong.awaitBegin();
        poor.tick(TICK);
        Session next = new Session();

        poor.submit(next);
        poor.tick(GuardLimits.STANDARD.call().toNanos());

        next.awaitBegin();
        poor.tick(TICK);
        assertThat(overlong.interrupted.getCount()).isOne();
        poor.tick(TICK);
        assertThat(overlong.interrupted.await(DEADLINE, TimeUnit.NANOSECONDS)).isTrue();
        poor.close();
    }

    @Test
    @LogsErrors
    void whateverElseFailsInATickTheWatchGoesOn() throws Exception {
        Crew failing = crew(FOR_EVER, Thread::start, reaction -> {
            throw new IllegalStateException("made up");
        });
        Overlong overlong = new Overlong();
        failing.submit(overlong);
        overlong.awaitBegin();
        failing.tick(TICK);

        assertThat(failing.tick(GuardLimits.STANDARD.call().toNanos())).isTrue();

        overlong.mayEnd.countDown();
        failing.close();
    }

    @Test
    void anotherOneAtOnceWhereTurnsHaveBeenLong() throws Exception {
        crew.took(LONG);
        crew.took(LONG);
        Session slow = new Session();
        slow.mayEnd = new CountDownLatch(1);
        crew.submit(slow);
        slow.awaitBegin();
        Session next = new Session();

        crew.submit(next);

        next.awaitBegin();
        slow.mayEnd.countDown();
    }

    @Test
    void nobodyElseAfterOneLongTurnOrWhenTheyHaveBeenShortAgain() throws Exception {
        Session slow = new Session();
        slow.mayEnd = new CountDownLatch(1);
        crew.submit(slow);
        slow.awaitBegin();

        crew.took(LONG);
        crew.submit(new Session());
        for (int i = 0; i < 20; i++) {
            crew.took(LONG);
        }
        for (int i = 0; i < 20; i++) {
            crew.took(TimeUnit.MICROSECONDS.toNanos(20));
        }
        crew.submit(new Session());

        assertThat(threads()).hasSize(1);
        slow.mayEnd.countDown();
    }

    /** Calls of some milliseconds are over before the watch sees one of them twice. */
    @Test
    void moreThreadsThanProcessorsForLongTurnsThatWait() throws Exception {
        crew.took(LONG);
        crew.took(LONG);
        List<Overlong> calls = new ArrayList<>();
        int core = Math.max(2, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < 2 * core; i++) {
            calls.add(new Overlong());
            crew.submit(calls.get(i));
        }
        for (int i = 0; i < core; i++) {
            calls.get(i).awaitBegin();
        }
        awaitThreads(Thread.State.WAITING, core);

        crew.tick(TICK);

        for (Overlong call : calls) {
            call.awaitBegin();
            call.mayEnd.countDown();
        }
    }

    /**
     * Without any tick of the watch: whoever is overlooked stays so. The next submission comes up to a few microseconds after
     * the turn before it, which is while the thread that had it falls idle, or leaves.
     */
    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT0S"})
    void nobodyIsOverlookedHoweverSubmissionsAndIdlenessMeet(Duration patience) {
        Crew observed = crew(Crew.Patience.of(patience));
        AtomicInteger turns = new AtomicInteger();
        Guarded session = new Session() {
            @Override
            public void turn(Worker worker) {
                turns.incrementAndGet();
            }
        };

        for (int round = 0; round < ROUNDS; round++) {
            if (round % 2 == 0) {
                observed.submit(session);
            } else {
                observed.submitForLater(session);
                observed.hurry();
            }
            long began = System.nanoTime();
            while (turns.get() == round) {
                if (System.nanoTime() - began > DEADLINE) {
                    throw new AssertionError("overlooked in round " + round);
                }
            }
            for (int spin = round % 101; spin > 0; spin--) {
                Thread.onSpinWait();
            }
        }
        observed.close();
    }

    /** Both ask at about the same moment, while the only thread waits. */
    @Test
    void nobodyIsOverlookedWhoMayWaitAndThenMayNot() throws Exception {
        Repeated repeated = new Repeated(crew);
        awaitOneThatWaits();
        AtomicInteger round = new AtomicInteger();
        Thread other = Thread.ofPlatform().start(() -> {
            for (int mine = 1; mine <= ROUNDS; mine++) {
                while (round.get() < mine) {
                    Thread.onSpinWait();
                }
                repeated.turns.later();
            }
        });

        for (int i = 1; i <= ROUNDS; i++) {
            int before = repeated.had.get();
            round.set(i);
            for (int spin = i % 101; spin > 0; spin--) {
                Thread.onSpinWait();
            }
            repeated.turns.soon();
            long began = System.nanoTime();
            while (repeated.had.get() == before || crew.isAttended()) {
                if (System.nanoTime() - began > DEADLINE) {
                    throw new AssertionError("overlooked in round " + i);
                }
            }
        }
        other.join();
    }

    private void awaitOneThatWaits() throws InterruptedException {
        Session any = new Session();
        crew.submit(any);
        any.awaitBegin();
        awaitWaiting(1);
    }

    /** Until so many threads wait for work, which they do not for ever. */
    private void awaitWaiting(int count) {
        awaitThreads(Thread.State.TIMED_WAITING, count);
    }

    private void awaitThreads(Thread.State state, int count) {
        long began = System.nanoTime();
        while (threads().stream().filter(one -> one.getState() == state).count() < count) {
            assertThat(System.nanoTime() - began).isLessThan(DEADLINE);
            Thread.onSpinWait();
        }
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().startsWith(PluginThreads.group(plugin) + "-"))
                .toList();
    }

    /** Has turn after turn. */
    private static final class Repeated extends Session {
        private final AtomicInteger had = new AtomicInteger();
        private final Turns turns;

        Repeated(Crew crew) {
            turns = new Turns(crew, this);
        }

        @Override
        public void turn(Worker worker) {
            turns.ended();
            had.incrementAndGet();
        }
    }

    /** In a call until it is interrupted or may end. */
    private static final class Overlong extends Session {
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Overlong() {
            mayEnd = new CountDownLatch(1);
        }

        @Override
        public void turn(Worker worker) {
            worker.call(this, "a message", () -> {
                begin();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
        }

        @Override
        public void overran(Overrun overrun) {}
    }

    private static class Session implements Guarded {
        private final CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(0);

        void begin() {
            begun.countDown();
        }

        boolean hasBegun() {
            return begun.getCount() == 0;
        }

        void awaitBegin() throws InterruptedException {
            assertThat(begun.await(DEADLINE, TimeUnit.NANOSECONDS)).isTrue();
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
        public void turn(Worker worker) {
            begin();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void overran(Overrun overrun) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void abandoned(Overrun overrun) {
            throw new UnsupportedOperationException();
        }
    }
}
