package dev.chameleonbot.plugin.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandHandler;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.Settings;
import dev.chameleonbot.plugin.api.SettingsSchema;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SimulatorTestkitIT {
    @Test
    void aBehaviourAnswersOverRealSockets() {
        try (SimulatorTestkit kit =
                SimulatorTestkit.of(new Greeter()).setting("greeting", "Servus").start()) {
            kit.other("viewer", "!hello");

            assertThat(kit.awaitSaid(1)).containsExactly("Servus, viewer!");
        }
    }

    @Test
    void whatTheAccountWritesItselfIsNotTakenForTheBehavioursWords() {
        try (SimulatorTestkit kit =
                SimulatorTestkit.of(new Greeter()).primeOrTurbo(true).start()) {
            kit.own("hi everyone");

            kit.await(() -> kit.color().equals("#123456"));
            assertThat(kit.said()).isEmpty();
        }
    }

    @Test
    void aBehaviourGoesOnAfterADroppedConnection() {
        try (SimulatorTestkit kit = SimulatorTestkit.of(new Greeter()).start()) {
            kit.twitch().faults().only("chameleon").dropSockets();
            kit.await(() -> kit.twitch().journal().entries(Kind.SUBSCRIBED).size() == 2);
            kit.other("viewer", "!hello");

            assertThat(kit.awaitSaid(1)).containsExactly("Hello, viewer!");
        }
    }

    @Test
    void aBehaviourHearsThatAStreamBeginsAndEnds() {
        ChatBehaviour watching = bot -> {
            bot.events()
                    .listen(
                            BotEvent.StreamOnline.class,
                            event -> bot.say(event.channel(), event.channelLogin() + " is live"));
            bot.events().listen(BotEvent.StreamOffline.class, event -> bot.say(event.channel(), "until next time"));
            return message -> {};
        };
        try (SimulatorTestkit kit = SimulatorTestkit.of(watching).start()) {
            kit.await(() -> kit.twitch().enabledSubscriptions("chameleon") == 3);
            kit.twitch().beginStream("somechannel");
            kit.awaitSaid(1);
            kit.twitch().endStream("somechannel");

            assertThat(kit.awaitSaid(2)).containsExactly("somechannel is live", "until next time");
        }
    }

    @Test
    void aSessionThatDoesNotOpenSaysWhy() {
        ChatBehaviour broken = bot -> {
            throw new IllegalStateException("on purpose");
        };
        try (SimulatorTestkit kit = SimulatorTestkit.of(broken)) {
            assertThatThrownBy(kit::start).isInstanceOf(AssertionError.class).hasMessageContaining("on purpose");
        }
    }

    @Test
    void aSettingThatDoesNotFitIsRefused() {
        try (SimulatorTestkit kit = SimulatorTestkit.of(new Greeter()).setting("greting", "Hi")) {
            assertThatThrownBy(kit::start)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("greting is not known; known are greeting, limits");
        }
    }

    @Test
    void wholeNumbersWithinASettingAreAsJsonHasThem() {
        try (SimulatorTestkit kit = SimulatorTestkit.of(new Greeter())
                .setting("limits", List.of(Map.of("at", 1)))
                .start()) {
            kit.other("viewer", "!hello");

            assertThat(kit.awaitSaid(1)).hasSize(1);
        }
    }

    @Test
    void somebodyWithABadgeMayUseWhatIsForThoseWhoWearIt() {
        try (SimulatorTestkit kit = SimulatorTestkit.of(new Greeter()).start()) {
            kit.other("viewer", "!mods");
            kit.other("mod", "!mods", "moderator");

            assertThat(kit.awaitSaid(1)).containsExactly("Hello, mod!");
        }
    }

    @Test
    void nothingIsLeftOfAStartThatFailed() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        ChatBehaviour broken = bot -> {
            throw new IllegalStateException("on purpose");
        };
        SimulatorTestkit kit = SimulatorTestkit.of(broken);

        assertThatThrownBy(kit::start).isInstanceOf(AssertionError.class);

        assertThat(kit.state()).doesNotExist();
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && thread.getName().startsWith("chameleon-")) {
                assertThat(thread.join(Duration.ofSeconds(30)))
                        .as(thread.getName())
                        .isTrue();
            }
        }
        kit.close();
    }

    private static final class Greeter implements ChatBehaviour {
        private static final Setting<String> GREETING =
                Setting.text("greeting", 50).orElse("Hello");
        private static final Setting<List<Settings>> LIMITS =
                Setting.objects("limits", SettingsSchema.of(Setting.number("at", 0, 9)));

        @Override
        public SettingsSchema settings() {
            return SettingsSchema.of(GREETING, LIMITS);
        }

        @Override
        public BehaviourSession open(Bot bot) {
            String greeting = bot.settings().get(GREETING);
            CommandHandler greet = call -> bot.say(
                    call.message().channel(), greeting + ", " + call.message().chatterLogin() + "!");
            var unused = bot.commands().add(Command.named("hello"), greet);
            var unusedMods = bot.commands().add(Command.named("mods").allow(Permission.MODERATOR), greet);
            return message -> bot.changeColor(new ChatColor.Hex(0x123456));
        }
    }
}
