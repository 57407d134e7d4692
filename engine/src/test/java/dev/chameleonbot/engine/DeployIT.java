package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D2 behaviours that come, are replaced and go while accounts run")
final class DeployIT extends DeployRig {
    @Test
    void fiftyUpdatesUnderLoadLoseAndDoubleNothing() throws Exception {
        start();
        AtomicBoolean talking = new AtomicBoolean(true);
        AtomicInteger said = new AtomicInteger();
        Thread talker = Thread.startVirtualThread(() -> {
            for (int i = 0; talking.get(); i++) {
                bystander.window.acquireUninterruptibly(2);
                seen.window.acquireUninterruptibly(2); // It stands still during an update, and its mailbox is bounded.
                rig.twitch().sayUncounted("alice", "streamer", "a" + i);
                rig.twitch().sayUncounted("bob", "streamer", "b" + i);
                said.addAndGet(2);
            }
        });
        for (int version = 0; version < 50; version++) {
            int before = bystander.texts.size();
            rig.engine().deploy("updated", List.of(new Recording(seen)));
            await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.size() >= before + 3);
        }
        talking.set(false);
        talker.join();

        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.size() >= said.get());
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.size() >= said.get());
        assertThat(bystander.texts).hasSizeGreaterThan(100).doesNotHaveDuplicates();
        assertThat(new HashSet<>(seen.texts)).isEqualTo(new HashSet<>(bystander.texts));
        assertThat(seen.texts).doesNotHaveDuplicates();
        assertThat(seen.texts.stream().filter(text -> text.startsWith("a")))
                .containsExactlyElementsOf(bystander.texts.stream()
                        .filter(text -> text.startsWith("a"))
                        .toList());
        assertThat(seen.open).as("sessions of two accounts").isEqualTo(2);
    }

    @Test
    @LogsErrors
    void anUpdateThatDoesNotOpenIsTakenBackAndNothingIsLostOrDoubled() throws Exception {
        start();
        AtomicInteger opened = new AtomicInteger();
        Recording broken = new Recording(seen) {
            @Override
            public BehaviourSession open(Bot bot) {
                if (bot.account().login().equals("alice")) {
                    return super.open(bot);
                }
                opened.incrementAndGet();
                sayAndAwait("during");
                throw new IllegalStateException("broken on purpose");
            }
        };

        assertThatThrownBy(() -> rig.engine().deploy("updated", List.of(broken)))
                .isInstanceOf(DeployException.class)
                .hasMessage("A session does not open: it failed in its start: IllegalStateException: broken on purpose")
                .hasRootCauseMessage("broken on purpose");
        rig.twitch().sayUncounted("bob", "streamer", "bob after");
        sayAndAwait("after");

        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.containsAll(List.of("after", "bob after")));
        assertThat(seen.texts).containsExactlyInAnyOrder("during", "after", "bob after");
        assertThat(opened).hasValue(1);
        assertThat(seen.open).isEqualTo(2);
    }

    @Test
    void aBehaviourOfAnotherClassGoesOnWhereTheOneBeforeItStopped() throws Exception {
        start();
        List<String> order = new CopyOnWriteArrayList<>();
        ChatBehaviour renamed = bot -> {
            if (bot.account().login().equals("alice")) {
                sayAndAwait("during");
                order.add("open");
            }
            return message -> order.add(message.text());
        };

        rig.engine().deploy("updated", List.of(renamed));
        sayAndAwait("after");

        await().atMost(EngineRig.PATIENCE).until(() -> order.contains("after"));
        assertThat(order).containsExactly("open", "during", "after");
        assertThat(seen.texts).isEmpty();
        assertThat(seen.open).isZero();
    }

    @Test
    @LogsErrors
    void aNewBehaviourHandlesNothingUnlessAllOfItsPluginOpen() throws Exception {
        start();
        List<String> another = new CopyOnWriteArrayList<>();
        ChatBehaviour added = bot -> {
            if (bot.account().login().equals("bob")) {
                throw new IllegalStateException("broken on purpose");
            }
            sayAndAwait("during");
            return message -> another.add(message.text());
        };

        assertThatThrownBy(() -> rig.engine().deploy("updated", List.of(new Recording(seen), added)))
                .isInstanceOf(DeployException.class);
        sayAndAwait("after");

        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("after"));
        assertThat(seen.texts).containsExactly("during", "after");
        assertThat(another).isEmpty();
    }

    @Test
    void opensASessionForAsLongAsAtTheStartHoweverSoonAnotherOneHasToEnd() throws Exception {
        rig.startWith(
                builder -> builder.stopDeadline(Duration.ofNanos(1))
                        .behaviour("bystander", new Recording(bystander))
                        .behaviour("updated", new Recording(seen)),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        List<String> texts = new CopyOnWriteArrayList<>();
        ChatBehaviour slow = bot -> {
            sayAndAwait("while it opens");
            return message -> texts.add(message.text());
        };

        rig.engine().deploy("updated", List.of(slow));

        await().atMost(EngineRig.PATIENCE).until(() -> texts.contains("while it opens"));
    }

    @Test
    void nothingIsCalledAnyMoreOnceAnUndeploymentHasReturned() throws Exception {
        start();
        rig.twitch().sayUncounted("alice", "streamer", "one");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("one"));

        assertThat(rig.engine().undeploy("updated")).isTrue();
        assertThat(seen.open).isZero();
        rig.twitch().sayUncounted("alice", "streamer", "two");
        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.contains("two"));
        assertThat(seen.texts).containsExactly("one");

        rig.engine().deploy("updated", List.of(new Recording(seen)));
        rig.twitch().sayUncounted("alice", "streamer", "three");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.contains("three"));
        assertThat(seen.texts).containsExactly("one", "three");
    }

    @Test
    void keepsNothingOfABehaviourThatItWasBuiltWithOnceThatIsGone() throws Exception {
        WeakReference<ChatBehaviour> gone = startWithABehaviourThatNobodyElseKnows();

        rig.engine().undeploy("updated");

        await().atMost(EngineRig.PATIENCE).until(() -> {
            System.gc();
            return gone.get() == null;
        });
    }

    private WeakReference<ChatBehaviour> startWithABehaviourThatNobodyElseKnows() {
        ChatBehaviour behaviour = new Recording(seen);
        start(behaviour);
        return new WeakReference<>(behaviour);
    }

    @Test
    void threadsThatASessionBeginsAreKnownForItsPlugins() throws Exception {
        List<String> groups = new CopyOnWriteArrayList<>();
        start(bot -> message -> {
            Thread begun = new Thread(
                    () -> groups.add(Thread.currentThread().getThreadGroup().getName()));
            begun.start();
        });
        sayAndAwait("begin one");

        await().atMost(EngineRig.PATIENCE).until(() -> groups.size() == 1);
        assertThat(groups).containsExactly(PluginThreads.group("updated"));
    }

    @Test
    void aBehaviourThatWantsEveryonesMessagesGetsThemFromItsDeploymentOn() throws Exception {
        start();
        rig.twitch().sayUncounted("streamer", "streamer", "too early");
        rig.twitch().sayUncounted("alice", "streamer", "own");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> bystander.texts.contains("own")
                        && rig.engine().diagnostics().stream()
                                .allMatch(account -> account.activity().heard() >= 2));
        Seen everyones = new Seen();

        rig.engine().deploy("curious", List.of(new Recording(everyones) {
            @Override
            public Audience audience() {
                return Audience.EVERYONE;
            }
        }));
        rig.twitch().sayUncounted("streamer", "streamer", "in time");

        await().atMost(EngineRig.PATIENCE).until(() -> everyones.texts.size() == 2);
        assertThat(everyones.texts).containsExactly("in time", "in time");
        assertThat(bystander.texts).containsExactly("own");
    }

    @Test
    void aBehaviourThatDoesNotSayWhoseMessagesItWantsIsRefusedWhateverItThrows() throws Exception {
        start();

        for (Error thrown : List.of(new StackOverflowError("deep"), new AssertionError("never"), new Error() {
            @Override
            public String getMessage() {
                throw new AssertionError("not even this");
            }
        })) {
            Recording hostile = new Recording(seen) {
                @Override
                public Audience audience() {
                    throw thrown;
                }
            };
            assertThatThrownBy(() -> rig.engine().deploy("curious", List.of(hostile)))
                    .isInstanceOf(DeployException.class)
                    .hasMessageContaining("'curious' does not say whose messages it wants")
                    .hasMessageContaining(thrown.getClass().getSimpleName());
        }
        rig.twitch().sayUncounted("alice", "streamer", "after");
        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.contains("after"));
    }

    @Test
    void aCommandThatIsCalledDuringAnUpdateIsAnsweredByTheSuccessor() throws Exception {
        start(new Commanding(seen, "before: "));
        rig.twitch().sayUncounted("streamer", "streamer", "!hello");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.size() == 2);
        assertThat(seen.texts).containsExactly("before: !hello", "before: !hello");

        rig.engine().suspend("updated");
        rig.twitch().sayUncounted("streamer", "streamer", "!hello again");
        rig.twitch().sayUncounted("streamer", "streamer", "no command");
        awaitDelivery();
        rig.engine().deploy("updated", List.of(new Commanding(seen, "after: ")));

        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.size() == 4);
        assertThat(seen.texts.subList(2, 4)).containsExactly("after: !hello again", "after: !hello again");
    }

    @Test
    void aCommandIsGoneWithItsBehaviour() throws Exception {
        start(new Commanding(seen, ""));
        rig.engine().undeploy("updated");

        rig.twitch().sayUncounted("streamer", "streamer", "!hello");
        awaitDelivery();

        assertThat(seen.texts).isEmpty();
    }

    @Test
    void aServiceGoesWithItsBehaviourAndThoseWhoFollowItAreTold() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        rig.startWith(
                builder -> builder.behaviour("user", new Following(told)).behaviour("updated", new Publishing("first")),
                rig.account("alice", "streamer"));
        await().atMost(EngineRig.PATIENCE).until(() -> told.equals(List.of("+first")));

        rig.engine().deploy("updated", List.of(new Publishing("second")));
        await().atMost(EngineRig.PATIENCE).until(() -> told.size() == 3);
        assertThat(told).containsExactly("+first", "-first", "+second");

        assertThat(rig.engine().undeploy("updated")).isTrue();
        await().atMost(EngineRig.PATIENCE).until(() -> told.size() == 4);
        assertThat(told).endsWith("-second");
    }

    @Test
    void whatABehaviourListensToSchedulesAndMeasuresEndsWithIt() throws Exception {
        Busy gone = new Busy();
        Busy stays = new Busy();
        rig.startWith(
                builder -> builder.behaviour("stays", stays).behaviour("updated", gone),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> gone.ticks.get() > 1 && gone.events.get() == 1);
        assertThat(figures()).containsKeys("stays", "updated");

        assertThat(rig.engine().undeploy("updated")).isTrue();
        int ticks = gone.ticks.get();
        int more = stays.ticks.get() + 3;
        rig.twitch().faults().only("alice").dropSockets();

        await().atMost(EngineRig.PATIENCE).until(() -> stays.events.get() >= 3 && stays.ticks.get() >= more);
        assertThat(gone.ticks).hasValue(ticks);
        assertThat(gone.events).hasValue(1);
        assertThat(figures()).containsOnlyKeys("stays");

        Busy successor = new Busy();
        rig.engine().deploy("updated", List.of(successor));
        await().atMost(EngineRig.PATIENCE).until(() -> successor.ticks.get() > 0);
        assertThat(figures()).containsKey("updated");
    }

    @Test
    @LogsErrors
    void anUpdateBringsItsOwnSettingsAndIsTakenBackWhereTheyDoNotFit() throws Exception {
        List<String> opened = new CopyOnWriteArrayList<>();
        AccountConfig alice = rig.account("alice", "streamer");
        rig.startWith(
                builder -> builder.behaviour("updated", new Reading<>(Setting.text("every", 20), opened)),
                AccountConfig.builder(alice.login(), alice.clientId().orElseThrow())
                        .channels(alice.channels())
                        .tokens(alice.tokens().orElseThrow())
                        .setting("updated", "every", "30s")
                        .build());
        await().atMost(EngineRig.PATIENCE).until(() -> opened.size() == 1);

        rig.engine()
                .deploy(
                        "updated",
                        List.of(new Reading<>(
                                Setting.duration("every", Duration.ofSeconds(1), Duration.ofHours(1)), opened)));
        assertThat(opened).containsExactly("30s", "PT30S");

        assertThatThrownBy(() ->
                        rig.engine().deploy("updated", List.of(new Reading<>(Setting.number("every", 1, 9), opened))))
                .isInstanceOf(DeployException.class)
                .rootCause()
                .hasMessageContaining("'every'");
        assertThat(opened).containsExactly("30s", "PT30S", "PT30S");
    }

    /** Notes who calls its command. */
    private record Commanding(Seen seen, String prefix) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            var unused = bot.commands()
                    .add(
                            Command.named("hello"),
                            call -> seen.texts.add(prefix + call.message().text()));
            return message -> {};
        }
    }

    private record Publishing(String service) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            var unused = bot.services().publish(CharSequence.class, service);
            return message -> {};
        }
    }

    /** Notes which services come and go. */
    private record Following(List<String> told) implements ChatBehaviour {
        @Override
        public BehaviourSession open(Bot bot) {
            var unused = bot.services().track(CharSequence.class, new ServiceListener<>() {
                @Override
                public void onAdded(CharSequence service) {
                    told.add("+" + service);
                }

                @Override
                public void onGone(CharSequence service) {
                    told.add("-" + service);
                }
            });
            return message -> {};
        }
    }

    /** Counts the events that it hears and the alarms that go off. */
    private static final class Busy implements ChatBehaviour {
        private final AtomicInteger ticks = new AtomicInteger();
        private final AtomicInteger events = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            bot.events().listen(BotEvent.class, event -> events.incrementAndGet());
            bot.schedule().every(Duration.ofMillis(5), () -> {
                bot.metrics().counter("ticks").increment();
                ticks.incrementAndGet();
            });
            return message -> {};
        }
    }

    /** Notes what is set where a session opens. */
    private record Reading<T>(Setting<T> setting, List<String> opened) implements ChatBehaviour {
        @Override
        public SettingsSchema settings() {
            return SettingsSchema.of(setting);
        }

        @Override
        public BehaviourSession open(Bot bot) {
            opened.add(String.valueOf(bot.settings().get(setting)));
            return message -> {};
        }
    }

    private Map<String, Map<String, Long>> figures() {
        return diagnostics("alice").metrics();
    }
}
