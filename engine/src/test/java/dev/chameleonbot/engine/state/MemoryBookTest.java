package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MemoryBookTest {
    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final FakeStateStore store = new FakeStateStore(clock);
    private final MemoryBook book = new MemoryBook(store, clock);
    private final Memory memory = book.open("alice", "color");

    private Map<String, MemoryValue> stored() {
        return store.memory("alice", "color");
    }

    private static MemoryValue lasting(String value) {
        return new MemoryValue(value, null);
    }

    @Test
    void readsWhatWasStoredBefore() {
        store.saveMemory(List.of(new MemoryChange("bob", "color", "last", lasting("blue"))));

        assertThat(book.open("bob", "color").get("last")).contains("blue");
        assertThat(book.open("bob", "other").get("last")).isEmpty();
    }

    @Test
    void showsAChangeAtOnceAndStoresItWithTheNextFlush() {
        memory.put("last", "blue");

        assertThat(memory.get("last")).contains("blue");
        assertThat(stored()).isEmpty();
        assertThat(book.hasChanges()).isTrue();

        assertThat(book.flush()).isTrue();
        assertThat(stored()).isEqualTo(Map.of("last", lasting("blue")));
        assertThat(book.hasChanges()).isFalse();
    }

    @Test
    void storesAllAccountsTogetherAndOnlyTheLastChangeOfAKey() {
        Memory other = book.open("bob", "color");
        memory.put("last", "blue");
        memory.put("last", "green");
        memory.put("gone", "x");
        memory.remove("gone");
        other.put("last", "red");
        book.flush();

        assertThat(store.saves).hasSize(1);
        assertThat(store.saves.getFirst().memory())
                .containsExactlyInAnyOrder(
                        new MemoryChange("alice", "color", "last", lasting("green")),
                        new MemoryChange("alice", "color", "gone", null),
                        new MemoryChange("bob", "color", "last", lasting("red")));
    }

    @Test
    void asksNothingOfTheStoreWithoutChanges() {
        memory.put("last", "blue");
        book.flush();
        memory.put("last", "blue");
        memory.remove("never there");

        assertThat(book.hasChanges()).isFalse();
        assertThat(book.flush()).isTrue();
        assertThat(store.saves).hasSize(1);
    }

    @Test
    void forgetsWhatWasRemoved() {
        memory.put("last", "blue");
        book.flush();
        memory.remove("last");

        assertThat(memory.get("last")).isEmpty();
        book.flush();
        assertThat(stored()).isEmpty();
    }

    @Test
    void forgetsAValueWhenItsTimeIsOver() {
        memory.put("hex", "no", Duration.ofDays(1));
        clock.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(memory.get("hex")).contains("no");

        clock.advance(Duration.ofMillis(1));
        assertThat(memory.get("hex")).isEmpty();
    }

    @Test
    void replacesAValueThatHasExpiredByTheSameOne() {
        memory.put("hex", "no", Duration.ofDays(1));
        book.flush();
        clock.advance(Duration.ofDays(2));
        memory.put("hex", "no");
        book.flush();

        assertThat(memory.get("hex")).contains("no");
        assertThat(stored()).isEqualTo(Map.of("hex", lasting("no")));
    }

    @Test
    void keepsForAHundredYearsWhatIsToBeKeptForLonger() {
        memory.put("key", "value", Duration.ofSeconds(Long.MAX_VALUE));

        clock.advance(Duration.ofDays(36_499));

        assertThat(memory.get("key")).contains("value");
    }

    @Test
    void namesTheKeysThatHaveAValue() {
        memory.put("a", "1");
        memory.put("b", "1");
        memory.put("c", "1", Duration.ofDays(1));
        memory.remove("b");
        assertThat(memory.keys()).containsExactlyInAnyOrder("a", "c");

        clock.advance(Duration.ofDays(1));
        assertThat(memory.keys()).containsExactly("a");
    }

    @Test
    void refusesWhatPassesALimit() {
        String longest = "x".repeat(1_024);
        memory.put(longest, longest);

        assertThatThrownBy(() -> memory.put(longest + "x", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> memory.put("", longest + "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> memory.put("a", "b", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> memory.put("a", "b", Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void takes256KeysAndThenOnlyInPlaceOfOthers() {
        for (int i = 0; i < 256; i++) {
            memory.put("key" + i, "x", Duration.ofMinutes(i == 0 ? 1 : 60));
        }
        memory.put("key7", "another value");
        assertThatThrownBy(() -> memory.put("one more", "x")).isInstanceOf(IllegalArgumentException.class);

        memory.remove("key1");
        memory.put("in place of a removed one", "x");
        assertThatThrownBy(() -> memory.put("one more", "x")).isInstanceOf(IllegalArgumentException.class);

        clock.advance(Duration.ofMinutes(2));
        memory.put("in place of an expired one", "x");
        assertThatThrownBy(() -> memory.put("one more", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysBoundedWhenKeysComeAndGoWhileTheStoreFails() {
        store.failure = new StateException("the disk is full");

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        memory.put("key" + i, "x");
                        memory.remove("key" + i);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);

        store.failure = null;
        book.flush();
        memory.put("key", "x");
    }

    @Test
    void keepsTheChangesOfAFailedFlushUntilOneSucceeds() {
        memory.put("first", "1");
        memory.put("second", "1");
        store.failure = new StateException("the disk is full");
        assertThat(book.flush()).isFalse();
        assertThat(book.flush()).isFalse();
        assertThat(book.hasChanges()).isTrue();

        memory.put("second", "2");
        memory.remove("first");
        store.failure = null;
        assertThat(book.flush()).isTrue();

        assertThat(stored()).isEqualTo(Map.of("second", lasting("2")));
        assertThat(book.hasChanges()).isFalse();
    }

    @Test
    void losesNoChangeThatComesDuringAFlush() {
        memory.put("a", "1");
        memory.put("b", "1");
        store.whileSaving = () -> {
            memory.put("a", "2");
            memory.remove("b");
        };
        book.flush();
        store.whileSaving = () -> {};

        assertThat(stored()).isEqualTo(Map.of("a", lasting("1"), "b", lasting("1")));
        assertThat(book.hasChanges()).isTrue();
        book.flush();
        assertThat(stored()).isEqualTo(Map.of("a", lasting("2")));
    }

    @Test
    void holdsNothingOfAnAccountThatWasClosed() {
        Memory other = book.open("bob", "color");
        memory.put("last", "blue");

        assertThat(book.close("alice")).isTrue();

        assertThat(stored()).isEqualTo(Map.of("last", lasting("blue")));
        assertThat(book.size()).isEqualTo(1);
        assertThatThrownBy(() -> memory.put("last", "red")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.remove("last")).isInstanceOf(IllegalStateException.class);
        other.put("last", "red");
    }

    @Test
    void holdsTheChangesOfAClosedAccountOnlyUntilTheyAreStored() {
        memory.put("last", "blue");
        store.failure = new StateException("the disk is full");
        assertThat(book.close("alice")).isFalse();
        assertThat(book.size()).isEqualTo(1);

        store.failure = null;
        assertThat(book.flush()).isTrue();
        assertThat(book.size()).isZero();
        assertThat(stored()).isEqualTo(Map.of("last", lasting("blue")));
    }

    @Test
    void remembersUnstoredChangesOfAnAccountThatComesBack() {
        memory.put("last", "blue");
        store.failure = new StateException("the disk is full");
        book.close("alice");

        Memory again = book.open("alice", "color");
        assertThat(again.get("last")).contains("blue");
        store.failure = null;
        book.flush();
        again.put("last", "red");
        book.flush();
        assertThat(stored()).isEqualTo(Map.of("last", lasting("red")));
    }
}
