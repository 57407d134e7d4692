package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ServiceListener;
import dev.chameleonbot.plugin.api.Setting;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings, services, events and metrics as a test sees them. */
final class SurroundingsTest {
    private static final Setting<Long> COUNT = Setting.number("count", 1, 5).orElse(3L);

    private final List<Bot> bots = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    @Test
    void settingsAreHeldToTheSchemaAsInAHostAndAWrongNameIsAMistakeOfTheTest() {
        BehaviourTestkit kit = BehaviourTestkit.of(new Declaring()).start();
        assertThat(bots.getFirst().settings().get(COUNT)).isEqualTo(3);

        kit.close();
        kit.setting("count", 5).start();
        assertThat(bots.getLast().settings().get(COUNT)).isEqualTo(5);

        kit.close();
        kit.setting("count", 6).setting("cuont", List.of(Map.of("a", 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(kit::start)
                .withMessageContaining("count is 6; it must be a whole number from 1 to 5")
                .withMessageContaining("cuont is not known; known are count");
    }

    @Test
    void servicesComeAndGoAsTheTestSaysAndThoseOfTheBehaviourAreFound() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bot -> {
                    bot.services().publish(Runnable.class, () -> notes.add("ran"));
                    bot.services().track(CharSequence.class, new ServiceListener<>() {
                        @Override
                        public void onAdded(CharSequence service) {
                            notes.add("+" + service);
                        }

                        @Override
                        public void onGone(CharSequence service) {
                            notes.add("-" + service);
                        }
                    });
                }))
                .service(CharSequence.class, "early")
                .start();
        kit.service(CharSequence.class, "late");
        kit.withdraw(CharSequence.class);
        kit.withdraw(CharSequence.class);
        assertThat(notes).containsExactly("+early", "-early", "+late", "-late");

        kit.find(Runnable.class).orElseThrow().run();
        assertThat(notes).endsWith("ran");
        kit.close();
        assertThat(kit.find(Runnable.class)).isEmpty();
    }

    @Test
    void aSessionThatCannotBeOpenedLeavesNothingBehind() {
        BehaviourTestkit kit = BehaviourTestkit.of(bot -> {
            bot.services().publish(CharSequence.class, "left behind");
            throw new UnsupportedOperationException("no");
        });

        assertThatThrownBy(kit::start).isInstanceOf(UnsupportedOperationException.class);
        assertThat(kit.find(CharSequence.class)).isEmpty();
    }

    @Test
    void theAccountIsLiveAfterTheStartUntilSomethingElseHappens() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(
                        bot -> bot.events().listen(BotEvent.class, event -> notes.add(event.toString()))))
                .start();

        kit.happens(new BotEvent.Reconnecting(kit.clock().instant(), "it broke"));

        assertThat(notes)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Live"),
                        second -> assertThat(second).contains("it broke"));
    }

    @Test
    void aStreamThatHasBegunIsToldOfAgainAfterARestartUntilItEnds() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bot -> {
                    bot.events().listen(BotEvent.StreamOnline.class, event -> notes.add("+" + event.channelLogin()));
                    bot.events().listen(BotEvent.StreamOffline.class, event -> notes.add("-" + event.channelLogin()));
                }))
                .start();
        kit.streamBegins();
        kit.channel("another");
        kit.streamBegins();
        kit.streamEnds();
        assertThat(notes).containsExactly("+somechannel", "+another", "-another");

        notes.clear();
        kit.restart();

        assertThat(notes).containsExactly("+somechannel");
    }

    @Test
    void theChannelsAreThoseThatTheTestHasBeenIn() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add)).start();
        kit.channel("another");

        Channels channels = bots.getFirst().service(Channels.class).orElseThrow();

        assertThat(channels.all()).extracting(Channels.Channel::login).containsExactly("somechannel", "another");
        assertThat(channels.find("ANOTHER")).isPresent();
        assertThat(channels.find("nowhere")).isEmpty();
    }

    @Test
    void figuresBeginAtZeroWithEachSession() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atMessage(
                        (bot, message) -> bot.metrics().counter("messages").increment()))
                .start();
        kit.own("one");
        kit.own("two");
        assertThat(kit.metrics()).isEqualTo(Map.of("messages", 2L));

        kit.restart();
        assertThat(kit.metrics()).isEmpty();
        assertThat(bots).isEmpty();
    }

    @Test
    void theStatusThatABehaviourShowsEndsWithItsSession() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atMessage((bot, message) -> bot.showStatus(message.text())))
                .start();
        assertThat(kit.status()).isEmpty();
        kit.own("3 commands");
        assertThat(kit.status()).isEqualTo("3 commands");

        kit.restart();
        assertThat(kit.status()).isEmpty();
    }

    private final class Declaring implements ChatBehaviour {
        @Override
        public SettingsSchema settings() {
            return SettingsSchema.of(COUNT);
        }

        @Override
        public BehaviourSession open(Bot bot) {
            bots.add(bot);
            return message -> {};
        }
    }
}
