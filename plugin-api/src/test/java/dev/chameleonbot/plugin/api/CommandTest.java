package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandTest {
    @Test
    void saysHowItIsUsed() {
        Command command = Command.named("SO")
                .alias("shoutout")
                .takes(Argument.word("channel"), Argument.rest("why").optional());

        assertThat(command.usage()).isEqualTo("!so <channel> [why…]");
        assertThat(command.names()).containsExactlyInAnyOrder("so", "shoutout");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "!a", "a\u00a0b", "a\u200bb"})
    void refusesNamesThatNobodyCouldCall(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Command.named(name));
    }

    @Test
    void refusesArgumentsThatCouldNotBeTold() {
        Command command = Command.named("x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.takes(Argument.rest("all"), Argument.word("more")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> command.takes(Argument.word("a").optional(), Argument.word("b")));
        assertThatIllegalArgumentException().isThrownBy(() -> command.takes(Argument.word("a"), Argument.number("a")));
        assertThatIllegalArgumentException().isThrownBy(() -> command.alias("X"));
        assertThatIllegalArgumentException().isThrownBy(() -> command.cooldown(Duration.ofNanos(-1)));
    }

    /** Each badge, and the first permission that lets its wearer in. */
    @ParameterizedTest
    @CsvSource({
        "broadcaster, BROADCASTER",
        "moderator, MODERATOR",
        "lead_moderator, MODERATOR",
        "vip, VIP",
        "subscriber, SUBSCRIBER",
        "founder, SUBSCRIBER",
        "premium, EVERYONE"
    })
    void allowsByBadgesFromThatOneOn(String badge, Permission first) {
        for (Permission permission : Permission.values()) {
            assertThat(permission.allows(message("7", false, badge)))
                    .as("%s with %s", permission, badge)
                    .isEqualTo(permission.compareTo(first) >= 0);
        }
    }

    @Test
    void knowsTheBroadcasterByIdAndAllowsTheAccountItselfEverything() {
        assertThat(Permission.BROADCASTER.allows(message("42", false))).isTrue();
        assertThat(Permission.ACCOUNT.allows(message("42", false))).isFalse();
        assertThat(Permission.ACCOUNT.allows(message("7", true))).isTrue();
        assertThat(Permission.BROADCASTER.allows(message("7", true))).isTrue();
    }

    private static ChatMessage message(String chatter, boolean own, String... badges) {
        return ChatMessage.builder(new MessageId("m"), new ChannelId("42"), new UserId(chatter), "!x")
                .own(own)
                .badges(badges)
                .build();
    }
}
