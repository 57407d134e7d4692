package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 what is lost with a session that is cut off, and what is not")
final class CutOffIT extends DeployRig {
    /** How long a session may take to end where one never does: nobody waits for that longer than necessary. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @Test
    @LogsErrors
    void aSessionThatHangsIsCutOffAndItsSuccessorGoesOn() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        startWith(builder -> builder.stopDeadline(SOON), new Recording(seen) {
            @Override
            public BehaviourSession open(Bot bot) {
                return message -> {
                    hangs.countDown();
                    while (never.getCount() > 0) {
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            seen.interrupted.add(message.text());
                        }
                    }
                };
            }
        });
        rig.twitch().sayUncounted("alice", "streamer", "hangs");
        hangs.await();
        rig.twitch().sayUncounted("alice", "streamer", "waits");
        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.contains("waits"));

        assertThat(rig.engine().undeploy("updated")).isFalse();
        await().atMost(EngineRig.PATIENCE).until(() -> seen.interrupted.equals(List.of("hangs")));
        never.countDown();
        rig.engine().deploy("updated", List.of(new Recording(seen)));
        rig.twitch().sayUncounted("alice", "streamer", "goes on");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("goes on"));
    }

    @Test
    void whatWaitsWhenItsAccountHasToLogInIsHandledAllTheSame() throws Exception {
        CountDownLatch allSaid = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        start(bot -> message -> {
            awaitUninterruptibly(allSaid);
            bot.changeColor(new ChatColor.Hex(1));
            awaitUninterruptibly(over);
            seen.texts.add(message.text());
        });
        rig.twitch().revokeRefreshToken("alice");
        rig.twitch().expireAccessToken("alice");
        for (String text : List.of("one", "two", "three")) {
            sayAndAwait(text);
        }
        allSaid.countDown();
        rig.awaitState("alice", AccountState.NEEDS_LOGIN);
        over.countDown();

        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.size() == 3);
        assertThat(seen.texts).containsExactly("one", "two", "three");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("It took too long", e);
        }
    }

    @Test
    void aSessionThatWasCutOffHearsNothingMoreOfWhatItAskedFor() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        List<ColorResult> results = new CopyOnWriteArrayList<>();
        startWith(builder -> builder.stopDeadline(SOON), new Stubborn(seen, never, results));
        rig.twitch().sayUncounted("alice", "streamer", "hangs");
        await("the result waits for the session")
                .atMost(EngineRig.PATIENCE)
                .until(() -> diagnostics("alice").activity().colorsChanged() == 1
                        && diagnostics("alice").queues().getOrDefault("updated", 0) == 1);

        // Of the same class, so that it goes on with the mailbox; it does not hang.
        rig.engine().deploy("updated", List.of(new Stubborn(seen, new CountDownLatch(0), results)));
        rig.twitch().sayUncounted("alice", "streamer", "goes on");

        await().atMost(EngineRig.PATIENCE).until(() -> results.size() == 1 && seen.texts.contains("goes on"));
        assertThat(results).containsExactly(new ColorResult.Changed(new ChatColor.Hex("goes on".length())));

        // What becomes of the call that was cut off is of no concern to the mailbox's next owner.
        never.countDown();
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("hangs"));
        rig.twitch().sayUncounted("alice", "streamer", "still hears");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("still hears"));
    }

    /** Asks for a colour, and works on with each message until a latch opens, however often it is interrupted. */
    private record Stubborn(Seen seen, CountDownLatch end, List<ColorResult> results) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            return message -> {
                bot.changeColor(new ChatColor.Hex(message.text().length()), results::add);
                while (end.getCount() > 0) {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        seen.interrupted.add(message.text());
                    }
                }
                seen.texts.add(message.text());
            };
        }
    }
}
