package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FakeMemoryTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final BehaviourTestkit kit =
            BehaviourTestkit.of(Probe.atStart(bot -> {})).start();
    private final Memory memory = kit.memory();

    @Test
    void remembersAcrossRestarts() {
        memory.put("key", "value");

        kit.restart();

        assertThat(memory.get("key")).contains("value");
        memory.remove("key");
        memory.remove("key");
        assertThat(memory.get("key")).isEmpty();
    }

    @Test
    void forgetsWhatHasExpiredAlsoWhileNoSessionIsOpen() {
        memory.put("key", "value", DAY);

        kit.advance(DAY.minusMillis(1));
        assertThat(memory.get("key")).contains("value");

        kit.close();
        kit.advance(Duration.ofMillis(1));
        kit.start();
        assertThat(memory.get("key")).isEmpty();
    }

    @Test
    void keepsForGoodWhatIsPutAgainWithoutATime() {
        memory.put("key", "old", DAY);
        memory.put("key", "new");

        kit.advance(DAY.multipliedBy(1_000));

        assertThat(memory.get("key")).contains("new");
    }

    @Test
    void holdsToTheLimitsOfTheRealOne() {
        String longest = "x".repeat(1_024);
        memory.put(longest, longest);
        for (int i = 1; i < 256; i++) {
            memory.put("key " + i, "value");
        }
        memory.put("key 1", "another value");

        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("one too many", "value"));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("key 1", longest + "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put(longest + "x", "value"));
        assertThatIllegalArgumentException().isThrownBy(() -> memory.put("key 1", "value", Duration.ZERO));
        memory.remove("key 1");
        memory.put("now there is room", "value");
    }
}
