package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FakeMemoryTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final List<Bot> bots = new ArrayList<>();
    private final BehaviourTestkit kit =
            BehaviourTestkit.of(Probe.atStart(bots::add)).start();
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
    void keepsForAHundredYearsWhatIsToBeKeptForLonger() {
        memory.put("key", "value", Duration.ofSeconds(Long.MAX_VALUE));

        kit.advance(DAY.multipliedBy(36_499));

        assertThat(memory.get("key")).contains("value");
    }

    @Test
    void namesTheKeysThatHaveAValue() {
        memory.put("a", "1");
        memory.put("b", "1");
        memory.put("c", "1", DAY);
        memory.remove("b");
        assertThat(bots.getFirst().memory().keys()).containsExactlyInAnyOrder("a", "c");

        kit.advance(DAY);
        assertThat(memory.keys()).containsExactly("a");
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

    @Test
    void takesNoChangesFromASessionThatHasEndedButIsStillRead() {
        Memory ended = bots.getFirst().memory();
        ended.put("key", "value");

        kit.restart();

        assertThat(ended.get("key")).contains("value");
        assertThatIllegalStateException().isThrownBy(() -> ended.put("key", "late"));
        assertThatIllegalStateException().isThrownBy(() -> ended.put("key", "late", DAY));
        assertThatIllegalStateException().isThrownBy(() -> ended.remove("key"));
        bots.getLast().memory().put("key", "new");
        assertThat(memory.get("key")).contains("new");
    }

    @Test
    void takesNoChangesFromASessionThatCouldNotBeOpened() {
        BehaviourTestkit other = BehaviourTestkit.of(Probe.atStart(bot -> {
            bots.add(bot);
            throw new UnsupportedOperationException("no");
        }));

        assertThatThrownBy(other::start).isInstanceOf(UnsupportedOperationException.class);

        Memory left = bots.getLast().memory();
        assertThatIllegalStateException().isThrownBy(() -> left.put("key", "late"));
    }

    @Test
    void takesWhatASessionPutsInItsLastCallAndNothingAfterItEvenIfThatThrows() {
        List<Memory> memories = new ArrayList<>();
        BehaviourTestkit other = BehaviourTestkit.of(bot -> new BehaviourSession() {
                    @Override
                    public void onMessage(ChatMessage message) {}

                    @Override
                    public void close() {
                        memories.add(bot.memory());
                        bot.memory().put("key", "last word");
                        throw new UnsupportedOperationException("close");
                    }
                })
                .start();

        assertThatThrownBy(other::close).isInstanceOf(UnsupportedOperationException.class);

        assertThat(other.memory().get("key")).contains("last word");
        assertThatIllegalStateException().isThrownBy(() -> memories.getFirst().put("key", "late"));
    }
}
