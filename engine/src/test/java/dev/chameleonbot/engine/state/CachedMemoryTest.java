package dev.chameleonbot.engine.state;

import static dev.chameleonbot.engine.spi.StateStoreContract.save;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CachedMemoryTest {
    private final StateException full = new StateException(StateException.Kind.UNAVAILABLE, "The disk is full.", null);
    private final ManualTimers timers = new ManualTimers();
    private final InMemoryStateStore store = new InMemoryStateStore(timers);
    private final StateCache cache = store.cache(timers);
    private final Memory memory = cache.openMemory("alice", "color");

    private void flush() {
        timers.advance(Journal.DELAY);
    }

    private Map<String, MemoryValue> stored() {
        return store.memory("alice", "color");
    }

    private static MemoryValue lasting(String value) {
        return new MemoryValue(value, null);
    }

    @Test
    void readsWhatWasStoredBefore() {
        save(store, new MemoryChange("bob", "color", "last", lasting("blue")));

        assertThat(cache.openMemory("bob", "color").get("last")).contains("blue");
        assertThat(cache.openMemory("bob", "other").get("last")).isEmpty();
    }

    @Test
    void showsAChangeAtOnceAndStoresItWithTheNextFlush() {
        memory.put("last", "blue");

        assertThat(memory.get("last")).contains("blue");
        assertThat(stored()).isEmpty();

        flush();
        assertThat(stored()).isEqualTo(Map.of("last", lasting("blue")));
    }

    @Test
    void asksNothingOfTheStoreWithoutChanges() {
        memory.put("last", "blue");
        flush();
        memory.put("last", "blue");
        memory.remove("never there");

        assertThat(timers.alarms()).isZero();
        assertThat(store.saves).hasSize(1);
    }

    @Test
    void forgetsWhatWasRemoved() {
        memory.put("last", "blue");
        flush();
        memory.remove("last");

        assertThat(memory.get("last")).isEmpty();
        flush();
        assertThat(stored()).isEmpty();
    }

    @Test
    void forgetsAValueWhenItsTimeIsOver() {
        memory.put("hex", "no", Duration.ofDays(1));
        timers.advance(Duration.ofDays(1).minusMillis(1));
        assertThat(memory.get("hex")).contains("no");

        timers.advance(Duration.ofMillis(1));
        assertThat(memory.get("hex")).isEmpty();
    }

    @Test
    void replacesAValueThatHasExpiredByTheSameOne() {
        memory.put("hex", "no", Duration.ofDays(1));
        flush();
        timers.advance(Duration.ofDays(2));
        memory.put("hex", "no");
        flush();

        assertThat(memory.get("hex")).contains("no");
        assertThat(stored()).isEqualTo(Map.of("hex", lasting("no")));
    }

    @Test
    void keepsForAHundredYearsWhatIsToBeKeptForLonger() {
        memory.put("key", "value", Duration.ofSeconds(Long.MAX_VALUE));

        timers.advance(Duration.ofDays(36_499));

        assertThat(memory.get("key")).contains("value");
    }

    @Test
    void namesTheKeysThatHaveAValue() {
        memory.put("a", "1");
        memory.put("b", "1");
        memory.put("c", "1", Duration.ofDays(1));
        memory.remove("b");
        assertThat(memory.keys()).containsExactlyInAnyOrder("a", "c");

        timers.advance(Duration.ofDays(1));
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

        timers.advance(Duration.ofMinutes(2));
        memory.put("in place of an expired one", "x");
        assertThatThrownBy(() -> memory.put("one more", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void staysBoundedWhenKeysComeAndGoWhileTheStoreFails() {
        store.failure = full;

        assertThatThrownBy(() -> {
                    for (int i = 0; i < 100_000; i++) {
                        memory.put("key" + i, "x");
                        memory.remove("key" + i);
                    }
                })
                .isInstanceOf(IllegalArgumentException.class);

        store.failure = null;
        timers.advance(Duration.ofSeconds(30));
        memory.put("key", "x");
    }

    @Test
    void keepsTheChangesThatCouldNotBeStoredUntilTheyCan() {
        memory.put("first", "1");
        memory.put("second", "1");
        store.failure = full;
        flush();

        memory.put("second", "2");
        memory.remove("first");
        assertThat(memory.keys()).containsExactly("second");
        store.failure = null;
        timers.advance(Duration.ofSeconds(30));

        assertThat(stored()).isEqualTo(Map.of("second", lasting("2")));
    }

    @Test
    void holdsNothingOfAnAccountThatWasClosed() {
        Memory other = cache.openMemory("bob", "color");
        memory.put("last", "blue");

        cache.closeMemories("alice");

        assertThat(cache.openMemory("alice", "color")).isNotSameAs(memory);
        assertThat(cache.openMemory("bob", "color")).isSameAs(other);
        assertThatThrownBy(() -> memory.put("last", "red")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memory.remove("last")).isInstanceOf(IllegalStateException.class);
        assertThat(memory.get("last")).contains("blue");
        other.put("last", "red");
        flush();
        assertThat(stored()).isEqualTo(Map.of("last", lasting("blue")));
    }

    @Test
    void remembersUnstoredChangesOfAnAccountThatComesBack() {
        memory.put("last", "blue");
        memory.put("gone", "x");
        store.failure = full;
        flush();
        memory.remove("gone");
        cache.closeMemories("alice");

        Memory again = cache.openMemory("alice", "color");
        assertThat(again.get("last")).contains("blue");
        assertThat(again.keys()).containsExactly("last");
        store.failure = null;
        again.put("last", "red");
        timers.advance(Duration.ofSeconds(30));
        assertThat(stored()).isEqualTo(Map.of("last", lasting("red")));
    }

    @Test
    void opensAMemoryOnceUntilItIsClosed() {
        assertThat(cache.openMemory("alice", "color")).isSameAs(memory);
        cache.closeMemories("alice");
        assertThat(cache.openMemory("alice", "color")).isNotSameAs(memory);
    }
}
