package dev.chameleonbot.engine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
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
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link StateStore} has to do. To be extended by the tests of one: {@link #store()} returns it, empty at first
 * for each test. Needs JUnit Jupiter and AssertJ, and the engine on the class path, whose package this is in.
 */
public abstract class StateStoreContract {
    /** What is on the store's clock. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private static final Owner ALICE = new Owner(new UserId("4711"), "alicia");

    /** For the tests of a store. */
    protected StateStoreContract() {}

    /** The store under test, empty at first, with {@link #NOW} on its clock. */
    protected abstract StateStore store();

    /** Stores changes of accounts without epochs, of which none may be refused. */
    public static void save(StateStore store, StateChange... changes) {
        save(store, List.of(changes));
    }

    /** Stores changes of accounts without epochs, of which none may be refused. */
    public static void save(StateStore store, List<? extends StateChange> changes) {
        assertThat(store.save(changes, Map.of())).isEmpty();
    }

    /** Tokens that end in four hours. */
    public static StoredTokens tokens(String access, String refresh) {
        return new StoredTokens(
                Secret.of(access), Optional.of(Secret.of(refresh)), NOW.plus(Duration.ofHours(4)), "fingerprint");
    }

    /** A change of one of Alice's memories. */
    public static MemoryChange change(String key, String value) {
        return new MemoryChange("alice", "color", key, new MemoryValue(value, null));
    }

    /** A message that was seen. */
    public static SeenMessage seen(String login, String id, Instant at) {
        return new SeenMessage(login, new MessageId(id), at);
    }

    @Test
    void knowsNothingAtFirst() {
        assertThat(store().tokens("alice")).isEmpty();
        assertThat(store().channels(List.of("room"))).isEmpty();
        assertThat(store().memory("alice", "color")).isEmpty();
        assertThat(store().seenMessages("alice", Instant.EPOCH)).isEmpty();
    }

    @Test
    void returnsTheTokensLastSaved() {
        save(store(), new StateChange.Tokens("alice", tokens("old-access", "old-refresh")));
        StoredTokens newer = tokens("new-access", "new-refresh");
        save(store(), new StateChange.Tokens("alice", newer));

        assertThat(store().tokens("alice")).contains(newer);
        assertThat(store().tokens("bob")).isEmpty();
    }

    @Test
    void knowsWhoseTokensItKeeps() {
        save(store(), new StateChange.Tokens("bob", tokens("a", "b")));
        save(store(), new StateChange.Tokens("alice", tokens("c", "d").of(ALICE)));

        assertThat(store().tokens("alice").orElseThrow().owner()).contains(ALICE);
        assertThat(store().accountOf(ALICE.id())).contains("alice");
        assertThat(store().accountCalled("alicia")).contains("alice");
        assertThat(store().accountOf(new UserId("5"))).isEmpty();
        assertThat(store().accountCalled("bob")).isEmpty();
    }

    @Test
    void keepsAllOfAnAccountUnderAnotherLogin() {
        save(store(), new StateChange.Tokens("alice", tokens("c", "d").of(ALICE)));
        save(store(), change("last", "blue"), change("count", "7"));
        save(store(), new MemoryChange("alicia", "color", "last", new MemoryValue("red", null)));
        save(store(), seen("alice", "one", NOW), seen("bob", "one", NOW));

        assertThat(store().rename("alice", "alicia", Map.of())).isEmpty();

        assertThat(store().tokens("alice")).isEmpty();
        assertThat(store().tokens("alicia")).contains(tokens("c", "d").of(ALICE));
        assertThat(store().accountOf(ALICE.id())).contains("alicia");
        assertThat(store().memory("alice", "color")).isEmpty();
        assertThat(store().memory("alicia", "color"))
                .isEqualTo(Map.of("last", new MemoryValue("red", null), "count", new MemoryValue("7", null)));
        assertThat(store().seenMessages("alicia", Instant.EPOCH)).containsExactly(seen("alicia", "one", NOW));
        assertThat(store().seenMessages("bob", Instant.EPOCH)).hasSize(1);
    }

    @Test
    void leavesTokensAloneThatAreThereUnderTheOtherLogin() {
        save(store(), new StateChange.Tokens("alice", tokens("c", "d")));
        save(store(), new StateChange.Tokens("alicia", tokens("e", "f")));

        assertThat(store().rename("alice", "alicia", Map.of())).isEmpty();

        assertThat(store().tokens("alicia")).contains(tokens("e", "f"));
        assertThat(store().tokens("alice")).isEmpty();
    }

    @Test
    void takesTokensWithoutARefreshTokenAndWithoutAnEnd() {
        StoredTokens tokens = new StoredTokens(Secret.of("access"), Optional.empty(), Instant.MAX, "f");
        save(store(), new StateChange.Tokens("alice", tokens("a", "b")));
        save(store(), new StateChange.Tokens("alice", tokens));

        StoredTokens stored = store().tokens("alice").orElseThrow();
        assertThat(stored.refresh()).isEmpty();
        assertThat(stored.expiresAt()).isAfter(NOW.plus(Duration.ofDays(365_000)));
    }

    @Test
    void returnsTheChannelsThatAreKnownAndNoOthers() {
        save(
                store(),
                new StateChange.Channel("one", new ChannelId("1")),
                new StateChange.Channel("two", new ChannelId("2")));
        save(
                store(),
                new StateChange.Channel("two", new ChannelId("22")),
                new StateChange.Channel("three", new ChannelId("3")));

        assertThat(store().channels(List.of("one", "two", "two", "four")))
                .isEqualTo(Map.of("one", new ChannelId("1"), "two", new ChannelId("22")));
    }

    @Test
    void keepsEachBehavioursMemoryOfEachAccountApart() {
        MemoryValue value = new MemoryValue("blue", NOW.plusSeconds(60));
        save(
                store(),
                new MemoryChange("alice", "color", "last", value),
                new MemoryChange("alice", "other", "last", new MemoryValue("x", null)),
                new MemoryChange("bob", "color", "last", new MemoryValue("y", null)));

        assertThat(store().memory("alice", "color")).isEqualTo(Map.of("last", value));
    }

    @Test
    void letsTheLastOfSeveralChangesOfAKeyCount() {
        save(
                store(),
                change("a", "1"),
                change("a", "2"),
                change("b", "1"),
                new MemoryChange("alice", "color", "b", null),
                new MemoryChange("alice", "color", "never there", null));

        assertThat(store().memory("alice", "color")).isEqualTo(Map.of("a", new MemoryValue("2", null)));
    }

    @Test
    void leavesExpiredValuesOut() {
        save(
                store(),
                new MemoryChange("alice", "color", "gone", new MemoryValue("1", NOW)),
                new MemoryChange("alice", "color", "here", new MemoryValue("2", NOW.plusMillis(1))));

        assertThat(store().memory("alice", "color")).containsOnlyKeys("here");
    }

    @Test
    void keepsNothingOfABatchThatFailsInTheMiddle() {
        String tooLong = "x".repeat(1_025);

        assertThatThrownBy(() -> save(store(), change("a", "1"), change("b", tooLong), change("c", "3")))
                .isInstanceOf(StateException.class);

        assertThat(store().memory("alice", "color")).isEmpty();
    }

    @Test
    void returnsTheMessagesOfAnAccountSeenSinceATimeEachWithTheLastTime() {
        save(
                store(),
                seen("alice", "old", NOW.minusSeconds(601)),
                seen("alice", "first", NOW.minusSeconds(600)),
                seen("alice", "again", NOW.minusSeconds(601)),
                seen("bob", "other", NOW));
        save(store(), seen("alice", "again", NOW));
        save(store(), seen("alice", "late", NOW));

        assertThat(store().seenMessages("alice", NOW.minusSeconds(600)))
                .containsExactlyInAnyOrder(
                        seen("alice", "first", NOW.minusSeconds(600)),
                        seen("alice", "again", NOW),
                        seen("alice", "late", NOW));
    }

    @Test
    void keepsWhatWasSeenInTheSameMomentWhateverTheIdsAre() {
        save(store(), seen("alice", "one", NOW), seen("alice", "a \"]\\\n,é", NOW));
        save(store(), seen("alice", "two", NOW), seen("alice", "one", NOW));

        assertThat(store().seenMessages("alice", NOW))
                .containsExactlyInAnyOrder(
                        seen("alice", "one", NOW), seen("alice", "two", NOW), seen("alice", "a \"]\\\n,é", NOW));
    }

    @Test
    void forgetsAllOfAnAccountAndNothingOfAnother() {
        for (String login : List.of("alice", "bob")) {
            save(store(), new StateChange.Tokens(login, tokens(login + "-access", "refresh")));
            save(store(), new MemoryChange(login, "color", "last", new MemoryValue("blue", null)));
            save(store(), seen(login, "one", NOW));
        }

        save(store(), new StateChange.Forgotten("alice"));

        assertThat(store().tokens("alice")).isEmpty();
        assertThat(store().memory("alice", "color")).isEmpty();
        assertThat(store().seenMessages("alice", Instant.EPOCH)).isEmpty();
        assertThat(store().tokens("bob")).contains(tokens("bob-access", "refresh"));
        assertThat(store().memory("bob", "color")).hasSize(1);
        assertThat(store().seenMessages("bob", Instant.EPOCH)).hasSize(1);
    }

    @Test
    void keepsWhatIsStoredTogetherWithOrAfterAForgetting() {
        save(store(), new StateChange.Tokens("alice", tokens("old", "old")));
        save(store(), change("a", "1"));
        StoredTokens fresh = tokens("new", "new");
        save(store(), new StateChange.Forgotten("alice"), new StateChange.Tokens("alice", fresh));
        save(store(), change("b", "2"));

        assertThat(store().tokens("alice")).contains(fresh);
        assertThat(store().memory("alice", "color")).containsOnlyKeys("b");
    }

    /** All sorts of changes of an account. */
    private static List<StateChange> all(String login, String value) {
        return List.of(
                new StateChange.Tokens(login, tokens(value, value)),
                new MemoryChange(login, "color", "last", new MemoryValue(value, null)),
                seen(login, value, NOW));
    }

    private static List<StateChange> together(List<StateChange> one, List<StateChange> other) {
        List<StateChange> all = new ArrayList<>(one);
        all.add(new StateChange.Channel("room", new ChannelId("42")));
        all.addAll(other);
        return all;
    }

    private void assertHas(String login, String value) {
        assertThat(store().tokens(login)).contains(tokens(value, value));
        assertThat(store().memory(login, "color")).isEqualTo(Map.of("last", new MemoryValue(value, null)));
        assertThat(store().seenMessages(login, Instant.EPOCH)).containsExactly(seen(login, value, NOW));
    }

    @Test
    void refusesAndNamesAnAccountWithAnOlderEpochAndWritesTheOthersOfTheBatch() {
        assertThat(store().save(all("alice", "new"), Map.of("alice", 7L))).isEmpty();

        assertThat(store().save(together(all("alice", "late"), all("bob", "his")), Map.of("alice", 6L, "bob", 3L)))
                .containsExactly("alice");

        assertHas("alice", "new");
        assertHas("bob", "his");
        assertThat(store().channels(List.of("room"))).hasSize(1);
    }

    @Test
    void takesTheSameAndANewerEpochAndFromThenOnNothingOlder() {
        assertThat(store().save(all("alice", "one"), Map.of("alice", 1L))).isEmpty();
        assertThat(store().save(List.of(new StateChange.Tokens("alice", tokens("two", "two"))), Map.of("alice", 1L)))
                .isEmpty();
        assertThat(store().save(
                                List.of(new StateChange.Tokens("alice", tokens("three", "three"))),
                                Map.of("alice", 5L)))
                .isEmpty();

        assertThat(store().save(List.of(change("last", "late")), Map.of("alice", 1L)))
                .containsExactly("alice");

        assertThat(store().tokens("alice")).contains(tokens("three", "three"));
        assertThat(store().memory("alice", "color")).isEqualTo(Map.of("last", new MemoryValue("one", null)));
    }

    @Test
    void takesAnAccountWithoutAnEpochForOneOfEpochZero() {
        save(store(), all("alice", "alone"));
        assertThat(store().save(
                                List.of(new StateChange.Tokens("alice", tokens("owned", "owned"))),
                                Map.of("alice", 1L)))
                .isEmpty();

        assertThat(store().save(all("alice", "late"), Map.of())).containsExactly("alice");

        assertThat(store().tokens("alice")).contains(tokens("owned", "owned"));
    }

    @Test
    void refusesToForgetForAnOlderEpochAndRemembersTheEpochOfAForgottenAccount() {
        assertThat(store().save(all("alice", "hers"), Map.of("alice", 2L))).isEmpty();
        assertThat(store().save(List.of(new StateChange.Forgotten("alice")), Map.of("alice", 1L)))
                .containsExactly("alice");
        assertHas("alice", "hers");

        assertThat(store().save(List.of(new StateChange.Forgotten("alice")), Map.of("alice", 2L)))
                .isEmpty();
        assertThat(store().save(all("alice", "late"), Map.of("alice", 1L))).containsExactly("alice");
        assertThat(store().tokens("alice")).isEmpty();
    }

    @Test
    void refusesToRenameForAnOlderEpochOfEitherName() {
        assertThat(store().save(all("alice", "hers"), Map.of("alice", 2L))).isEmpty();
        assertThat(store().save(
                                List.of(new MemoryChange("alicia", "color", "x", new MemoryValue("y", null))),
                                Map.of("alicia", 4L)))
                .isEmpty();

        assertThat(store().rename("alice", "alicia", Map.of("alice", 1L, "alicia", 4L)))
                .containsExactly("alice");
        assertThat(store().rename("alice", "alicia", Map.of("alice", 2L, "alicia", 3L)))
                .containsExactly("alicia");
        assertHas("alice", "hers");
        assertThat(store().tokens("alicia")).isEmpty();

        assertThat(store().rename("alice", "alicia", Map.of("alice", 2L, "alicia", 4L)))
                .isEmpty();
        assertThat(store().tokens("alicia")).contains(tokens("hers", "hers"));
    }

    @Test
    void refusesEverythingAfterClose() {
        store().close();
        store().close();

        assertThatThrownBy(() -> store().tokens("alice"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> save(store(), new StateChange.Tokens("alice", tokens("very-secret", "most-secret"))))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed")
                .hasMessageNotContainingAny("very-secret", "most-secret");
    }
}
