package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.change;
import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static dev.chameleonbot.engine.spi.StateStoreContract.seen;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.StateTrouble;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whether the store has taken a change yet or not, its readers see no difference. */
class StateCacheTest {
    private static final Owner ALICE = new Owner(new UserId("4711"), "alicia");

    private final StateException full = new StateException(Kind.UNAVAILABLE, "The disk is full.", null);
    private final ManualTimers timers = new ManualTimers();
    private final InMemoryStateStore store = new InMemoryStateStore(timers);
    private final StateCache cache = store.cache(timers);

    @Test
    void aTokenThatWasSavedIsDurable() {
        cache.save("alice", tokens("new", "new"));

        assertThat(store.tokens("alice")).contains(tokens("new", "new"));
    }

    @Test
    void aRotatedTokenIsUsableThoughItCouldNotBeStored() {
        cache.save("alice", tokens("old", "old"));
        store.failure = full;
        cache.save("alice", tokens("new", "new"));

        assertThat(cache.tokens("alice")).contains(tokens("new", "new"));
        assertThat(store.tokens("alice")).contains(tokens("old", "old"));
    }

    @Test
    void aWriterThatDoesNotStartKeepsNoLaterCallerWaiting() {
        AtomicInteger starts = new AtomicInteger();
        StateCache early = new StateCache(
                store,
                timers,
                writer -> {
                    if (starts.incrementAndGet() == 1) {
                        throw new RejectedExecutionException("on purpose");
                    }
                    writer.run();
                },
                event -> {});

        assertThatThrownBy(() -> early.save("alice", tokens("a", "r"))).isInstanceOf(RejectedExecutionException.class);
        early.save("bob", tokens("b", "s"));

        assertThat(store.tokens("alice")).contains(tokens("a", "r"));
        assertThat(store.tokens("bob")).contains(tokens("b", "s"));
        assertThat(early.tokens("alice")).contains(tokens("a", "r"));
    }

    @Test
    void startsItsWriterWhileItHoldsNothing() {
        List<StateCache> asked = new ArrayList<>();
        StateCache reentrant = new StateCache(
                store,
                timers,
                writer -> {
                    assertThat(asked.getFirst().tokens("alice")).contains(tokens("a", "r"));
                    writer.run();
                },
                event -> {});
        asked.add(reentrant);

        reentrant.save("alice", tokens("a", "r"));

        assertThat(store.tokens("alice")).contains(tokens("a", "r"));
    }

    @Test
    void tokensThatWereReadOnceAreKnownThoughTheDiskIsGone() {
        save(store, new StateChange.Tokens("alice", tokens("a", "r")));
        assertThat(cache.tokens("alice")).isPresent();
        assertThat(cache.tokens("bob")).isEmpty();
        store.close();

        assertThat(cache.tokens("alice")).contains(tokens("a", "r"));
        assertThat(cache.tokens("bob")).isEmpty();
    }

    @Test
    void whatTheStoreRefusesIsAFailureAndWhatItHasStays() {
        assertThat(store.save(List.of(new StateChange.Tokens("alice", tokens("his", "his"))), Map.of("alice", 1L)))
                .isEmpty();

        assertThatThrownBy(() -> cache.save("alice", tokens("late", "late")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("alice");
        assertThat(cache.tokens("alice")).contains(tokens("his", "his"));
    }

    @Test
    void readsFindWhatIsUnwrittenBeforeWhatIsStored() {
        Instant now = timers.instant();
        save(store, change("a", "disk"), change("b", "disk"), change("c", "disk"));
        save(store, seen("alice", "early", now));
        save(
                store,
                new StateChange.Channel("one", new ChannelId("1")),
                new StateChange.Channel("two", new ChannelId("2")));
        cache.put(change("a", "memory"));
        cache.put(new MemoryChange("alice", "color", "b", null));
        cache.put(new MemoryChange("alice", "other", "c", new MemoryValue("x", null)));
        cache.addSeen("alice", new MessageId("late"));
        cache.addSeen("bob", new MessageId("his"));
        cache.put(Map.of("two", new ChannelId("22"), "three", new ChannelId("3")));

        assertThat(cache.memory("alice", "color"))
                .isEqualTo(Map.of("a", new MemoryValue("memory", null), "c", new MemoryValue("disk", null)));
        assertThat(cache.seen("alice")).containsExactlyInAnyOrder(new MessageId("early"), new MessageId("late"));
        assertThat(cache.channels(List.of("one", "two", "three", "four")))
                .isEqualTo(Map.of("one", new ChannelId("1"), "two", new ChannelId("22"), "three", new ChannelId("3")));
    }

    @Test
    void remembersMessagesForTenMinutes() {
        cache.addSeen("alice", new MessageId("old"));
        timers.advance(Duration.ofSeconds(1));
        cache.addSeen("alice", new MessageId("recent"));
        timers.advance(Duration.ofMinutes(10));

        assertThat(cache.seen("alice")).containsExactly(new MessageId("recent"));
    }

    @Test
    void whatWasForgottenIsGoneWhetherTheDiskTakesThatOrNot() {
        cache.save("alice", tokens("a", "r").of(ALICE));
        cache.put(change("a", "1"));
        cache.addSeen("alice", new MessageId("one"));
        timers.advance(Journal.DELAY);
        store.failure = full;
        cache.forget("alice");

        assertThat(cache.tokens("alice")).isEmpty();
        assertThat(cache.memory("alice", "color")).isEmpty();
        assertThat(cache.accountOf(ALICE.id())).isEmpty();
        assertThat(cache.accountCalled("alicia")).isEmpty();

        cache.save("alice", tokens("again", "again"));
        store.failure = null;
        timers.advance(Duration.ofSeconds(30));
        assertThat(store.tokens("alice")).contains(tokens("again", "again"));
        assertThat(store.memory("alice", "color")).isEmpty();
        assertThat(store.seenMessages("alice", Instant.EPOCH)).isEmpty();
    }

    @Test
    void knowsWhoseTokensItKeepsWhetherTheyAreStoredOrNot() {
        store.failure = full;
        cache.save("alice", tokens("a", "r").of(ALICE));
        assertThat(cache.accountOf(ALICE.id())).contains("alice");

        store.failure = null;
        timers.advance(Duration.ofSeconds(30));
        assertThat(cache.accountOf(ALICE.id())).contains("alice");
        assertThat(cache.accountCalled("alicia")).contains("alice");
    }

    @Test
    void renamesWithWhatWaitsAndNotWhileTheDiskTakesNothing() {
        cache.save("alice", tokens("a", "r"));
        cache.put(change("a", "1"));
        assertThat(cache.tokens("alicia")).isEmpty();

        cache.rename("alice", "alicia");

        assertThat(cache.tokens("alice")).isEmpty();
        assertThat(cache.tokens("alicia")).contains(tokens("a", "r"));
        assertThat(cache.memory("alicia", "color")).containsOnlyKeys("a");

        store.failure = full;
        cache.save("alicia", tokens("b", "r"));
        assertThatThrownBy(() -> cache.rename("alicia", "alice")).isInstanceOf(StateException.class);
        assertThat(cache.tokens("alicia")).contains(tokens("b", "r"));
    }

    @Test
    @Timeout(60)
    void everyThreadReadsWhatItHasWrittenWhileTheDiskComesAndGoes() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        List<EngineEvent> told = new CopyOnWriteArrayList<>();
        Map<String, StoredTokens> last = new ConcurrentHashMap<>();
        AtomicInteger attempts = new AtomicInteger();
        store.whileSaving = () -> store.failure = attempts.incrementAndGet() % 20 < 3 ? full : null;
        // Threads of the platform's, so that the virtual ones of the alarms get their turn.
        try (SystemTimers clock = new SystemTimers();
                ExecutorService threads = Executors.newFixedThreadPool(8);
                StateCache shared = new StateCache(store, new Hurried(clock), Thread.ofVirtual()::start, told::add)) {
            for (int i = 0; i < 8; i++) {
                String login = "account" + i;
                writers.add(threads.submit(() -> {
                    for (int round = 0; round < 100 || told.size() < 20; round++) {
                        StoredTokens next = tokens("access" + round, "refresh" + round);
                        shared.save(login, next);
                        assertThat(shared.tokens(login)).contains(next);
                        last.put(login, next);
                    }
                    return true;
                }));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
            store.whileSaving = () -> store.failure = null;
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.state()).isEqualTo(Future.State.SUCCESS));
        assertThat(store.saves.stream()
                        .flatMap(changes -> Unwritten.only(StateChange.Tokens.class, changes).stream())
                        .collect(Collectors.toMap(
                                StateChange.Tokens::login, StateChange.Tokens::tokens, (older, newer) -> newer)))
                .isEqualTo(last);
        assertThat(last).hasSize(8);
        for (int i = 0; i < told.size(); i++) {
            assertThat(told.get(i) instanceof StateTrouble).isEqualTo(i % 2 == 0);
        }
    }

    /** Real time, but a thousand times as fast where it waits. */
    private record Hurried(Timers real) implements Timers {
        @Override
        public void sleep(Duration time) throws InterruptedException {
            real.sleep(time.dividedBy(1_000));
        }

        @Override
        public long nanos() {
            return real.nanos();
        }

        @Override
        public Instant instant() {
            return real.instant();
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            return real.after(delay.dividedBy(1_000), task);
        }

        @Override
        public RandomGenerator random() {
            return () -> 0;
        }
    }
}
