package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Who takes whose place when a plugin is replaced")
final class DeployedBehaviourTest {
    private final List<String> state = new ArrayList<>();

    @Test
    void aBehaviourWhoseHashChangesMeanwhileIsStillFound() {
        DeployedBehaviour before = of(new Stateful(state));
        DeployedBehaviour after = of(new Stateful(state));

        Map<DeployedBehaviour, DeployedBehaviour> successors =
                DeployedBehaviour.successors(List.of(before), List.of(after));
        state.add("opened");

        assertThat(successors.get(before)).isSameAs(after);
    }

    @Test
    void aBehaviourIsNoOtherThatItsPluginCallsEqual() {
        DeployedBehaviour one = of(new Stateful(state));
        DeployedBehaviour equal = of(new Stateful(state));

        assertThat(one).isNotEqualTo(equal);
        assertThat(DeployedBehaviour.successors(List.of(one), List.of())).isEmpty();
    }

    @Test
    void sameClassesMatchFirstAndWhatIsLeftOverInOrder() {
        DeployedBehaviour same = of(new Stateful(state));
        DeployedBehaviour old = of(bot -> message -> {});
        DeployedBehaviour sameNext = of(new Stateful(state));
        DeployedBehaviour renamedNext = of(bot -> message -> {});
        DeployedBehaviour moreNext = of(bot -> message -> {});

        Map<DeployedBehaviour, DeployedBehaviour> successors =
                DeployedBehaviour.successors(List.of(old, same), List.of(renamedNext, sameNext, moreNext));

        assertThat(successors).containsOnly(Map.entry(same, sameNext), Map.entry(old, renamedNext));
    }

    private static DeployedBehaviour of(ChatBehaviour behaviour) {
        return DeployedBehaviour.of("plugin", behaviour);
    }

    /** Its equality is that of what it holds. */
    private record Stateful(List<String> state) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {};
        }
    }
}
