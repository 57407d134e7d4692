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
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Which threads a plugin's executor wakes")
final class PluginExecutorTest {
    private static final ChatBehaviour BEHAVIOUR = bot -> message -> {};
    private static final AtomicInteger TESTS = new AtomicInteger();
    private static final Duration FOR_EVER = Duration.ofHours(1);
    private static final int ROUNDS = 5_000;
    private static final long TICK = Watchdog.TICK.toNanos();
    private static final long LONG = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long DEADLINE = TimeUnit.SECONDS.toNanos(20);

    /** Threads of an earlier test may not have ended yet. */
    private final String plugin = "woken" + TESTS.incrementAndGet();

    private Watchdog watchdog = watchdog(Runnable::run);
    private PluginExecutor executor = executor(FOR_EVER, () -> {});

    private static Watchdog watchdog(Executor actions) {
        return new Watchdog(GuardLimits.STANDARD, actions, FOR_EVER);
    }

    /** {@code onThread} runs before each new thread. */
    private PluginExecutor executor(Duration keepAlive, Runnable onThread) {
        PluginExecutor made = new PluginExecutor(plugin, () -> {}, keepAlive, (factory, atMost) -> {
            ThreadFactory observed = run -> {
                onThread.run();
                return factory.newThread(run);
            };
            return PluginExecutor.pool(observed, atMost);
        });
        watchdog.add(made);
        made.join();
        return made;
    }

    @AfterEach
    void close() {
        executor.close();
    }

    @Test
    void nobodyWhileSomebodyIsAtWorkAndTheWatchdogIfThatTakesLong() throws Exception {
        Session slow = keptInItsTurn();
        Session next = new Session();

        next.soon();

        assertThat(threads()).as("one is at work and will look").hasSize(1);
        watchdog.look(TICK);
        next.awaitBegin();
        assertThat(threads()).hasSize(2);
        slow.mayEnd.countDown();
    }

    @Test
    void theWatchdogWakesOnesThatWaitBesidesOneThatIsKept() throws Exception {
        Session first = keptInItsTurn();
        Session second = new Session();
        second.soon();
        watchdog.look(TICK);
        second.awaitBegin();
        awaitWaiting(1);
        Session third = new Session();

        third.soon();
        watchdog.look(TICK);

        third.awaitBegin();
        assertThat(threads()).hasSize(2);
        first.mayEnd.countDown();
    }

    @Test
    void nobodyForWhatMayBeLateUntilTheWatchdogLooks() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();

        late.later();

        // In this order: whoever was woken is either on its way, or has been here.
        assertThat(executor.hasLoop()).isFalse();
        assertThat(late.hasBegun()).isFalse();
        watchdog.look(TICK);
        late.awaitBegin();
    }

    @Test
    void whoeverComesNextTakesWhatMayBeLateAlong() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();
        Session next = new Session();

        late.later();
        next.soon();

        late.awaitBegin();
        next.awaitBegin();
        assertThat(threads()).hasSize(1);
    }

    @Test
    void somebodyForWhatMayBeLateNoMore() throws Exception {
        awaitOneThatWaits();
        Session late = new Session();

        late.later();
        late.soon();

        late.awaitBegin();
    }

    /** It falls asleep at once where there is nothing to do. */
    @Test
    void theWatchdogOverlooksNothingThatMayBeLateHoweverThatMeetsItsSleep() {
        watchdog = new Watchdog(GuardLimits.STANDARD, Runnable::run, Duration.ZERO);
        watchdog.start();
        executor = new PluginExecutor(plugin, watchdog::wake, Duration.ZERO, PluginExecutor::pool);
        watchdog.add(executor);
        executor.join();
        Repeated repeated = new Repeated();

        for (int round = 0; round < ROUNDS / 5; round++) {
            repeated.hasTurn(repeated::later);
            spin(round);
        }
        watchdog.close();
    }

    @Test
    @LogsErrors
    void aThreadThatCannotBeHadIsAskedForAgainByTheWatchdog() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        executor = executor(Duration.ZERO, () -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        Session session = new Session();

        session.soon();

        assertThat(watchdog.look(TICK)).as("somebody still waits").isTrue();
        assertThat(session.hasBegun()).isFalse();
        watchdog.look(TICK);
        session.awaitBegin();
    }

    @Test
    @LogsErrors
    void aThreadThatIsThereServesAllWhereNoOtherCanBeHad() throws Exception {
        AtomicInteger threads = new AtomicInteger();
        executor = executor(FOR_EVER, () -> {
            if (threads.getAndIncrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
        });
        awaitOneThatWaits();
        executor.took(LONG);
        executor.took(LONG);
        Session slow = keptInItsTurn();
        Session next = new Session();

        next.soon();
        slow.mayEnd.countDown();

        next.awaitBegin();
    }

    @Test
    @LogsErrors
    void aCallThatTakesTooLongIsInterruptedOnceThereIsAThreadToDoIt() throws Exception {
        AtomicInteger refusals = new AtomicInteger(2);
        watchdog = watchdog(action -> {
            if (refusals.getAndDecrement() > 0) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            action.run();
        });
        executor = executor(FOR_EVER, () -> {});
        Overlong overlong = begun(new Overlong());
        watchdog.look(TICK);
        Session next = new Session();

        next.soon();
        watchdog.look(GuardLimits.STANDARD.call().toNanos());

        next.awaitBegin();
        watchdog.look(TICK);
        assertThat(overlong.interrupted.getCount()).isOne();
        watchdog.look(TICK);
        assertThat(overlong.interrupted.await(DEADLINE, TimeUnit.NANOSECONDS)).isTrue();
    }

    @Test
    @LogsErrors
    void whateverElseFailsInALookTheWatchdogGoesOn() throws Exception {
        watchdog = watchdog(action -> {
            throw new IllegalStateException("made up");
        });
        executor = executor(FOR_EVER, () -> {});
        Overlong overlong = begun(new Overlong());
        watchdog.look(TICK);

        assertThat(watchdog.look(GuardLimits.STANDARD.call().toNanos())).isTrue();

        overlong.mayEnd.countDown();
    }

    @Test
    @LogsErrors
    void aCallThatIsGivenUpLeavesItsThreadToItselfAndItsBehaviourUncalled() throws Exception {
        Stubborn stubborn = begun(new Stubborn());
        watchdog.look(TICK);
        watchdog.look(GuardLimits.STANDARD.call().toNanos());
        watchdog.look(GuardLimits.STANDARD.grace().toNanos());

        assertThat(stubborn.reason).contains("a message did not end", "ignored the interrupt");
        assertThat(executor.refusal(new Stubborn()).orElseThrow()).contains("a message", "has never ended");
        assertThat(executor.unfinished()).containsExactly("alice/" + plugin + " (a message)");
        begun(new Session());

        stubborn.mayEnd.countDown();
        awaitThreads(Thread.State.TIMED_WAITING, 2);
        assertThat(executor.refusal(new Stubborn())).isEmpty();
        assertThat(executor.unfinished()).isEmpty();
    }

    @Test
    void noThreadIsLeftOnceTheLastSessionHasLeft() throws Exception {
        awaitOneThatWaits();

        executor.leave();

        awaitThreads(0);
        executor.join();
        begun(new Session());
    }

    @Test
    void anotherOneAtOnceWhereTurnsHaveBeenLong() throws Exception {
        executor.took(LONG);
        executor.took(LONG);
        Session slow = keptInItsTurn();
        Session next = new Session();

        next.soon();

        next.awaitBegin();
        slow.mayEnd.countDown();
    }

    @Test
    void nobodyElseAfterOneLongTurnOrWhenTheyHaveBeenShortAgain() throws Exception {
        Session slow = keptInItsTurn();

        executor.took(LONG);
        new Session().soon();
        for (int i = 0; i < 20; i++) {
            executor.took(LONG);
        }
        for (int i = 0; i < 20; i++) {
            executor.took(TimeUnit.MICROSECONDS.toNanos(20));
        }
        new Session().soon();

        assertThat(threads()).hasSize(1);
        slow.mayEnd.countDown();
    }

    /** Calls of some milliseconds are over before the watchdog sees one of them twice. */
    @Test
    void moreThreadsThanProcessorsForLongTurnsThatWait() throws Exception {
        executor.took(LONG);
        executor.took(LONG);
        List<Overlong> calls = new ArrayList<>();
        int core = Math.max(2, Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < 2 * core; i++) {
            calls.add(new Overlong());
            calls.get(i).soon();
        }
        for (int i = 0; i < core; i++) {
            calls.get(i).awaitBegin();
        }
        awaitThreads(Thread.State.WAITING, core);

        watchdog.look(TICK);

        for (Overlong call : calls) {
            call.awaitBegin();
            call.mayEnd.countDown();
        }
    }

    /**
     * Without any look of the watchdog: who is overlooked stays so. The next request comes up to a few microseconds after the
     * turn before it, which is while the thread that had it falls idle, or ends.
     */
    @ParameterizedTest
    @ValueSource(strings = {"PT1H", "PT0S"})
    void nobodyIsOverlookedHoweverRequestsAndIdlenessMeet(Duration keepAlive) {
        executor.close();
        executor = executor(keepAlive, () -> {});
        Repeated repeated = new Repeated();

        for (int round = 0; round < ROUNDS; round++) {
            boolean mayBeLate = round % 2 == 1;
            repeated.hasTurn(() -> {
                if (mayBeLate) {
                    repeated.later();
                }
                repeated.soon();
            });
            spin(round);
        }
    }

    /** Both ask at about the same moment, while the only thread waits. */
    @Test
    void nobodyIsOverlookedWhoMayWaitAndThenMayNot() throws Exception {
        Repeated repeated = new Repeated();
        awaitOneThatWaits();
        AtomicInteger round = new AtomicInteger();
        Thread other = Thread.ofPlatform().start(() -> {
            for (int mine = 1; mine <= ROUNDS; mine++) {
                while (round.get() < mine) {
                    Thread.onSpinWait();
                }
                repeated.work.incrementAndGet();
                repeated.later();
            }
        });

        for (int i = 1; i <= ROUNDS; i++) {
            int before = repeated.had.get();
            round.set(i);
            spin(i);
            repeated.work.incrementAndGet();
            repeated.soon();
            await(() -> repeated.had.get() > before && !executor.hasLoop());
        }
        other.join();
    }

    /** Another few moments in each round. */
    private static void spin(int round) {
        for (int spin = round % 101; spin > 0; spin--) {
            Thread.onSpinWait();
        }
    }

    private static <S extends Session> S begun(S session) throws InterruptedException {
        session.soon();
        session.awaitBegin();
        return session;
    }

    private Session keptInItsTurn() throws InterruptedException {
        Session kept = new Session();
        kept.mayEnd = new CountDownLatch(1);
        return begun(kept);
    }

    private void awaitOneThatWaits() throws InterruptedException {
        begun(new Session());
        awaitWaiting(1);
    }

    /** Until so many threads wait for work, which they do not for ever. */
    private void awaitWaiting(int count) {
        awaitThreads(Thread.State.TIMED_WAITING, count);
    }

    private void awaitThreads(Thread.State state, int count) {
        await(() -> threads().stream().filter(one -> one.getState() == state).count() >= count);
    }

    private void awaitThreads(int count) {
        await(() -> threads().size() == count);
    }

    private static void await(BooleanSupplier condition) {
        long began = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - began).isLessThan(DEADLINE);
            Thread.onSpinWait();
        }
    }

    private List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(one -> one.getName().startsWith(PluginThreads.group(plugin) + "-"))
                .toList();
    }

    /** Has turn after turn, while there is work. */
    private final class Repeated extends Session {
        private final AtomicInteger work = new AtomicInteger();
        private final AtomicInteger had = new AtomicInteger();

        /** One more turn, which is asked for in this way. */
        void hasTurn(Runnable ask) {
            int before = had.get();
            work.incrementAndGet();
            ask.run();
            await(() -> had.get() > before);
        }

        @Override
        protected boolean turn() {
            had.addAndGet(work.getAndSet(0));
            return true;
        }

        @Override
        protected boolean hasWork() {
            return work.get() > 0;
        }
    }

    /** In a call until it is interrupted or may end. */
    private final class Overlong extends Session {
        private final CountDownLatch interrupted = new CountDownLatch(1);

        Overlong() {
            mayEnd = new CountDownLatch(1);
        }

        @Override
        protected boolean turn() {
            call("a message", () -> {
                begin();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            });
            return true;
        }
    }

    /** In a call until it may end, whoever interrupts it. */
    private final class Stubborn extends Session {
        private volatile String reason = "";

        Stubborn() {
            mayEnd = new CountDownLatch(1);
        }

        @Override
        protected boolean turn() {
            return !call("a message", () -> {
                        begin();
                        while (mayEnd.getCount() > 0) {
                            awaitOrBeInterrupted();
                        }
                    })
                    .isAbandoned();
        }

        private void awaitOrBeInterrupted() {
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                // That is what makes it stubborn.
            }
        }

        @Override
        protected void abandoned(String why) {
            reason = why;
        }
    }

    private class Session extends PluginTask {
        private final CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(0);

        Session() {
            super(PluginExecutorTest.this.executor, "alice", BEHAVIOUR);
        }

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
        protected boolean turn() {
            begin();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return true;
        }

        @Override
        protected boolean hasWork() {
            return false;
        }

        @Override
        protected void abandoned(String reason) {
            throw new UnsupportedOperationException();
        }
    }
}
