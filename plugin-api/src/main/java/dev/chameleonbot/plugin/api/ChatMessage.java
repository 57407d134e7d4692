package dev.chameleonbot.plugin.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A message that somebody wrote in one of the account's channels; EventSub's {@code channel.chat.message}.
 *
 * @param id the message's id, the original's where a shared chat delivers a copy
 * @param channel the channel it arrived through
 * @param channelLogin that channel's name in lower case
 * @param chatter who wrote it
 * @param chatterLogin the writer's name in lower case
 * @param chatterName the writer's name as shown
 * @param text what was written, exactly as Twitch delivered it
 * @param own whether the bot's own account wrote it
 * @param shownColor the colour that the writer's name is shown in, empty where the writer never chose one
 * @param badges the names of the writer's badges in this channel, such as {@code moderator}
 * @param sentAt when Twitch sent it
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record ChatMessage(
        MessageId id,
        ChannelId channel,
        String channelLogin,
        UserId chatter,
        String chatterLogin,
        String chatterName,
        String text,
        boolean own,
        Optional<ChatColor> shownColor,
        Set<String> badges,
        Instant sentAt) {
    /** Checks that nothing is missing and copies the badges. */
    public ChatMessage {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(channelLogin, "channelLogin");
        Objects.requireNonNull(chatter, "chatter");
        Objects.requireNonNull(chatterLogin, "chatterLogin");
        Objects.requireNonNull(chatterName, "chatterName");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(shownColor, "shownColor");
        badges = Set.copyOf(badges);
        Objects.requireNonNull(sentAt, "sentAt");
    }
}
