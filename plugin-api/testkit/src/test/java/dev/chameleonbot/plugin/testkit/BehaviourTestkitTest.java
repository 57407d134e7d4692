package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ChatColor.Preset;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.Schedule;
import dev.chameleonbot.plugin.api.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class BehaviourTestkitTest {
    private final List<Bot> bots = new ArrayList<>();
    private final List<ChatMessage> messages = new ArrayList<>();

    @Test
    void opensOneSessionForTheAccountThatWasConfigured() {
        Probe probe = Probe.atStart(bots::add);

        BehaviourTestkit.of(probe).account("someone").primeOrTurbo(true).start();

        assertThat(probe.notes()).containsExactly("open");
        assertThat(bots).singleElement().satisfies(bot -> {
            assertThat(bot.account().login()).isEqualTo("someone");
            assertThat(bot.account().primeOrTurbo()).isTrue();
        });
    }

    @Test
    void handsOverSettingsByType() {
        BehaviourTestkit.of(Probe.atStart(bots::add))
                .setting("on", true)
                .setting("name", "x")
                .setting("few", 3)
                .setting("many", 1L << 40)
                .start();

        Settings settings = bots.getFirst().settings();
        assertThat(settings.flag("on")).contains(true);
        assertThat(settings.text("name")).contains("x");
        assertThat(settings.number("few")).contains(3L);
        assertThat(settings.number("many")).contains(1L << 40);
        assertThat(settings.flag("none")).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.flag("name"))
                .withMessageContaining("'name'");
    }

    @Test
    void takesNoSettingThatAConfigurationCouldNotHold() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add));

        assertThatIllegalArgumentException().isThrownBy(() -> kit.setting("x", Duration.ZERO));
    }

    @Test
    void keepsTheSettingsOfASessionAsTheyWereAndGivesTheNextOneTheNewOnes() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add))
                .setting("on", true)
                .start();

        kit.setting("on", false);
        assertThat(bots.getFirst().settings().flag("on")).contains(true);

        kit.restart();
        assertThat(bots.getLast().settings().flag("on")).contains(false);
    }

    @Test
    void deliversOwnMessagesInOrderAndLeavesOthersOutForAnAudienceOfOwnOnes() {
        Probe probe = Probe.atMessage((bot, message) -> messages.add(message));
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();

        kit.own("one");
        kit.other("somebody", "not for you");
        kit.own("two", Preset.CORAL);

        assertThat(probe.notes()).containsExactly("open", "one", "two");
        assertThat(messages).allMatch(ChatMessage::own);
        assertThat(messages.getLast().shownColor()).contains(Preset.CORAL);
    }

    @Test
    void deliversEverybodysMessagesToAnAudienceOfEveryone() {
        Probe probe = new Probe(Audience.EVERYONE, bots::add, (bot, message) -> messages.add(message));
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();

        ChannelId room = kit.channel("room");
        kit.other("somebody", "hi");
        kit.own("hello");

        assertThat(messages).extracting(ChatMessage::own).containsExactly(false, true);
        assertThat(messages).extracting(ChatMessage::chatterLogin).containsExactly("somebody", "chameleon");
        assertThat(messages).extracting(ChatMessage::channel).containsOnly(room);
        assertThat(messages).extracting(ChatMessage::channelLogin).containsOnly("room");
    }

    @Test
    void deliversAMessageOnce() {
        Probe probe = Probe.atMessage((bot, message) -> messages.add(message));
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();
        kit.own("hello");

        kit.deliver(messages.getFirst());

        assertThat(probe.notes()).containsExactly("open", "hello");
    }

    @Test
    void doesNotLetTheAccountPassForSomebodyElse() {
        BehaviourTestkit kit =
                BehaviourTestkit.of(Probe.atStart(bots::add)).account("me").start();

        assertThatIllegalArgumentException().isThrownBy(() -> kit.other("me", "hi"));
    }

    @Test
    void recordsWhatIsSaidWithinTwitchsLimits() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add)).start();
        ChannelId room = kit.channel("room");

        bots.getFirst().say(room, "hello");

        assertThat(kit.said()).containsExactly(new Said(room, "hello"));
        assertThatIllegalArgumentException().isThrownBy(() -> bots.getFirst().say(room, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> bots.getFirst().say(room, "x".repeat(501)));
    }

    @Test
    void tellsWhatBecameOfAMessage() {
        List<SayResult> results = new ArrayList<>();
        BehaviourTestkit kit = BehaviourTestkit.of(
                        Probe.atMessage((bot, message) -> bot.say(message.channel(), message.text(), results::add)))
                .start();

        kit.own("one");
        kit.answerSaid(said -> new SayResult.Dropped("msg_duplicate", said.text() + " was said already"));
        kit.own("two");

        assertThat(results)
                .containsExactly(new SayResult.Sent(), new SayResult.Dropped("msg_duplicate", "two was said already"));
    }

    @Test
    void sendsNothingWithoutTheScopeForIt() {
        List<SayResult> results = new ArrayList<>();
        BehaviourTestkit kit = BehaviourTestkit.of(
                        Probe.atMessage((bot, message) -> bot.say(message.channel(), message.text(), results::add)))
                .withoutScope("user:write:chat")
                .start();

        kit.own("one");
        assertThat(kit.said()).isEmpty();
        assertThat(results)
                .containsExactly(new SayResult.NotAllowed("The account's token lacks the scope user:write:chat"));

        kit.grantScope("user:write:chat");
        kit.own("two");
        assertThat(kit.said()).extracting(Said::text).containsExactly("two");
        assertThat(results).last().isEqualTo(new SayResult.Sent());
    }

    @Test
    void refusesASessionTheSameThatAHostRefusesIt() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atMessage((bot, message) -> {
                    for (int i = 0; i < Integer.parseInt(message.text()); i++) {
                        bot.say(message.channel(), "hello");
                    }
                }))
                .start();

        kit.own("100");
        kit.own("100");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> kit.own("101"));
        assertThat(kit.said()).hasSize(300);
        kit.own("100");
        assertThat(kit.said()).hasSize(400);
    }

    @Test
    void refusesWishesForAColourWhoseResultsNobodyHasTakenYet() {
        Probe probe = Probe.atMessage((bot, message) -> {
            for (int i = 0; i < Integer.parseInt(message.text()); i++) {
                bot.changeColor(Preset.RED);
            }
        });
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();

        kit.own("2000");
        kit.own("2000");
        assertThatExceptionOfType(RejectedExecutionException.class).isThrownBy(() -> kit.own("2001"));
    }

    @Test
    void refusesTasksAsAHostDoes() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add)).start();
        Schedule schedule = bots.getFirst().schedule();
        Duration day = Duration.ofDays(1);
        for (int i = 0; i < 1_000; i++) {
            schedule.after(day, () -> {}).close();
        }
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> schedule.after(day, () -> {}))
                .withMessageContaining("1000 tasks a second");

        kit.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 1_000; i++) {
            schedule.after(day, () -> {});
        }
        kit.advance(Duration.ofSeconds(1));
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> schedule.after(day, () -> {}))
                .withMessageContaining("1000 scheduled tasks");

        kit.advance(day);
        schedule.after(day, () -> {});
    }

    @Test
    void offersTheServicesItWasGiven() {
        BehaviourTestkit.of(Probe.atStart(bots::add))
                .service(CharSequence.class, "text")
                .start();

        assertThat(bots.getFirst().service(CharSequence.class)).contains("text");
        assertThat(bots.getFirst().service(String.class)).isEmpty();
    }

    @Test
    void throwsWhatTheBehaviourThrowsAndGoesOn() {
        Probe probe = Probe.atMessage((bot, message) -> {
            bot.changeColor(Preset.RED);
            throw new UnsupportedOperationException(message.text());
        });
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();

        assertThatThrownBy(() -> kit.own("one")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> kit.own("two")).hasMessage("two").hasNoSuppressedExceptions();
        assertThat(kit.sentColors()).containsExactly(Preset.RED, Preset.RED);
    }

    @Test
    void leavesNothingOfASessionThatCouldNotBeOpened() {
        Probe probe = Probe.atStart(bot -> {
            bot.schedule().every(Duration.ofSeconds(1), () -> bots.add(bot));
            throw new UnsupportedOperationException("no");
        });
        BehaviourTestkit kit = BehaviourTestkit.of(probe);

        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(kit::start);
        kit.advance(Duration.ofMinutes(1));

        assertThat(bots).isEmpty();
        assertThatIllegalStateException().isThrownBy(() -> kit.own("hello"));
    }

    @Test
    void closesTheSessionAndIgnoresItsBotFromThenOn() {
        Probe probe = Probe.atStart(bots::add);
        BehaviourTestkit kit = BehaviourTestkit.of(probe).start();

        kit.close();
        bots.getFirst().say(new ChannelId("1"), "hello");
        bots.getFirst().schedule().after(Duration.ZERO, () -> probe.note("task"));
        kit.advance(Duration.ofDays(1));
        kit.close();

        assertThat(probe.notes()).containsExactly("open", "close");
        assertThat(kit.colors()).isEmpty();
        assertThat(kit.said()).isEmpty();
    }

    @Test
    void dropsResultsThatAreUnderWayWhenTheSessionCloses() {
        List<ChatColor> done = new ArrayList<>();
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atMessage(
                        (bot, message) -> bot.changeColor(Preset.RED, result -> done.add(result.color()))))
                .start();
        kit.holdColors();
        kit.own("hello");

        kit.restart();
        kit.answerColors(BehaviourTestkit::presetsOnly);

        assertThat(done).isEmpty();
        assertThat(kit.colorUnderWay()).isEqualTo(Optional.empty());
    }

    @Test
    void isForOneThreadOnly() throws Exception {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add)).start();
        FutureTask<Void> stranger = new FutureTask<>(() -> kit.own("hello"), null);

        Thread thread = Thread.ofVirtual().start(stranger);
        thread.join();

        assertThatThrownBy(stranger::get).hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void isOpenedOnceAtATime() {
        BehaviourTestkit kit = BehaviourTestkit.of(Probe.atStart(bots::add)).start();

        assertThatIllegalStateException().isThrownBy(kit::start);
    }
}
