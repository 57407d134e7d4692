package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.Trouble;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.fault.Endpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An account that is called otherwise at Twitch than in the configuration is the same account. */
@ExtendWith(TidyExtension.class)
final class RenamedIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    @Test
    void aRenamedAccountGoesOnAndKeepsWhatItHadUnderItsNewName() {
        AccountConfig alice = rig.account("alice", "alice");
        rig.start(new Counting(), alice);
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alice", "alice");
        rig.engine().close();
        rig.twitch().rename("alice", "Alicia");

        rig.start(new Counting(), alice);
        rig.awaitLive("alice");
        rig.sayAndAwaitColor("alicia", "alicia");
        Trouble trouble = rig.status("alice").attention().orElseThrow();
        assertThat(trouble.kind()).isEqualTo(Kind.NAME);
        assertThat(trouble.problem()).contains("'alicia'");
        assertThat(trouble.advice().orElseThrow()).contains("username");

        rig.engine().reconfigure(List.of(rig.accountWithoutTokens("alicia", "alicia")));
        rig.awaitLive("alicia");
        assertThat(rig.status("alicia").needsAttention()).isFalse();
        rig.sayAndAwaitColor("alicia", "alicia");

        // The third message that the behaviour remembers: it has begun anew with none of the names.
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.twitch().color("alicia").equals("#000003"));
        assertThat(rig.twitch().journal().requests(Endpoint.DEVICE)).isZero();
    }

    @Test
    void aNameThatFitsAgainIsNoTroubleAnyMore() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.start(new Counting(), alice);
        rig.awaitLive("alice");
        rig.engine().close();
        rig.twitch().rename("alice", "Alicia");
        rig.start(new Counting(), alice);
        rig.awaitLive("alice");
        assertThat(rig.status("alice").attention().orElseThrow().kind()).isEqualTo(Kind.NAME);

        rig.twitch().rename("alicia", "Alice");
        rig.engine().login("alice");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").prompt().isPresent());
        rig.twitch().approve(rig.status("alice").prompt().orElseThrow().userCode(), "alice");

        await().atMost(EngineRig.PATIENCE)
                .until(() -> rig.status("alice").attention().isEmpty());
    }

    @Test
    void ofTwoNamesOfOneUserTheSecondIsParkedWithBoth() {
        AccountConfig alice = rig.account("alice", "streamer");
        rig.start(new Counting(), alice);
        rig.awaitLive("alice");
        rig.twitch().rename("alice", "Alicia");

        rig.engine().reconfigure(List.of(alice, rig.account("alicia", "streamer")));

        rig.awaitState("alicia", AccountState.PARKED);
        Trouble trouble = rig.status("alicia").attention().orElseThrow();
        assertThat(trouble.problem()).contains("'alice' and 'alicia' are the same Twitch account");
        assertThat(trouble.advice().orElseThrow()).contains("Remove one of them");
        assertThat(rig.status("alice").state()).isEqualTo(AccountState.LIVE);
    }

    /** Remembers how many messages it has seen, and shows that. */
    private static final class Counting implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            AtomicInteger seen = new AtomicInteger(
                    bot.memory().get("seen").map(Integer::valueOf).orElse(0));
            return message -> {
                bot.memory().put("seen", Integer.toString(seen.incrementAndGet()));
                bot.changeColor(new ChatColor.Hex(seen.get()));
            };
        }
    }
}
