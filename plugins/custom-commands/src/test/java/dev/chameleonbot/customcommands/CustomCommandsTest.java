package dev.chameleonbot.customcommands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chameleonbot.plugin.api.SettingsProblem;
import dev.chameleonbot.plugin.testkit.BehaviourTestkit;
import dev.chameleonbot.plugin.testkit.Said;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("custom-commands")
final class CustomCommandsTest {
    private static final Duration REST = Duration.ofSeconds(5);

    private final BehaviourTestkit kit = BehaviourTestkit.of(new CustomCommands());

    @Test
    void answersACommandWithItsTextInItsChannel() {
        start(Map.of("name", "discord", "reply", "Join us: discord.example", "aliases", List.of("DC")));

        kit.other("viewer", "!discord");
        kit.channel("another");
        kit.other("viewer", "!dc");
        kit.other("viewer", "discord");

        assertThat(kit.said())
                .extracting(said -> said.channel() + " " + said.text())
                .containsExactly(
                        "id-of-somechannel Join us: discord.example", "id-of-another Join us: discord.example");
        assertThat(kit.metrics()).containsEntry("replies", 2L);
        assertThat(kit.status()).isEqualTo("1 command");
    }

    @Test
    void countsNoReplyThatWasNotSent() {
        kit.withoutScope("user:write:chat");
        start(Map.of("name", "discord", "reply", "Join us: discord.example"));

        kit.other("viewer", "!discord");

        assertThat(kit.metrics()).doesNotContainKey("replies").containsEntry("replies.not_sent", 1L);
        assertThat(new CustomCommands().scopes()).containsExactly("user:write:chat");
    }

    @Test
    void fillsInWhatIsKnownOfTheCall() {
        start(Map.of("name", "hug", "reply", "{user} hugs {target} in {channel} ({text}), {unknown} $1"));

        kit.other("viewer", "!hug @bob {user} \\ really");
        kit.advance(REST);
        kit.other("viewer", "!hug");

        assertThat(texts())
                .containsExactly(
                        "viewer hugs bob in somechannel (@bob {user} \\ really), {unknown} $1",
                        "viewer hugs viewer in somechannel (), {unknown} $1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ban bob",
                ".ban bob",
                "!ping",
                "/me dances",
                "@/ban bob",
                "\u200b/ban bob",
                "\ud83c\u200b\u2800!ping",
                "\u202e\u0007/ban bob"
            })
    void letsNobodyChooseACommandForItToSay(String text) {
        start(
                Map.of("name", "echo", "reply", "{text}", "cooldown", "0s"),
                Map.of("name", "blank", "reply", " \u200b{text}", "cooldown", "0s"),
                Map.of("name", "target", "reply", "{target}", "cooldown", "0s"));

        kit.other("viewer", "!echo " + text);
        kit.other("viewer", "!blank " + text);
        kit.other("viewer", "!target " + text);

        assertThat(texts()).hasSize(3);
        assertThat(texts().subList(0, text.startsWith("@") ? 0 : 2))
                .allSatisfy(said -> assertThat(said).matches("[ \u200b]*\u00bb .*"));
        assertThat(texts().getLast()).startsWith("\u00bb ");
    }

    @Test
    void saysACommandWhereTheOperatorHasWrittenItAndLeavesOtherTextsAsTheyAre() {
        start(
                Map.of("name", "me", "reply", "/me {text}", "cooldown", "0s"),
                Map.of("name", "echo", "reply", "{text}", "cooldown", "0s"),
                Map.of("name", "so", "reply", "see {text}", "cooldown", "0s"));

        kit.other("viewer", "!me dances");
        kit.other("viewer", "!echo well/done.now!");
        kit.other("viewer", "!so /ban bob");

        assertThat(texts()).containsExactly("/me dances", "well/done.now!", "see /ban bob");
    }

    @Test
    void putsInNoLineBreaksAndNothingThatTurnsTextRound() {
        start(Map.of("name", "echo", "reply", "<{text}>"));

        kit.other("viewer", "!echo a\nb\u0007c\u2028d\u202ee\u2066f\u200fg \ud83d\udc68\u200d\ud83d\ude80");

        assertThat(texts()).containsExactly("<a b c defg \ud83d\udc68\u200d\ud83d\ude80>");
    }

    @Test
    void countsAnswersOverARestart() {
        start(Map.of("name", "deaths", "reply", "{count} deaths", "cooldown", "0s", "aliases", List.of("d")));

        kit.own("!deaths");
        kit.own("!d");
        kit.restart();
        kit.own("!deaths");

        assertThat(texts()).containsExactly("1 deaths", "2 deaths", "3 deaths");
    }

    @Test
    void answersThoseWhoMayAndNotTooOften() {
        start(Map.of("name", "so", "reply", "Go and see {target}", "allow", "moderator", "cooldown", "1m"));

        kit.other("viewer", "!so a", "subscriber");
        kit.other("mod", "!so b", "moderator");
        kit.other("mod", "!so c", "moderator");
        kit.advance(Duration.ofMinutes(1));
        kit.other("mod", "!so d", "moderator");

        assertThat(texts()).containsExactly("Go and see b", "Go and see d");
    }

    @Test
    void restsForFiveSecondsUnlessSetOtherwise() {
        start(Map.of("name", "x", "reply", "y"));

        kit.own("!x");
        kit.advance(REST.minusNanos(1));
        kit.own("!x");
        assertThat(texts()).hasSize(1);

        kit.advance(Duration.ofNanos(1));
        kit.own("!x");
        assertThat(texts()).hasSize(2);
    }

    @Test
    void neverAnswersItself() {
        start(Map.of("name", "echo", "reply", "!echo", "cooldown", "0s"));

        kit.other("viewer", "!echo");
        kit.own("!echo"); // what Twitch delivers of the answer

        assertThat(texts()).containsExactly("!echo");
    }

    @Test
    void saysNothingThatTwitchWouldRefuse() {
        start(
                Map.of("name", "long", "reply", "a {text}" + "\ud83d\ude00".repeat(480)),
                Map.of("name", "blank", "reply", "{text}"));

        kit.own("!long " + "b".repeat(100));
        kit.own("!blank");

        assertThat(texts())
                .singleElement()
                .satisfies(said -> assertThat(said.codePoints()).hasSize(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"!bang", "two words", "a\u200bb"})
    void refusesNamesThatNobodyCouldCall(String name) {
        assertThat(check(
                        Map.of("name", name, "reply", "never"),
                        Map.of("name", "x", "aliases", List.of("y", name), "reply", "z")))
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith(
                                        "commands[0].name has the unusable name '" + name + "': A command's name has"),
                        second -> assertThat(second)
                                .startsWith("commands[1].aliases has the unusable name '" + name + "'"));
    }

    @Test
    void refusesANameThatIsThereTwice() {
        assertThat(check(
                        Map.of("name", "dup", "reply", "a"),
                        Map.of("name", "x", "aliases", List.of("DUP"), "reply", "b")))
                .containsExactly("commands has the name 'dup' in [0] and again in [1]; names must differ");
        assertThat(check(Map.of("name", "X", "aliases", List.of("x"), "reply", "b")))
                .containsExactly("commands has the name 'x' in [0] and again in [0]; names must differ");
    }

    @Test
    void warnsOfWhatLooksLikeAPlaceholderAndIsNone() {
        Map<String, String> command = Map.of("name", "x", "reply", "{user} {usr} {usr} {smile} { x }");

        assertThat(new CustomCommands().settings().check(Map.of("commands", List.of(command))))
                .singleElement()
                .isInstanceOfSatisfying(SettingsProblem.Doubtful.class, problem -> {
                    assertThat(problem.path()).isEqualTo("commands[0].reply");
                    assertThat(problem.message())
                            .startsWith("has {usr}, {smile}, which is not replaced; known are {user}");
                });
    }

    private static List<String> check(Map<?, ?>... commands) {
        return new CustomCommands()
                .settings().check(Map.of("commands", List.of(commands))).stream()
                        .map(SettingsProblem.Unusable.class::cast)
                        .map(problem -> problem.path() + " " + problem.message())
                        .toList();
    }

    @Test
    void saysWhereItsSettingsAreWrong() {
        kit.setting("commands", List.of(Map.of("name", "x", "reply", "y", "cooldown", "soon"), Map.of("reply", "y")));

        assertThatIllegalArgumentException()
                .isThrownBy(kit::start)
                .withMessageContaining("commands[0].cooldown is \"soon\"; it must be a time from 0s to 24h")
                .withMessageContaining("commands[1].name is missing");
    }

    private void start(Map<?, ?>... commands) {
        kit.setting("commands", List.of(commands)).start();
    }

    private List<String> texts() {
        return kit.said().stream().map(Said::text).toList();
    }
}
