package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.simulator.ChatLine;
import dev.chameleonbot.simulator.UserOptions;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/** What an account's token does not allow is asked for, and until then keeps only that from working. */
@ExtendWith(TidyExtension.class)
@ResourceLock("warnings about chat")
@DisplayName("A9 scopes")
final class ScopesIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final List<SayResult> results = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() {
        rig.twitch().addUser("alice", UserOptions.usual().withScopes("user:read:chat", "user:manage:chat_color"));
    }

    @Test
    void aScopeThatIsMissingIsSaidAndKeepsNothingElseFromWorkingUntilALoginBringsIt() {
        rig.startWith(
                builder -> EngineRig.hurried(builder)
                        .behaviour("talker", new Talking())
                        .behaviour("painter", new Painting()),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");

        for (int i = 0; i < 20; i++) {
            rig.sayAndAwaitColor("alice", "streamer");
        }
        await().atMost(EngineRig.PATIENCE).until(() -> results.size() == 20);
        assertThat(results).allSatisfy(result -> assertThat(result).isInstanceOf(SayResult.NotAllowed.class));
        assertThat(rig.twitch().journal().requests(Endpoint.MESSAGES)).isZero();
        assertThat(rig.twitch().journal().requests(Endpoint.TOKEN)).isZero();
        Trouble trouble = scopes().orElseThrow();
        assertThat(trouble.subject()).isEqualTo("talker");
        assertThat(trouble.problem()).contains("user:write:chat");
        assertThat(trouble.advice().orElseThrow()).contains("chameleon login alice");
        assertThat(rig.status("alice").needsAttention()).isTrue();
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);

        rig.engine().login("alice");
        rig.twitch().approve(awaitPrompt().userCode(), "alice");
        await().atMost(EngineRig.PATIENCE).until(() -> scopes().isEmpty());
        results.clear();
        rig.twitch().say("alice", "streamer", "hello");

        await().atMost(EngineRig.PATIENCE).until(() -> !results.isEmpty());
        assertThat(results).containsExactly(new SayResult.Sent());
        assertThat(rig.twitch().chatLines()).extracting(ChatLine::text).contains("hello back");
        assertThat(rig.status("alice").needsAttention()).isFalse();
    }

    @Test
    void aPluginThatComesLaterMarksTheAccountUntilItGoes() throws Exception {
        rig.startWith(builder -> builder.behaviour("painter", new Painting()), rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        assertThat(scopes()).isEmpty();

        rig.engine().deploy("talker", List.of(new Talking()));
        await().atMost(EngineRig.PATIENCE).until(() -> scopes().isPresent());
        rig.sayAndAwaitColor("alice", "streamer");

        rig.engine().disable("talker", "alice");
        await().atMost(EngineRig.PATIENCE).until(() -> scopes().isEmpty());
        rig.engine().enable("talker", "alice");
        await().atMost(EngineRig.PATIENCE).until(() -> scopes().isPresent());
        rig.engine().undeploy("talker");
        await().atMost(EngineRig.PATIENCE).until(() -> scopes().isEmpty());
    }

    private Optional<Trouble> scopes() {
        return rig.status("alice").troubles().stream()
                .filter(trouble -> trouble.kind() == Kind.SCOPES)
                .findAny();
    }

    private LoginPrompt awaitPrompt() {
        return await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").prompt(), Optional::isPresent)
                .orElseThrow();
    }

    private final class Talking implements ChatBehaviour {
        @Override
        public Set<String> scopes() {
            return Set.of("user:write:chat");
        }

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {
                if (message.text().equals("hello")) {
                    bot.say(message.channel(), "hello back", results::add);
                }
            };
        }
    }

    private static final class Painting implements ChatBehaviour {
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            return message -> bot.changeColor(new ChatColor.Hex(next.incrementAndGet()));
        }
    }
}
