package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.state.StateStoreContract.change;
import static dev.chameleonbot.engine.state.StateStoreContract.seen;
import static dev.chameleonbot.engine.state.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens while the disk takes nothing, and when it does again. */
class SteadfastStateStoreTest {
    private final StateException full = new StateException(Kind.UNAVAILABLE, "The disk is full.", null);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ManualTimers timers = new ManualTimers();
    private final FakeStateStore disk = new FakeStateStore(timers);
    private final RecordedTrouble trouble = new RecordedTrouble();
    private final SteadfastStateStore store = new SteadfastStateStore(disk, timers, () -> -1L, trouble);

    @Test
    void aRotatedTokenIsUsableThoughItCouldNotBeStored() {
        store.saveTokens("alice", tokens("old", "old"));
        disk.failure = full;
        store.saveTokens("alice", tokens("new", "new"));

        assertThat(store.tokens("alice")).contains(tokens("new", "new"));
        assertThat(disk.tokens("alice")).contains(tokens("old", "old"));
    }

    @Test
    void storesInOneTransactionWhatCameMeanwhileOnceTheDiskIsBack() {
        disk.failure = full;
        store.saveTokens("alice", tokens("first", "first"));
        store.saveTokens("alice", tokens("second", "second"));
        store.saveTokens("bob", tokens("bobs", "bobs"));
        store.saveMemory(List.of(change("a", "1")));
        store.saveChannels(Map.of("room", new ChannelId("42")));
        timers.advance(LONG);
        disk.failure = null;
        timers.advance(LONG);

        assertThat(disk.saves).hasSize(1);
        assertThat(disk.tokens("alice")).contains(tokens("second", "second"));
        assertThat(disk.tokens("bob")).contains(tokens("bobs", "bobs"));
        assertThat(disk.memory("alice", "color")).containsOnlyKeys("a");
        assertThat(disk.channels(List.of("room"))).hasSize(1);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void tellsOnceThatTroubleBeginsAndOnceThatItEnds() {
        disk.failure = full;
        for (int i = 0; i < 10; i++) {
            store.saveTokens("alice", tokens("access" + i, "refresh" + i));
            timers.advance(LONG);
        }
        assertThat(trouble.calls)
                .singleElement()
                .asString()
                .startsWith("began: The disk is full.")
                .contains("kept in memory", "lost if the process is killed", "make room");

        disk.failure = null;
        timers.advance(LONG);
        store.saveTokens("alice", tokens("direct", "direct"));
        timers.advance(LONG);

        assertThat(trouble.calls).hasSize(2).last().isEqualTo("ended");
    }

    @Test
    void waitsLongerAfterEachFailureButNeverMoreThanHalfAMinute() {
        List<Long> attempts = new ArrayList<>();
        disk.failure = full;
        disk.whileSaving = () -> attempts.add(timers.instant().toEpochMilli());
        store.saveTokens("alice", tokens("a", "r"));
        timers.advance(Duration.ofMinutes(5));

        List<Long> waits = new ArrayList<>();
        for (int i = 1; i < attempts.size(); i++) {
            waits.add(attempts.get(i) - attempts.get(i - 1));
        }
        assertThat(waits)
                .startsWith(999L, 1_999L, 3_999L)
                .isSorted()
                .hasSizeBetween(12, 18)
                .allMatch(wait -> wait <= 30_000);
    }

    @Test
    void doesNotAskAFailingDiskAgainForEachWrite() {
        disk.failure = full;
        store.saveTokens("alice", tokens("a", "r"));
        List<String> attempts = new ArrayList<>();
        disk.whileSaving = () -> attempts.add("attempt");
        for (int i = 0; i < 100; i++) {
            store.saveMemory(List.of(change("key" + i, "value")));
        }

        assertThat(attempts).isEmpty();
    }

    @Test
    void aNewerValueThatComesWhileAnOlderOneIsWrittenWins() {
        disk.failure = full;
        store.saveTokens("alice", tokens("older", "older"));
        disk.failure = null;
        disk.whileSaving = () -> {
            disk.whileSaving = () -> {};
            store.saveTokens("alice", tokens("newer", "newer"));
            assertThat(store.tokens("alice")).contains(tokens("newer", "newer"));
        };
        timers.advance(LONG);

        assertThat(disk.saves).hasSize(2);
        assertThat(disk.tokens("alice")).contains(tokens("newer", "newer"));
        assertThat(trouble.calls).hasSize(2).last().isEqualTo("ended");
    }

    @Test
    void anAccountForgottenWhileItsTokensAreWrittenStaysForgotten() {
        disk.failure = full;
        store.saveTokens("alice", tokens("a", "r"));
        store.forget("alice");
        store.saveTokens("alice", tokens("again", "again"));
        disk.failure = null;
        disk.whileSaving = () -> {
            disk.whileSaving = () -> {};
            store.forget("alice");
        };
        timers.advance(LONG);

        assertThat(store.tokens("alice")).isEmpty();
        assertThat(disk.tokens("alice")).isEmpty();
    }

    @Test
    void readsOfWhatIsInMemoryOnlyGoBeforeTheDisks() {
        Instant now = timers.instant();
        store.saveMemory(List.of(change("a", "disk"), change("b", "disk"), change("c", "disk")));
        store.saveSeen(List.of(seen("alice", "early", now)));
        disk.failure = full;
        store.saveMemory(List.of(
                change("a", "memory"),
                new MemoryChange("alice", "color", "b", null),
                new MemoryChange("alice", "color", "d", new MemoryValue("soon gone", now.plusSeconds(5)))));
        store.saveSeen(List.of(seen("alice", "late", now)));
        timers.advance(Duration.ofSeconds(5));

        assertThat(store.memory("alice", "color"))
                .isEqualTo(Map.of("a", new MemoryValue("memory", null), "c", new MemoryValue("disk", null)));
        assertThat(store.seenMessages("alice", now)).hasSize(2);
    }

    @Test
    void refusesAtOnceWhatTheStoreRefuses() {
        assertThatThrownBy(() -> store.saveMemory(List.of(change("a", "x".repeat(2_000)))))
                .isInstanceOf(StateException.class);

        assertThat(trouble.calls).isEmpty();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void dropsAfterwardsWhatTheStoreRefusesAndKeepsTheRest() {
        disk.failure = full;
        store.saveTokens("alice", tokens("a", "r"));
        store.saveMemory(List.of(change("good", "1"), change("bad", "x".repeat(2_000)), change("fine", "2")));
        disk.failure = null;
        try (CapturedLog log = CapturedLog.of(SteadfastStateStore.class)) {
            timers.advance(LONG);

            assertThat(log.lines()).singleElement().asString().startsWith("ERROR Not stored");
        }
        assertThat(disk.memory("alice", "color")).containsOnlyKeys("good", "fine");
        assertThat(disk.tokens("alice")).isPresent();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void takesNoMoreMemoriesThanItsBound() {
        disk.failure = full;
        List<MemoryChange> many = new ArrayList<>();
        for (int i = 0; i < UnwrittenState.MOST_MEMORIES; i++) {
            many.add(change("key" + i, "v"));
        }
        store.saveMemory(many);

        assertThatThrownBy(() -> store.saveMemory(List.of(change("one more", "v"))))
                .isInstanceOf(StateException.class);
        store.saveTokens("alice", tokens("a", "r"));
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void letsTheEldestIdsGoWhenThereAreTooMany() {
        disk.failure = full;
        Instant now = timers.instant();
        for (int i = 0; i <= UnwrittenState.MOST_IDS; i++) {
            store.saveSeen(List.of(seen("alice", "id" + i, now)));
        }

        assertThat(store.seenMessages("alice", now))
                .hasSize(UnwrittenState.MOST_IDS)
                .doesNotContain(seen("alice", "id0", now));
    }

    @Test
    void damageSeenAtRunTimeIsKeptFromTheAccountsAndAnnounced() {
        disk.failure = new StateException(Kind.DAMAGED, "The file is malformed.", null);
        store.saveTokens("alice", tokens("a", "r"));
        timers.advance(Duration.ZERO);

        assertThat(store.tokens("alice")).isPresent();
        assertThat(trouble.calls).singleElement().asString().contains("malformed", "next start", "login");
    }

    @Test
    @Timeout(60)
    void everyThreadReadsWhatItHasWrittenWhileTheDiskComesAndGoes() throws Exception {
        List<Future<?>> writers = new ArrayList<>();
        Map<String, StoredTokens> last = new ConcurrentHashMap<>();
        FakeStateStore fickle = new FakeStateStore(timers);
        AtomicInteger attempts = new AtomicInteger();
        fickle.whileSaving = () -> fickle.failure = attempts.incrementAndGet() % 50 < 5 ? full : null;
        // Threads of the platform's, so that the virtual ones of the alarms get their turn.
        try (SystemTimers clock = new SystemTimers();
                ExecutorService threads = Executors.newFixedThreadPool(8);
                SteadfastStateStore shared = new SteadfastStateStore(fickle, new Hurried(clock), () -> 0, trouble)) {
            for (int i = 0; i < 8; i++) {
                String login = "account" + i;
                writers.add(threads.submit(() -> {
                    for (int round = 0; round < 100 || trouble.calls.size() < 20; round++) {
                        shared.saveTokens(login, tokens("access" + round, "refresh" + round));
                        assertThat(shared.tokens(login)).contains(tokens("access" + round, "refresh" + round));
                        last.put(login, tokens("access" + round, "refresh" + round));
                    }
                    return true;
                }));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
            fickle.whileSaving = () -> fickle.failure = null;
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.state()).isEqualTo(Future.State.SUCCESS));
        assertThat(fickle.saves.stream()
                        .flatMap(changes -> changes.tokens().entrySet().stream())
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (older, newer) -> newer)))
                .isEqualTo(last);
        assertThat(last).hasSize(8);
        for (int i = 0; i < trouble.calls.size(); i++) {
            assertThat(trouble.calls.get(i)).startsWith(i % 2 == 0 ? "began" : "ended");
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
    }

    @Test
    void makesALastAttemptWhenItIsClosed() {
        disk.failure = full;
        store.saveTokens("alice", tokens("a", "r"));
        disk.failure = null;
        store.close();

        assertThat(disk.saves).extracting(StateChanges::tokens).containsExactly(Map.of("alice", tokens("a", "r")));
        assertThat(timers.alarms()).isLessThanOrEqualTo(1); // the report
        timers.advance(Duration.ofHours(1));
        assertThat(disk.saves).hasSize(1);
    }

    @Test
    void saysByNameButWithoutSecretsWhatIsLostAtTheEnd() {
        disk.failure = full;
        store.saveTokens("alice", tokens("very-secret", "most-secret"));
        store.saveMemory(List.of(change("a", "1")));
        store.saveChannels(Map.of("room", new ChannelId("42")));
        try (CapturedLog log = CapturedLog.of(SteadfastStateStore.class)) {
            store.close();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR")
                    .contains("tokens of alice", "1 changes of what is remembered by color", "1 ids of channels")
                    .doesNotContain("secret");
        }
    }
}
