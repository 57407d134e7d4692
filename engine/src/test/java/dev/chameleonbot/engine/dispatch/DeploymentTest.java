package dev.chameleonbot.engine.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.dispatch.BehaviourRoster.Entry;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 what becomes of a plugin's behaviours")
final class DeploymentTest {
    private final List<String> state = new ArrayList<>();

    @Test
    void replacesABehaviourWhoseHashChangesMeanwhile() {
        Entry before = Entry.of("plugin", new Stateful(state));
        Entry after = Entry.of("plugin", new Stateful(state));

        Deployment change = Deployment.between(List.of(before), List.of(after));
        state.add("opened");

        assertThat(change.replaced().get(before)).isSameAs(after);
        assertThat(change.applyTo(List.of(before)).getFirst()).isSameAs(after);
    }

    @Test
    void leavesAnEqualBehaviourAlone() {
        Entry gone = Entry.of("plugin", new Stateful(state));
        Entry equal = Entry.of("plugin", new Stateful(state));

        Deployment change = Deployment.between(List.of(gone), List.of());

        assertThat(change.applyTo(List.of(gone, equal))).hasSize(1).first().isSameAs(equal);
    }

    @Test
    void matchesByClassFirstAndWhatIsLeftOverInOrder() {
        ChatBehaviour renamed = bot -> message -> {};
        ChatBehaviour more = bot -> message -> {};
        Entry same = Entry.of("plugin", new Stateful(state));
        Entry old = Entry.of("plugin", bot -> message -> {});
        Entry sameNext = Entry.of("plugin", new Stateful(state));
        Entry renamedNext = Entry.of("plugin", renamed);
        Entry moreNext = Entry.of("plugin", more);

        Deployment change = Deployment.between(List.of(old, same), List.of(renamedNext, sameNext, moreNext));

        assertThat(change.replaced().get(same)).isSameAs(sameNext);
        assertThat(change.replaced().get(old)).isSameAs(renamedNext);
        assertThat(change.added()).containsExactly(moreNext);
        assertThat(change.gone()).isEmpty();
    }

    /** Its equality is that of what it holds. */
    private record Stateful(List<String> state) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {};
        }
    }
}
