package dev.chameleonbot.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.plugin.api.Argument;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Command;
import dev.chameleonbot.plugin.api.CommandCall;
import dev.chameleonbot.plugin.api.CommandHandler;
import dev.chameleonbot.plugin.api.Permission;
import dev.chameleonbot.plugin.api.Registration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands as a behaviour has them, in the testkit and so in the engine. */
final class CommandsTest {
    private final List<Bot> bots = new ArrayList<>();
    private final Probe probe = Probe.atStart(bots::add);
    private final BehaviourTestkit kit = BehaviourTestkit.of(probe).start();
    private final Bot bot = bots.getFirst();
    private final CommandHandler noting = new CommandHandler() {
        @Override
        public void onCall(CommandCall call) {
            probe.note(call.message().chatterLogin() + " " + call.command().name() + " " + call.arguments());
        }

        @Override
        public void onRefused(Command command, ChatMessage message, Refusal why) {
            probe.note(why);
        }
    };

    @Test
    void areCalledByTheirNamesInAnyCaseAsTheFirstWord() {
        bot.commands().add(Command.named("dice").alias("Würfel"), noting);

        kit.other("viewer", "!dice");
        kit.other("viewer", "!DICE and more");
        kit.other("viewer", "!wÜRFEL");
        kit.other("viewer", "!dice \uDB40\uDC00");
        kit.other("viewer", "!dicey");
        kit.other("viewer", "say !dice");
        kit.other("viewer", "! dice");
        kit.other("viewer", "!");

        assertThat(probe.notes())
                .containsExactly("open", "viewer dice {}", "viewer dice {}", "viewer dice {}", "viewer dice {}");
    }

    @Test
    void goToTheirHandlerAndNotToTheSessionAndLeaveItsAudienceAsItIs() {
        bot.commands().add(Command.named("x").allow(Permission.MODERATOR), noting);

        kit.other("viewer", "!x");
        kit.other("viewer", "hello");
        kit.own("!x");
        kit.own("hello");

        assertThat(probe.notes()).containsExactly("open", "PERMISSION", "chameleon x {}", "hello");
    }

    @Test
    void ofTheAccountAloneAreNotReadFromOthers() {
        bot.commands().add(Command.named("x").allow(Permission.ACCOUNT), noting);

        kit.other("somechannel", "!x", "broadcaster");

        assertThat(probe.notes()).containsExactly("open");
    }

    @Test
    void areForThoseWhoWearTheBadge() {
        bot.commands().add(Command.named("x").allow(Permission.VIP), noting);

        kit.other("subscriber", "!x", "subscriber");
        kit.other("vip", "!x", "premium", "vip");
        kit.other("mod", "!x", "moderator");
        kit.other("somechannel", "!x");

        assertThat(probe.notes()).containsExactly("open", "PERMISSION", "vip x {}", "mod x {}", "somechannel x {}");
    }

    @Test
    void haveTheirArgumentsCheckedAndHandedOverByName() {
        bot.commands()
                .add(
                        Command.named("x")
                                .takes(
                                        Argument.word("who"),
                                        Argument.number("times").optional(),
                                        Argument.rest("why").optional()),
                        noting);

        kit.own("!x  bob");
        kit.own("!x bob 3");
        kit.own("!x bob -3  because  of that \uDB40\uDC00");
        kit.own("!x");
        kit.own("!x bob often");

        assertThat(probe.notes())
                .satisfiesExactly(
                        note -> assertThat(note).isEqualTo("open"),
                        note -> assertThat(note).contains("who=bob").doesNotContain("times"),
                        note -> assertThat(note).contains("who=bob", "times=3"),
                        note -> assertThat(note).contains("times=-3").containsPattern("why=because  of that[,}]"),
                        note -> assertThat(note).isEqualTo("USAGE"),
                        note -> assertThat(note).isEqualTo("USAGE"));
    }

    @Test
    void restInTheChannelOfACall() {
        bot.commands().add(Command.named("x").cooldown(Duration.ofSeconds(30)), noting);

        kit.other("a", "!x");
        kit.other("b", "!x");
        kit.channel("another");
        kit.other("c", "!x");
        kit.channel("somechannel");
        kit.advance(Duration.ofSeconds(30).minusNanos(1));
        kit.other("d", "!x");
        kit.advance(Duration.ofNanos(1));
        kit.other("e", "!x");

        assertThat(probe.notes()).containsExactly("open", "a x {}", "COOLDOWN", "c x {}", "COOLDOWN", "e x {}");
    }

    @Test
    void restForAHundredYearsWhereTheyAreToRestForLonger() {
        bot.commands().add(Command.named("x").cooldown(Duration.ofSeconds(Long.MAX_VALUE)), noting);

        kit.other("a", "!x");
        kit.advance(Duration.ofDays(36_499));
        kit.other("a", "!x");

        assertThat(probe.notes()).containsExactly("open", "a x {}", "COOLDOWN");
    }

    @Test
    void takeNumbersWithinBounds() {
        bot.commands().add(Command.named("x").takes(Argument.number("n", -1, 5)), noting);

        for (String number : List.of("-2", "-1", "5", "6", "9".repeat(18), "9".repeat(19))) {
            kit.own("!x " + number);
        }

        assertThat(probe.notes())
                .containsExactly("open", "USAGE", "chameleon x {n=-1}", "chameleon x {n=5}", "USAGE", "USAGE", "USAGE");
        assertThatIllegalArgumentException().isThrownBy(() -> Argument.number("n", 2, 1));
    }

    @Test
    void doNotCallThemselves() {
        bot.commands().add(Command.named("x"), call -> bot.say(call.message().channel(), "!x"));
        kit.other("viewer", "!x");
        assertThat(kit.said()).hasSize(1);

        kit.own("!x"); // as Twitch delivers it back
        assertThat(kit.said()).hasSize(1);
        assertThat(probe.notes()).containsExactly("open", "!x");

        kit.advance(Duration.ofSeconds(31));
        kit.own("!x");
        assertThat(kit.said()).hasSize(2);
    }

    @Test
    void areTakenAwayAgain() {
        Registration command = bot.commands().add(Command.named("x").alias("y"), noting);
        assertThatIllegalArgumentException().isThrownBy(() -> bot.commands().add(Command.named("y"), noting));

        command.close();
        command.close();
        kit.other("viewer", "!x");
        kit.own("!x");
        assertThat(probe.notes()).containsExactly("open", "!x");

        bot.commands().add(Command.named("y"), noting);
        kit.other("viewer", "!y");
        assertThat(probe.notes()).endsWith("viewer y {}");
    }

    @Test
    void areCalledOnceWhereTheAudienceIsEveryone() {
        Probe everyone = new Probe(Audience.EVERYONE, bots::add, (all, message) -> {});
        BehaviourTestkit other = BehaviourTestkit.of(everyone).start();
        bots.getLast().commands().add(Command.named("x"), call -> everyone.note("called"));

        other.other("viewer", "!x");
        other.other("viewer", "!y");

        assertThat(everyone.notes()).containsExactly("open", "called", "!y");
    }

    @Test
    void areNotReadFromOthersAfterTheEnd() {
        bot.commands().add(Command.named("x"), noting);

        kit.restart();
        kit.other("viewer", "!x");

        assertThat(probe.notes()).containsExactly("open", "close", "open");
    }

    @Test
    void mayThrowLikeAMessageCall() {
        bot.commands().add(Command.named("x"), call -> {
            throw new UnsupportedOperationException("no");
        });

        assertThatThrownBy(() -> kit.own("!x")).isInstanceOf(UnsupportedOperationException.class);
        kit.own("hello");
        assertThat(probe.notes()).containsExactly("open", "hello");
    }
}
