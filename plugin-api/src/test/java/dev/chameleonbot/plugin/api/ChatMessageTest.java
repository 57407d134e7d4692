package dev.chameleonbot.plugin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ChatMessageTest {
    @Test
    void keepsItsBadgesWhateverBecomesOfTheSetItWasGiven() {
        Set<String> badges = new HashSet<>(Set.of("moderator"));
        ChatMessage message = new ChatMessage(
                new MessageId("1"),
                new ChannelId("2"),
                "room",
                new UserId("3"),
                "someone",
                "Someone",
                "hello",
                true,
                Optional.empty(),
                badges,
                Instant.EPOCH);

        badges.clear();

        assertThat(message.badges()).containsExactly("moderator");
    }

    @Test
    void isBuiltWithWhatATestNeeds() {
        ChatMessage.Builder builder =
                ChatMessage.builder(new MessageId("1"), new ChannelId("2"), new UserId("3"), "hello");

        assertThat(builder.build())
                .isEqualTo(new ChatMessage(
                        new MessageId("1"),
                        new ChannelId("2"),
                        "2",
                        new UserId("3"),
                        "3",
                        "3",
                        "hello",
                        false,
                        Optional.empty(),
                        Set.of(),
                        Instant.EPOCH));
        assertThat(builder.channelLogin("room").chatterLogin("someone").build().chatterName())
                .isEqualTo("someone");
        assertThat(builder.chatterName("Someone")
                        .own(true)
                        .shownColor(ChatColor.Preset.CORAL)
                        .badges("vip")
                        .sentAt(Instant.MAX)
                        .build())
                .isEqualTo(new ChatMessage(
                        new MessageId("1"),
                        new ChannelId("2"),
                        "room",
                        new UserId("3"),
                        "someone",
                        "Someone",
                        "hello",
                        true,
                        Optional.of(ChatColor.Preset.CORAL),
                        Set.of("vip"),
                        Instant.MAX));
    }

    @Test
    void isNamedByIdsThatAreNotBlankAndReadAsTwitchWritesThem() {
        assertThat(new MessageId("abc")).hasToString("abc");
        assertThat(new ChannelId("51219542")).hasToString("51219542");
        assertThat(new UserId("185321156")).hasToString("185321156");
        assertThatIllegalArgumentException().isThrownBy(() -> new MessageId(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> new ChannelId(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new UserId("\t"));
    }
}
