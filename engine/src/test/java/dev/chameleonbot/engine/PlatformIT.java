package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.resilience.ForwardingTimers;
import dev.chameleonbot.engine.resilience.LogsErrors;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandCall;
import dev.chameleonbot.plugin.api.CommandHandler;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import dev.chameleonbot.simulator.ChatLine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** D1: commands, services, settings, events and metrics in the engine, against the simulator over real sockets. */
@ExtendWith(TidyExtension.class)
@DisplayName("D1 what a session has")
final class PlatformIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final EngineRig rig = new EngineRig(() -> directory);

    private final List<String> notes = new CopyOnWriteArrayList<>();

    @Test
    void commandsAreReadFromOthersWhereNothingElseIs() {
        List<Bot> bots = new CopyOnWriteArrayList<>();
        rig.start(
                bot -> {
                    bot.commands()
                            .add(
                                    Command.named("greet")
                                            .takes(Argument.word("whom"))
                                            .allow(Permission.BROADCASTER),
                                    call -> bot.say(
                                            call.message().channel(),
                                            "Hello " + call.text("whom").orElseThrow()));
                    bots.add(bot);
                    return message -> notes.add(message.text());
                },
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        await().atMost(EngineRig.PATIENCE).until(() -> !bots.isEmpty());

        rig.twitch().sayUncounted("viewer", "streamer", "!greet nobody");
        rig.twitch().sayUncounted("viewer", "streamer", "hi");
        rig.twitch().sayUncounted("streamer", "streamer", "!greet Bob");

        await().atMost(EngineRig.PATIENCE).until(() -> lines().contains("alice: Hello Bob"));
        assertThat(lines()).noneMatch(line -> line.contains("Hello nobody"));
        // What the bot has said comes back as the account's own message.
        await().atMost(EngineRig.PATIENCE).until(() -> notes.equals(List.of("Hello Bob")));
    }

    @Test
    void aCooldownIsByTheEnginesClock() {
        long then = System.nanoTime();
        AtomicBoolean stopped = new AtomicBoolean();
        CommandHandler noting = new CommandHandler() {
            @Override
            public void onCall(CommandCall call) {
                notes.add("called");
            }

            @Override
            public void onRefused(Command command, ChatMessage message, Refusal why) {
                notes.add(why.name());
            }
        };
        rig.startWith(
                builder -> builder.pace(clock -> new ForwardingTimers(clock) {
                            @Override
                            public long nanos() {
                                return stopped.get() ? then : clock.nanos();
                            }
                        })
                        .behaviour("test", bot -> {
                            bot.commands().add(Command.named("x").cooldown(Duration.ofNanos(1)), noting);
                            return message -> {};
                        }),
                rig.account("alice", "streamer"));
        rig.awaitLive("alice");
        stopped.set(true);

        for (String note : List.of("called", "COOLDOWN")) {
            rig.twitch().sayUncounted("viewer", "streamer", "!x");
            await().atMost(EngineRig.PATIENCE).until(() -> notes.contains(note));
        }
        stopped.set(false);
        rig.twitch().sayUncounted("viewer", "streamer", "!x");

        await().atMost(EngineRig.PATIENCE).until(() -> notes.equals(List.of("called", "COOLDOWN", "called")));
    }

    @Test
    void servicesComeAndGoWithTheSessionsThatPublishThem() {
        List<Registration> published = new CopyOnWriteArrayList<>();
        ChatBehaviour publisher = bot -> {
            published.add(bot.services()
                    .publish(CharSequence.class, "of " + bot.account().login()));
            return message -> {};
        };
        ServiceListener<CharSequence> noting = new ServiceListener<>() {
            @Override
            public void onAdded(CharSequence service) {
                notes.add("+" + service + " on " + nameOfThread());
            }

            @Override
            public void onGone(CharSequence service) {
                notes.add("-" + service);
            }
        };
        ChatBehaviour user = bot -> {
            bot.services().track(CharSequence.class, noting);
            return message -> notes.add(bot.service(Channels.class)
                    .orElseThrow()
                    .find("Streamer")
                    .orElseThrow()
                    .login());
        };
        Engine engine = rig.builder(rig.account("alice", "streamer"))
                .behaviour("publisher", publisher)
                .behaviour("user", user)
                .build();
        try (engine) {
            engine.start();
            await().atMost(EngineRig.PATIENCE).until(() -> notes.equals(List.of("+of alice on chameleon-plugin-user")));
            Registration late = engine.publish(CharSequence.class, "of the host");
            await().atMost(EngineRig.PATIENCE).until(() -> notes.size() == 2);
            published.getFirst().close();
            late.close();
            await().atMost(EngineRig.PATIENCE).until(() -> notes.size() == 4);
            assertThat(notes)
                    .containsExactly(
                            "+of alice on chameleon-plugin-user",
                            "+of the host on chameleon-plugin-user",
                            "-of alice",
                            "-of the host");

            await().atMost(EngineRig.PATIENCE)
                    .until(() -> engine.accounts().getFirst().channelsHeard() == 1);
            rig.twitch().sayUncounted("alice", "streamer", "hello");
            await().atMost(EngineRig.PATIENCE).until(() -> notes.contains("streamer"));
        }
    }

    @Test
    @LogsErrors
    void settingsAreReadByTheirSchemaAndASessionThatCannotWorkWithThemIsLeftOutAlone() {
        AccountConfig alice = rig.account("alice", "streamer");
        AccountConfig bob = rig.account("bob", "streamer");
        rig.start(new Timed(), with(alice, "30s"), with(bob, "soon"));
        rig.awaitLive("alice");
        rig.awaitLive("bob");

        await().atMost(EngineRig.PATIENCE).until(() -> notes.contains("alice PT30S 7"));
        await().atMost(EngineRig.PATIENCE)
                .untilAsserted(() -> assertThat(rig.status("bob").lastError().orElse(""))
                        .contains("The plugin 'test' failed in its start", "'every'"));
        assertThat(notes).noneMatch(note -> note.startsWith("bob"));
    }

    @Test
    @LogsErrors
    void aSessionThatFailsInItsStartLeavesNothingBehind() {
        List<Bot> bots = new CopyOnWriteArrayList<>();
        ChatBehaviour failing = bot -> {
            bot.services().publish(CharSequence.class, "left behind");
            bot.commands().add(Command.named("x"), call -> notes.add("called"));
            bot.schedule().after(Duration.ZERO, () -> notes.add("task"));
            throw new UnsupportedOperationException("on purpose");
        };
        Engine engine = rig.builder(rig.account("alice", "streamer"))
                .behaviour("failing", failing)
                .behaviour("working", bot -> {
                    bots.add(bot);
                    return message -> notes.add(message.text());
                })
                .build();
        try (engine) {
            engine.start();
            await().atMost(EngineRig.PATIENCE)
                    .until(() -> engine.accounts().getFirst().channelsHeard() == 1
                            && engine.accounts().getFirst().lastError().isPresent());

            await().atMost(EngineRig.PATIENCE)
                    .until(() -> !bots.isEmpty()
                            && bots.getFirst().service(CharSequence.class).isEmpty());
            rig.twitch().sayUncounted("viewer", "streamer", "!x");
            rig.twitch().sayUncounted("alice", "streamer", "hello");
            await().atMost(EngineRig.PATIENCE).until(() -> notes.equals(List.of("hello")));
        }
    }

    @Test
    void eventsTellThatTheAccountIsLiveLostAndLiveAgainAndFiguresAreShown() {
        rig.start(
                bot -> {
                    bot.events().listen(BotEvent.class, event -> {
                        notes.add(event.getClass().getSimpleName());
                        bot.metrics().counter("events").increment();
                    });
                    return message -> {};
                },
                rig.account("alice", "streamer"));
        await().atMost(EngineRig.PATIENCE).until(() -> notes.equals(List.of("Live")));
        rig.awaitLive("alice");

        rig.twitch().faults().only("alice").dropSockets();

        await().atMost(EngineRig.PATIENCE)
                .until(() -> notes.contains("Reconnecting") && notes.getLast().equals("Live"));
        long events = notes.size();
        await().atMost(EngineRig.PATIENCE)
                .untilAsserted(
                        () -> assertThat(rig.engine().diagnostics().getFirst().metrics())
                                .extractingByKey("test")
                                .hasToString("{events=" + events + "}"));
    }

    private static AccountConfig with(AccountConfig account, String every) {
        return AccountConfig.builder(account.login(), account.clientId().orElseThrow())
                .channels(account.channels())
                .tokens(account.tokens().orElseThrow())
                .setting("test", "every", every)
                .build();
    }

    private List<String> lines() {
        return rig.twitch().chatLines().stream().map(PlatformIT::shown).toList();
    }

    private static String shown(ChatLine line) {
        return line.login() + ": " + line.text();
    }

    private final class Timed implements ChatBehaviour {
        private static final Setting<Duration> EVERY =
                Setting.duration("every", Duration.ofSeconds(1), Duration.ofHours(1));
        private static final Setting<Long> COUNT =
                Setting.number("count", 1, 10).orElse(7L);

        @Override
        public SettingsSchema settings() {
            return SettingsSchema.of(EVERY, COUNT);
        }

        @Override
        public BehaviourSession open(Bot bot) {
            notes.add(bot.account().login() + " " + bot.settings().get(EVERY) + " "
                    + bot.settings().get(COUNT));
            return (ChatMessage message) -> {};
        }
    }

    /** Without its number: a plugin has several. */
    private static String nameOfThread() {
        return Thread.currentThread().getName().replaceFirst("-[0-9]+$", "");
    }
}
