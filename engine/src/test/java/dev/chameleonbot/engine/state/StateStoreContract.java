package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every state store has to do. */
abstract class StateStoreContract {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Owner ALICE = new Owner(new UserId("4711"), "alicia");

    /** The store under test, empty at first, with {@link #NOW} on its clock. */
    abstract StateStore store();

    static StoredTokens tokens(String access, String refresh) {
        return new StoredTokens(
                Secret.of(access), Optional.of(Secret.of(refresh)), NOW.plus(Duration.ofHours(4)), "fingerprint");
    }

    static MemoryChange change(String key, String value) {
        return new MemoryChange("alice", "color", key, new MemoryValue(value, null));
    }

    static SeenMessage seen(String login, String id, Instant at) {
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
        store().saveTokens("alice", tokens("old-access", "old-refresh"));
        StoredTokens newer = tokens("new-access", "new-refresh");
        store().saveTokens("alice", newer);

        assertThat(store().tokens("alice")).contains(newer);
        assertThat(store().tokens("bob")).isEmpty();
    }

    @Test
    void knowsWhoseTokensItKeeps() {
        store().saveTokens("bob", tokens("a", "b"));
        store().saveTokens("alice", tokens("c", "d").of(ALICE));

        assertThat(store().tokens("alice").orElseThrow().owner()).contains(ALICE);
        assertThat(store().accountOf(ALICE.id())).contains("alice");
        assertThat(store().accountCalled("alicia")).contains("alice");
        assertThat(store().accountOf(new UserId("5"))).isEmpty();
        assertThat(store().accountCalled("bob")).isEmpty();
    }

    @Test
    void keepsAllOfAnAccountUnderAnotherLogin() {
        store().saveTokens("alice", tokens("c", "d").of(ALICE));
        store().saveMemory(List.of(change("last", "blue"), change("count", "7")));
        store().saveMemory(List.of(new MemoryChange("alicia", "color", "last", new MemoryValue("red", null))));
        store().saveSeen(List.of(seen("alice", "one", NOW), seen("bob", "one", NOW)));

        store().rename("alice", "alicia");

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
        store().saveTokens("alice", tokens("c", "d"));
        store().saveTokens("alicia", tokens("e", "f"));

        store().rename("alice", "alicia");

        assertThat(store().tokens("alicia")).contains(tokens("e", "f"));
        assertThat(store().tokens("alice")).isEmpty();
    }

    @Test
    void takesTokensWithoutARefreshTokenAndWithoutAnEnd() {
        StoredTokens tokens = new StoredTokens(Secret.of("access"), Optional.empty(), Instant.MAX, "f");
        store().saveTokens("alice", tokens("a", "b"));
        store().saveTokens("alice", tokens);

        StoredTokens stored = store().tokens("alice").orElseThrow();
        assertThat(stored.refresh()).isEmpty();
        assertThat(stored.expiresAt()).isAfter(NOW.plus(Duration.ofDays(365_000)));
    }

    @Test
    void returnsTheChannelsThatAreKnownAndNoOthers() {
        store().saveChannels(Map.of("one", new ChannelId("1"), "two", new ChannelId("2")));
        store().saveChannels(Map.of("two", new ChannelId("22"), "three", new ChannelId("3")));

        assertThat(store().channels(List.of("one", "two", "two", "four")))
                .isEqualTo(Map.of("one", new ChannelId("1"), "two", new ChannelId("22")));
    }

    @Test
    void keepsEachBehavioursMemoryOfEachAccountApart() {
        MemoryValue value = new MemoryValue("blue", NOW.plusSeconds(60));
        store().saveMemory(List.of(
                new MemoryChange("alice", "color", "last", value),
                new MemoryChange("alice", "other", "last", new MemoryValue("x", null)),
                new MemoryChange("bob", "color", "last", new MemoryValue("y", null))));

        assertThat(store().memory("alice", "color")).isEqualTo(Map.of("last", value));
    }

    @Test
    void letsTheLastOfSeveralChangesOfAKeyCount() {
        store().saveMemory(List.of(
                change("a", "1"),
                change("a", "2"),
                change("b", "1"),
                new MemoryChange("alice", "color", "b", null),
                new MemoryChange("alice", "color", "never there", null)));

        assertThat(store().memory("alice", "color")).isEqualTo(Map.of("a", new MemoryValue("2", null)));
    }

    @Test
    void leavesExpiredValuesOut() {
        store().saveMemory(List.of(
                new MemoryChange("alice", "color", "gone", new MemoryValue("1", NOW)),
                new MemoryChange("alice", "color", "here", new MemoryValue("2", NOW.plusMillis(1)))));

        assertThat(store().memory("alice", "color")).containsOnlyKeys("here");
    }

    @Test
    void keepsNothingOfABatchThatFailsInTheMiddle() {
        String tooLong = "x".repeat(1_025);

        assertThatThrownBy(() -> store().saveMemory(List.of(change("a", "1"), change("b", tooLong), change("c", "3"))))
                .isInstanceOf(StateException.class);

        assertThat(store().memory("alice", "color")).isEmpty();
    }

    @Test
    void returnsTheMessagesOfAnAccountSeenSinceATimeEachWithTheLastTime() {
        store().saveSeen(List.of(
                seen("alice", "old", NOW.minusSeconds(601)),
                seen("alice", "first", NOW.minusSeconds(600)),
                seen("alice", "again", NOW.minusSeconds(601)),
                seen("bob", "other", NOW)));
        store().saveSeen(List.of(seen("alice", "again", NOW)));
        store().saveSeen(List.of(seen("alice", "late", NOW)));

        assertThat(store().seenMessages("alice", NOW.minusSeconds(600)))
                .containsExactlyInAnyOrder(
                        seen("alice", "first", NOW.minusSeconds(600)),
                        seen("alice", "again", NOW),
                        seen("alice", "late", NOW));
    }

    @Test
    void keepsWhatWasSeenInTheSameMomentWhateverTheIdsAre() {
        store().saveSeen(List.of(seen("alice", "one", NOW), seen("alice", "a \"]\\\n,é", NOW)));
        store().saveSeen(List.of(seen("alice", "two", NOW), seen("alice", "one", NOW)));

        assertThat(store().seenMessages("alice", NOW))
                .containsExactlyInAnyOrder(
                        seen("alice", "one", NOW), seen("alice", "two", NOW), seen("alice", "a \"]\\\n,é", NOW));
    }

    @Test
    void forgetsAllOfAnAccountAndNothingOfAnother() {
        for (String login : List.of("alice", "bob")) {
            store().saveTokens(login, tokens(login + "-access", "refresh"));
            store().saveMemory(List.of(new MemoryChange(login, "color", "last", new MemoryValue("blue", null))));
            store().saveSeen(List.of(seen(login, "one", NOW)));
        }

        store().forget("alice");

        assertThat(store().tokens("alice")).isEmpty();
        assertThat(store().memory("alice", "color")).isEmpty();
        assertThat(store().seenMessages("alice", Instant.EPOCH)).isEmpty();
        assertThat(store().tokens("bob")).contains(tokens("bob-access", "refresh"));
        assertThat(store().memory("bob", "color")).hasSize(1);
        assertThat(store().seenMessages("bob", Instant.EPOCH)).hasSize(1);
    }

    @Test
    void keepsWhatIsStoredTogetherWithOrAfterAForgetting() {
        store().saveTokens("alice", tokens("old", "old"));
        store().saveMemory(List.of(change("a", "1")));
        StoredTokens fresh = tokens("new", "new");
        store().save(new StateChanges(Set.of("alice"), Map.of("alice", fresh), Map.of(), List.of(), List.of()));
        store().saveMemory(List.of(change("b", "2")));

        assertThat(store().tokens("alice")).contains(fresh);
        assertThat(store().memory("alice", "color")).containsOnlyKeys("b");
    }

    @Test
    void refusesEverythingAfterClose() {
        store().close();
        store().close();

        assertThatThrownBy(() -> store().tokens("alice"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store().saveTokens("alice", tokens("very-secret", "most-secret")))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed")
                .hasMessageNotContainingAny("very-secret", "most-secret");
    }
}
