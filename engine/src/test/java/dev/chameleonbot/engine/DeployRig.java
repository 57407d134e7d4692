package dev.chameleonbot.engine;

import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Two accounts with a plugin that comes, is replaced and goes, beside a bystander that sees all that they write. */
@ExtendWith(TidyExtension.class)
abstract class DeployRig {
    @TempDir
    private Path directory;

    @RegisterExtension
    final EngineRig rig = new EngineRig(() -> directory);

    final Seen bystander = new Seen();
    final Seen seen = new Seen();

    final void start() {
        start(new Recording(seen));
    }

    final void start(ChatBehaviour updated) {
        startWith(builder -> builder, updated);
    }

    /** Alice is the first whose sessions are opened. */
    final void startWith(UnaryOperator<EngineBuilder> more, ChatBehaviour updated) {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        rig.startWith(
                builder -> more.apply(builder)
                        .behaviour("bystander", new Recording(bystander))
                        .behaviour("updated", updated),
                alice);
        rig.awaitLive("alice");
        rig.engine().reconfigure(List.of(alice, bob));
        rig.awaitLive("bob");
    }

    /** Alice writes; when this returns, all sessions of hers have been given the message, or have it waiting. */
    final void sayAndAwait(String text) {
        rig.twitch().sayUncounted("alice", "streamer", text);
        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.contains(text));
    }

    final AccountDiagnostics diagnostics(String login) {
        return rig.engine().diagnostics().stream()
                .filter(account -> account.login().equals(login))
                .findAny()
                .orElseThrow();
    }

    /** What was said before has been read by both accounts when this returns. */
    final void awaitDelivery() {
        rig.twitch().sayUncounted("alice", "streamer", "mark of alice");
        rig.twitch().sayUncounted("bob", "streamer", "mark of bob");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> bystander.texts.containsAll(List.of("mark of alice", "mark of bob")));
    }

    /** What sessions of one plugin have seen. */
    static final class Seen {
        final List<String> texts = Collections.synchronizedList(new ArrayList<>());
        /** How many messages may be on their way, so that no mailbox overflows. */
        final Semaphore window = new Semaphore(200);

        final List<String> interrupted = new CopyOnWriteArrayList<>();
        volatile int open;

        synchronized void count(int more) {
            open = open + more;
        }
    }

    /** Notes each message. */
    static class Recording implements ChatBehaviour {
        private final Seen seen;

        Recording(Seen seen) {
            this.seen = seen;
        }

        @Override
        public BehaviourSession open(Bot bot) {
            seen.count(1);
            return new BehaviourSession() {
                @Override
                public void onMessage(ChatMessage message) {
                    seen.texts.add(message.text());
                    seen.window.release();
                }

                @Override
                public void close() {
                    seen.count(-1);
                }
            };
        }
    }
}
