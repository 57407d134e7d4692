package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What records refuse to be made of. Null is what a caller without a null checker can still pass. */
@SuppressWarnings("NullAway")
final class RecordsTest {
    private static final UserId ID = new UserId("1");

    @Test
    void anAccountHasAnIdAndALogin() {
        assertThat(new Account(ID, "someone", true).primeOrTurbo()).isTrue();
        assertThatNullPointerException()
                .isThrownBy(() -> new Account(null, "someone", false))
                .withMessage("id");
        assertThatNullPointerException()
                .isThrownBy(() -> new Account(ID, null, false))
                .withMessage("login");
    }

    @Test
    void aFailureHasAReason() {
        assertThatNullPointerException()
                .isThrownBy(() -> new ColorResult.Failed(ChatColor.Preset.RED, null))
                .withMessage("reason");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "channel",
                "channelLogin",
                "chatter",
                "chatterLogin",
                "chatterName",
                "text",
                "shownColor",
                "sentAt"
            })
    void aMessageNamesThePartThatIsMissing(String missing) {
        assertThatNullPointerException()
                .isThrownBy(() -> messageWithout(missing, Set.of()))
                .withMessage(missing);
    }

    @Test
    void aMessageHasAllItsBadges() {
        Set<String> badges = new HashSet<>();
        badges.add(null);

        assertThat(messageWithout("nothing", Set.of("vip")).badges()).containsExactly("vip");
        assertThatNullPointerException().isThrownBy(() -> messageWithout("nothing", badges));
        assertThatNullPointerException().isThrownBy(() -> messageWithout("nothing", null));
    }

    private static ChatMessage messageWithout(String missing, Set<String> badges) {
        return new ChatMessage(
                unless(missing.equals("id"), new MessageId("1")),
                unless(missing.equals("channel"), new ChannelId("2")),
                unless(missing.equals("channelLogin"), "room"),
                unless(missing.equals("chatter"), ID),
                unless(missing.equals("chatterLogin"), "someone"),
                unless(missing.equals("chatterName"), "Someone"),
                unless(missing.equals("text"), "hello"),
                true,
                unless(missing.equals("shownColor"), Optional.empty()),
                badges,
                unless(missing.equals("sentAt"), Instant.EPOCH));
    }

    private static <T> T unless(boolean left, T value) {
        return left ? null : value;
    }
}
