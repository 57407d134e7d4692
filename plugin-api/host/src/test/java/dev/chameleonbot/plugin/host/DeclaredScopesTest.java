package dev.chameleonbot.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredScopesTest {
    @Test
    void areNoneUnlessDeclared() {
        assertThat(DeclaredScopes.of(bot -> message -> {})).isEmpty();
    }

    @Test
    void areCopied() {
        Set<String> answer = new HashSet<>(Set.of("user:write:chat", "moderator:manage:announcements"));
        Set<String> scopes = DeclaredScopes.of(new Declaring(answer));
        answer.clear();

        assertThat(scopes).containsExactly("moderator:manage:announcements", "user:write:chat");
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> scopes.add("user:bot"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "user:write:chat user:bot", "USER:WRITE:CHAT", "user:write:chat\n", "üser"})
    void areNoOtherText(String odd) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredScopes.of(new Declaring(Set.of(odd))))
                .withMessageContaining("which is no OAuth scope")
                .withMessageNotContaining("\n");
    }

    @Test
    void areNoNulls() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredScopes.of(new Declaring(null)))
                .withMessage("scopes() returned null; it must return a set, which may be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredScopes.of(new Declaring(new HashSet<>(Arrays.asList((String) null)))))
                .withMessageStartingWith("scopes() returned null for a scope");
    }

    @Test
    void areNotTooMany() {
        Set<String> many =
                IntStream.rangeClosed(0, 100).mapToObj(i -> "scope" + i).collect(Collectors.toSet());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DeclaredScopes.of(new Declaring(many)))
                .withMessage("scopes() returned more than 100 scopes");
        assertThat(DeclaredScopes.of(new Declaring(Collections.singleton("a")))).hasSize(1);
    }

    @SuppressWarnings("NullAway") // A plugin may answer anything.
    private record Declaring(@Nullable Set<String> answer) implements ChatBehaviour {
        @Override
        public Set<String> scopes() {
            return answer;
        }

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {};
        }
    }
}
