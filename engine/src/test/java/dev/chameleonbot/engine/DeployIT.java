package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.PluginThreads;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("D2 behaviours that come, are replaced and go while accounts run")
@ExtendWith(TidyExtension.class)
final class DeployIT {
    /** How long a session may take to end where one never does: nobody waits for that longer than necessary. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final Seen bystander = new Seen();
    private final Seen seen = new Seen();

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

    /** Alice writes; when this returns, all sessions of hers have been given the message, or have it waiting. */
    private void sayAndAwait(String text) {
        rig.twitch().sayUncounted("alice", "streamer", text);
        await().atMost(EngineRig.PATIENCE).until(() -> bystander.texts.contains(text));
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
    void aPluginCanBeOffForOneAccountAlsoAfterARestart() throws Exception {
        start();
        rig.engine().disable("updated", "alice");
        assertThat(seen.open).as("the session of the other account").isEqualTo(1);
        sayAndAwait("not for it");
        rig.engine().deploy("updated", List.of(new Recording(seen)));
        sayAndAwait("nor for its successor");
        rig.twitch().sayUncounted("bob", "streamer", "bob's");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.equals(List.of("bob's")));
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
        assertThat(healthOf("updated", "bob")).isEqualTo(PluginHealth.State.HEALTHY);

        rig.engine().close();
        start();
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
        sayAndAwait("nor after a restart");

        rig.engine().enable("updated", "alice");
        sayAndAwait("again");
        await().atMost(EngineRig.PATIENCE).until(() -> seen.texts.equals(List.of("bob's", "again")));
        assertThat(rig.engine().undeploy("updated")).isTrue();
        assertThatThrownBy(() -> rig.engine().disable("updated", "nobody"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nobody");
    }

    @Test
    @LogsErrors
    void aPluginThatDoesNotOpenStaysOffForTheAccount() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        start(bot -> {
            if (broken.get()) {
                throw new IllegalStateException("broken on purpose");
            }
            return message -> {};
        });
        rig.engine().disable("updated", "alice");
        broken.set(true);

        assertThatThrownBy(() -> rig.engine().enable("updated", "alice"))
                .isInstanceOf(DeployException.class)
                .hasMessage("A session does not open: it failed in its start: IllegalStateException: broken on purpose")
                .hasRootCauseMessage("broken on purpose");
        assertThat(healthOf("updated", "alice")).isEqualTo(PluginHealth.State.DISABLED);
    }

    private PluginHealth.State healthOf(String plugin, String login) {
        return diagnostics(login).plugins().stream()
                .filter(health -> health.pluginId().equals(plugin))
                .findAny()
                .orElseThrow()
                .state();
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

    private Map<String, Map<String, Long>> figures() {
        return diagnostics("alice").metrics();
    }

    private AccountDiagnostics diagnostics(String login) {
        return rig.engine().diagnostics().stream()
                .filter(account -> account.login().equals(login))
                .findAny()
                .orElseThrow();
    }

    /** What was said before has been read by both accounts when this returns. */
    private void awaitDelivery() {
        rig.twitch().sayUncounted("alice", "streamer", "mark of alice");
        rig.twitch().sayUncounted("bob", "streamer", "mark of bob");
        await().atMost(EngineRig.PATIENCE)
                .until(() -> bystander.texts.containsAll(List.of("mark of alice", "mark of bob")));
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

    private void start() {
        start(new Recording(seen));
    }

    private void start(ChatBehaviour updated) {
        startWith(builder -> builder, updated);
    }

    /** Alice is the first whose sessions are opened. */
    private void startWith(UnaryOperator<EngineBuilder> more, ChatBehaviour updated) {
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

    private static final class Seen {
        private final List<String> texts = Collections.synchronizedList(new ArrayList<>());
        /** How many messages may be on their way, so that no mailbox overflows. */
        private final Semaphore window = new Semaphore(200);

        private final List<String> interrupted = new CopyOnWriteArrayList<>();
        private volatile int open;

        synchronized void count(int more) {
            open = open + more;
        }
    }

    private static class Recording implements ChatBehaviour {
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
