package dev.chameleonbot.engine.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.DeadLetters;
import dev.chameleonbot.engine.model.DeadLetters.DeadLetter;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.MessagesDropped;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.plugin.api.Registration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventBusTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ManualTimers timers = new ManualTimers();
    private final EventBus bus = new EventBus(timers, 3, 5);
    private final List<EngineEvent> heard = new CopyOnWriteArrayList<>();

    @Test
    void tellsEveryListenerOnAThreadOfItsOwn() {
        List<String> threads = new CopyOnWriteArrayList<>();
        bus.subscribe("one", event -> threads.add(Thread.currentThread().getName()));
        bus.subscribe("two", event -> threads.add(Thread.currentThread().getName()));

        bus.publish(event(1));

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(threads).containsExactlyInAnyOrder("events/one", "events/two");
    }

    @Test
    void aListenerThatThrowsHearsTheNextEventAndDisturbsNoOther() {
        bus.subscribe("failing", event -> {
            heard.add(event);
            throw new IllegalStateException("on purpose");
        });
        List<EngineEvent> others = new CopyOnWriteArrayList<>();
        bus.subscribe("other", others::add);

        bus.publish(event(1));
        bus.publish(event(2));

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).containsExactly(event(1), event(2));
        assertThat(others).containsExactly(event(1), event(2));
        assertThat(bus.deadLetters().total()).isEqualTo(2);
        assertThat(bus.deadLetters().latest())
                .containsExactly(
                        new DeadLetter(
                                timers.instant(), "failing", event(1), "it threw java.lang.IllegalStateException"),
                        new DeadLetter(
                                timers.instant(), "failing", event(2), "it threw java.lang.IllegalStateException"));
    }

    @Test
    void aListenerThatDiesOfAnErrorIsCalledAgain() {
        bus.subscribe("failing", event -> {
            heard.add(event);
            throw new StackOverflowError("on purpose");
        });

        bus.publish(event(1));
        bus.publish(event(2));

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).hasSize(2);
    }

    @Test
    void aListenerThatHangsHoldsUpNeitherThePublisherNorAnother() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        bus.subscribe("slow", event -> {
            heard.add(event);
            entered.countDown();
            await(release);
        });
        CountDownLatch othersDone = new CountDownLatch(1);
        bus.subscribe("other", event -> othersDone.countDown());

        bus.publish(event(0));
        await(entered);
        assertThat(othersDone.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        IntStream.rangeClosed(1, 5).forEach(i -> bus.publish(event(i)));

        assertThat(bus.deadLetters().latest())
                .filteredOn(letter -> letter.listener().equals("slow"))
                .map(DeadLetter::event)
                .containsExactly(event(4), event(5));
        release.countDown();
        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).containsExactly(event(0), event(1), event(2), event(3));
    }

    @Test
    void callsListenersOutsideOfTheLockThatItsPublisherHolds() {
        ReentrantLock publishers = new ReentrantLock();
        bus.subscribe("same lock", event -> {
            publishers.lock();
            try {
                heard.add(event);
            } finally {
                publishers.unlock();
            }
        });

        publishers.lock();
        try {
            bus.publish(event(1));
            assertThat(heard).isEmpty();
        } finally {
            publishers.unlock();
        }

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).containsExactly(event(1));
    }

    @Test
    void keepsTheOrderOfEachPublisherAndLosesNothingOfManyAtOnce() {
        EventBus roomy = new EventBus(timers);
        roomy.subscribe("all", heard::add);

        try (ExecutorService publishers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 50)
                    .forEach(publisher -> publishers.execute(() -> IntStream.range(0, 100)
                            .forEach(i -> roomy.publish(
                                    new MessagesDropped(timers.instant(), "publisher" + publisher, "plugin", i)))));
        }

        assertThat(roomy.close(PATIENCE)).isEmpty();
        assertThat(heard).hasSize(5_000);
        assertThat(heard)
                .filteredOn(event -> event instanceof MessagesDropped dropped
                        && dropped.login().equals("publisher7"))
                .map(event -> ((MessagesDropped) event).ownMessages())
                .hasSize(100)
                .isSorted();
    }

    @Test
    void keepsTheLatestDeadLettersAndCountsAll() {
        CountDownLatch release = new CountDownLatch(1);
        bus.subscribe("failing", event -> {
            await(release);
            throw new IllegalStateException("on purpose");
        });
        IntStream.rangeClosed(1, 20).forEach(i -> bus.publish(event(i)));
        release.countDown();

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(bus.deadLetters().total()).isEqualTo(20);
        assertThat(bus.deadLetters().latest()).hasSize(5);
    }

    @Test
    void replaysTheDeadLettersOfOneListenerOnTheCallersThread() {
        bus.subscribe("failing", event -> {
            throw new IllegalStateException("on purpose");
        });
        bus.publish(event(1));
        bus.publish(event(2));
        assertThat(bus.close(PATIENCE)).isEmpty();
        DeadLetters letters = bus.deadLetters();

        assertThat(letters.replay("failing", heard::add)).isEqualTo(2);
        assertThat(letters.replay("another", heard::add)).isZero();

        assertThat(heard).containsExactly(event(1), event(2));
        assertThatThrownBy(() -> letters.replay("failing", event -> {
                    throw new IllegalStateException("seen by the caller");
                }))
                .hasMessage("seen by the caller");
    }

    @Test
    void itsEndIsByTheEnginesClock() {
        AtomicInteger hours = new AtomicInteger();
        EventBus hurried = new EventBus(new ForwardingTimers(timers) {
            @Override
            public long nanos() {
                return Duration.ofHours(hours.getAndIncrement()).toNanos();
            }
        });
        CountDownLatch release = new CountDownLatch(1);
        hurried.subscribe("stuck", event -> await(release));
        hurried.publish(event(1));

        assertThat(hurried.close(Duration.ofMinutes(59))).containsExactly("stuck");
        release.countDown();
    }

    @Test
    void aClosedSubscriptionHearsNothingMore() {
        Registration subscription = bus.subscribe("short", heard::add);
        subscription.close();
        subscription.close();

        bus.publish(event(1));

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).isEmpty();
        assertThat(bus.deadLetters().total()).isZero();
    }

    @Test
    void takesNothingInOnceItIsClosed() {
        bus.subscribe("before", heard::add);
        assertThat(bus.close(PATIENCE)).isEmpty();
        bus.subscribe("after", heard::add);

        bus.publish(event(1));

        assertThat(bus.close(PATIENCE)).isEmpty();
        assertThat(heard).isEmpty();
    }

    @Test
    void namesAListenerThatIsNotDoneAtTheDeadlineAndKeepsWhatItMissed() {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        bus.subscribe("hanging", event -> {
            entered.countDown();
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        bus.publish(event(1));
        await(entered);
        bus.publish(event(2));

        assertThat(bus.close(Duration.ofMillis(1))).containsExactly("hanging");

        await(interrupted);
        assertThat(bus.deadLetters().latest())
                .containsExactly(new DeadLetter(timers.instant(), "hanging", event(2), "the engine stopped first"));
    }

    private EngineEvent event(long number) {
        return new MessagesDropped(timers.instant(), "alice", "plugin", number);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
