package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.change;
import static dev.chameleonbot.engine.spi.StateStoreContract.tokens;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.StateRecovered;
import dev.chameleonbot.engine.model.EngineEvent.StateTrouble;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When what is unwritten is written, who is told of it, and what happens while the store takes nothing. */
class JournalTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final StateException full = new StateException(Kind.UNAVAILABLE, "The disk is full.", null);
    private final ManualTimers timers = new ManualTimers(() -> -1L);
    private final InMemoryStateStore store = new InMemoryStateStore(timers);
    private final List<EngineEvent> told = new ArrayList<>();
    private final Unwritten unwritten = new Unwritten();
    /** What wants to write, until the test lets it. */
    private final List<Runnable> writers = new ArrayList<>();

    private final List<CompletableFuture<@Nullable Void>> flushes = new ArrayList<>();

    private final Journal journal = new Journal(store, unwritten, timers, writers::add, told::add);

    private CompletableFuture<@Nullable Void> flush(String login, String generation) {
        unwritten.put(login, tokens(generation, generation));
        return journal.flush(login, () -> {});
    }

    private void rotate(String login, String generation) {
        flushes.add(flush(login, generation));
    }

    private void see(String login, String id) {
        unwritten.put(login, new MessageId(id), timers);
        journal.plan();
    }

    private void remember(String key, String value) {
        unwritten.put(change(key, value));
        journal.plan();
    }

    private void letWrite() {
        while (!writers.isEmpty()) {
            writers.removeFirst().run();
        }
    }

    /** Lets time go by, and whoever wants to write then. */
    private void advance(Duration time) {
        timers.advance(time);
        letWrite();
    }

    @Test
    void writesTogetherWhatCameInAShortTime() {
        see("alice", "one");
        timers.advance(Journal.DELAY.minusMillis(10));
        see("alice", "two");
        see("bob", "one");
        remember("last", "blue");
        unwritten.put(Map.of("room", new ChannelId("42")));
        journal.plan();
        assertThat(store.saves).isEmpty();
        timers.advance(Duration.ofMillis(10));

        assertThat(store.saves).singleElement().satisfies(batch -> {
            assertThat(batch).hasSize(5);
            assertThat(Unwritten.only(StateChange.SeenMessage.class, batch))
                    .hasSize(3)
                    .extracting(seen -> seen.at())
                    .containsOnly(timers.instant());
            assertThat(batch).hasAtLeastOneElementOfType(MemoryChange.class);
            assertThat(batch).hasAtLeastOneElementOfType(StateChange.Channel.class);
        });
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void setsOneAlarmForManyChangesAndNoneForNone() {
        assertThat(timers.alarms()).isZero();
        for (int i = 0; i < 1_000; i++) {
            see("alice", "id" + i);
            remember("key" + i, "value");
        }

        assertThat(timers.alarms()).isEqualTo(1);
    }

    @Test
    void writesTheNewestValueOfAKeyOnly() {
        remember("last", "blue");
        remember("last", "green");
        unwritten.put("alice", tokens("first", "first"));
        rotate("alice", "second");
        letWrite();

        assertThat(store.saves).singleElement().satisfies(batch -> {
            assertThat(batch)
                    .containsExactlyInAnyOrder(
                            change("last", "green"), new StateChange.Tokens("alice", tokens("second", "second")));
        });
    }

    @Test
    void whatCameDuringABatchIsWrittenALittleLaterEvenIfItIsTheSame() {
        remember("a", "1");
        store.whileSaving = () -> {
            store.whileSaving = () -> {};
            unwritten.forget("alice");
            remember("a", "1");
        };
        timers.advance(Journal.DELAY);
        assertThat(timers.alarms()).isEqualTo(1);
        timers.advance(Journal.DELAY);

        assertThat(store.saves).hasSize(2);
        assertThat(store.memory("alice", "color")).containsOnlyKeys("a");
    }

    @Test
    void aFlushIsDoneWhenItsBatchIsWrittenAndNotBefore() {
        List<Boolean> done = new ArrayList<>();
        CompletableFuture<@Nullable Void> flush = flush("alice", "new");
        store.whileSaving = () -> done.add(flush.isDone());
        assertThat(flush).isNotDone();
        letWrite();

        assertThat(done).containsExactly(false);
        assertThat(flush).isCompleted();
        assertThat(store.tokens("alice")).contains(tokens("new", "new"));
    }

    @Test
    void aThousandFlushesThatComeDuringABatchShareTheNext() {
        rotate("alice", "first");
        store.whileSaving = () -> {
            store.whileSaving = () -> {};
            for (int i = 0; i < 1_000; i++) {
                rotate("account" + i, "new");
            }
        };
        letWrite();

        assertThat(store.saves).hasSize(2);
        assertThat(flushes).hasSize(1_001).allSatisfy(flush -> assertThat(flush).isCompleted());
    }

    @Test
    void aFlushFailsForWhatTheStoreRefusesOfItsAccountAndTheRestIsWritten() {
        CompletableFuture<@Nullable Void> bobs = flush("bob", "new");
        unwritten.put(change("good", "1"));
        unwritten.put(change("bad", "x".repeat(2_000)));
        unwritten.put(change("fine", "2"));
        CompletableFuture<@Nullable Void> alices = journal.flush("alice", () -> {});
        letWrite();

        assertThat(bobs).isCompleted();
        assertThat(alices).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("too long");
        assertThat(store.memory("alice", "color")).containsOnlyKeys("good", "fine");
        assertThat(store.tokens("bob")).isPresent();
        assertThat(told).isEmpty();
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void whatTheStoreRefusesIsLoggedWhereNobodyWaitsForIt() {
        remember("bad", "x".repeat(2_000));
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            timers.advance(Journal.DELAY);

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR Not stored")
                    .contains("alice");
        }
    }

    @Test
    void anAccountThatAnotherEngineHasTakenOverIsNamedAndItsLateTokensAreNotWritten() {
        assertThat(store.save(List.of(new StateChange.Tokens("alice", tokens("his", "his"))), Map.of("alice", 1L)))
                .isEmpty();
        CompletableFuture<@Nullable Void> late = flush("alice", "late");
        CompletableFuture<@Nullable Void> bobs = flush("bob", "new");
        letWrite();

        assertThat(late).failsWithin(Duration.ZERO).withThrowableThat().withMessageContaining("taken over alice");
        assertThat(bobs).isCompleted();
        assertThat(store.tokens("alice")).contains(tokens("his", "his"));
        assertThat(told).isEmpty();
    }

    /** Reported as done, written later: also then another engine's tokens stay. */
    @Test
    void whatWasKeptInTroubleIsNotWrittenOverAnotherEnginesTokens() {
        store.failure = full;
        rotate("alice", "first");
        letWrite();
        assertThat(flush("alice", "kept")).isCompleted();
        store.failure = null;
        assertThat(store.save(List.of(new StateChange.Tokens("alice", tokens("his", "his"))), Map.of("alice", 1L)))
                .isEmpty();
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            advance(LONG);
            assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("ERROR Not stored", "alice"));
        }

        assertThat(store.tokens("alice")).contains(tokens("his", "his"));
        assertThat(told).hasSize(2).last().isInstanceOf(StateRecovered.class);
    }

    @Test
    void leavesNobodyWaitingWhenAWriterDies() {
        store.whileSaving = () -> {
            throw new AssertionError("the end");
        };
        CompletableFuture<@Nullable Void> flush = flush("alice", "new");

        assertThatThrownBy(this::letWrite).isInstanceOf(AssertionError.class);
        assertThat(flush).isCompletedExceptionally();

        store.whileSaving = () -> {};
        advance(LONG);
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void anErrorInARetryIsNotTheLastRetry() {
        store.failure = full;
        rotate("alice", "new");
        letWrite();
        store.failure = null;
        store.whileSaving = () -> {
            throw new AssertionError("the end");
        };
        assertThatThrownBy(() -> advance(LONG)).isInstanceOf(AssertionError.class);

        store.whileSaving = () -> {};
        advance(LONG);
        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void aStoreThatThrowsSomethingElseIsOneThatTakesNothingNow() {
        store.whileSaving = () -> {
            throw new IllegalStateException("odd");
        };
        CompletableFuture<@Nullable Void> flush = flush("alice", "new");
        letWrite();
        assertThat(flush).isCompleted();

        store.whileSaving = () -> {};
        advance(LONG);
        assertThat(store.tokens("alice")).isPresent();
        assertThat(told).hasSize(2).first().asString().contains("odd");
    }

    @Test
    void writesInOneBatchWhatCameMeanwhileOnceTheDiskIsBack() {
        store.failure = full;
        rotate("alice", "first");
        letWrite();
        rotate("alice", "second");
        rotate("bob", "bobs");
        remember("a", "1");
        unwritten.put(Map.of("room", new ChannelId("42")));
        advance(LONG);
        store.failure = null;
        advance(LONG);

        assertThat(store.saves).hasSize(1);
        assertThat(store.tokens("alice")).contains(tokens("second", "second"));
        assertThat(store.tokens("bob")).contains(tokens("bobs", "bobs"));
        assertThat(store.memory("alice", "color")).containsOnlyKeys("a");
        assertThat(store.channels(List.of("room"))).hasSize(1);
        assertThat(timers.alarms()).isZero();
    }

    @Test
    void tellsOnceThatTroubleBeginsAndOnceThatItEnds() {
        store.failure = full;
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            for (int i = 0; i < 10; i++) {
                rotate("alice", "generation" + i);
                advance(LONG);
            }
            assertThat(told).singleElement().isInstanceOfSatisfying(StateTrouble.class, trouble -> {
                assertThat(trouble.problem()).isEqualTo("The disk is full.");
                assertThat(trouble.advice())
                        .contains("stay in memory", "lost if the process is killed", "Free some space");
            });
            store.failure = null;
            advance(LONG);
            rotate("alice", "direct");
            advance(LONG);

            assertThat(told).hasSize(2).last().isInstanceOf(StateRecovered.class);
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void aListenerThatFailsKeepsNothingFromBeingWritten() {
        Journal told = new Journal(store, unwritten, timers, Runnable::run, event -> {
            throw new IllegalStateException("on purpose");
        });
        store.failure = full;
        unwritten.put("alice", tokens("a", "r"));
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            assertThat(told.flush("alice", () -> {})).isCompleted();
            store.failure = null;
            timers.advance(LONG);
            assertThat(log.lines()).hasSize(4);
        }

        assertThat(store.tokens("alice")).isPresent();
    }

    @Test
    void waitsLongerAfterEachFailureButNeverMoreThanHalfAMinute() {
        List<Long> attempts = new ArrayList<>();
        store.failure = full;
        store.whileSaving = () -> attempts.add(timers.instant().toEpochMilli());
        rotate("alice", "a");
        letWrite();
        advance(Duration.ofMinutes(5));

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
    void doesNotAskAFailingDiskAgainForEachChange() {
        store.failure = full;
        rotate("alice", "a");
        letWrite();
        List<String> attempts = new ArrayList<>();
        store.whileSaving = () -> attempts.add("attempt");
        for (int i = 0; i < 100; i++) {
            remember("key" + i, "value");
            assertThat(flush("alice", "generation" + i)).isCompleted();
        }
        advance(Duration.ofMillis(900));

        assertThat(attempts).isEmpty();
    }

    @Test
    void aNewerValueThatComesWhileAnOlderOneIsWrittenWins() {
        store.failure = full;
        rotate("alice", "older");
        letWrite();
        store.failure = null;
        store.whileSaving = () -> {
            store.whileSaving = () -> {};
            assertThat(flush("alice", "newer")).isCompleted();
        };
        advance(LONG);

        assertThat(store.saves).hasSize(2);
        assertThat(store.tokens("alice")).contains(tokens("newer", "newer"));
        assertThat(told).hasSize(2).last().isInstanceOf(StateRecovered.class);
    }

    @Test
    void anAccountForgottenWhileItsTokensAreWrittenStaysForgotten() {
        store.failure = full;
        rotate("alice", "a");
        letWrite();
        unwritten.forget("alice");
        rotate("alice", "again");
        store.failure = null;
        store.whileSaving = () -> {
            store.whileSaving = () -> {};
            unwritten.forget("alice");
        };
        advance(LONG);

        assertThat(store.tokens("alice")).isEmpty();
    }

    @Test
    void letsTheOldestIdsGoWhenThereAreTooManyAndSaysSo() {
        for (int i = 0; i < Unwritten.MOST_IDS + 5; i++) {
            see("alice", "id" + i);
        }
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            timers.advance(Journal.DELAY);

            assertThat(log.lines()).singleElement().asString().startsWith("WARN 5 ids");
        }
        assertThat(store.seenMessages("alice", timers.instant()))
                .hasSize(Unwritten.MOST_IDS)
                .noneMatch(seen -> seen.id().equals(new MessageId("id4")));
    }

    @Test
    void damageSeenAtRunTimeIsKeptFromTheAccountsAndAnnounced() {
        store.failure = new StateException(Kind.DAMAGED, "The file is malformed.", null);
        CompletableFuture<@Nullable Void> flush = flush("alice", "a");
        letWrite();

        assertThat(flush).isCompleted();
        assertThat(told).singleElement().asString().contains("malformed", "next start", "login");
    }

    @Test
    void makesALastAttemptWhenItIsClosedAndNoneAfterIt() {
        store.failure = full;
        rotate("alice", "a");
        letWrite();
        store.failure = null;
        journal.close();
        journal.close();

        assertThat(store.saves).containsExactly(List.of(new StateChange.Tokens("alice", tokens("a", "a"))));
        unwritten.put(change("late", "1"));
        advance(Duration.ofHours(1));
        assertThat(store.saves).hasSize(1);
        assertThatThrownBy(() -> journal.flush("alice", () -> {}))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void whoWaitsWhenItIsClosedIsServedByTheLastBatch() {
        CompletableFuture<@Nullable Void> flush = flush("alice", "a");
        journal.close();

        assertThat(flush).isCompleted();
        assertThat(store.tokens("alice")).isPresent();
        letWrite();
        assertThat(store.saves).hasSize(1);
    }

    @Test
    void saysByNameButWithoutSecretsWhatIsLostAtTheEnd() {
        store.failure = full;
        unwritten.put("alice", tokens("very-secret", "most-secret"));
        unwritten.put(change("a", "1"));
        unwritten.put(Map.of("room", new ChannelId("42")));
        try (CapturedLog log = CapturedLog.of(Journal.class)) {
            journal.close();

            assertThat(log.lines())
                    .singleElement()
                    .asString()
                    .startsWith("ERROR")
                    .contains("tokens of alice", "1 changes of what is remembered by color", "1 ids of channels")
                    .doesNotContain("secret");
        }
        assertThat(timers.alarms()).isZero();
    }
}
