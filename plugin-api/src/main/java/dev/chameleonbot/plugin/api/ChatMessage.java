package dev.chameleonbot.plugin.api;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;

/**
 * A message in one of the account's channels; EventSub's {@code channel.chat.message}.
 *
 * @param id the message's id; for a copy in a shared chat, the id of the original
 * @param channel the channel it arrived through
 * @param channelLogin that channel's name in lower case
 * @param chatter who wrote it
 * @param chatterLogin the writer's name in lower case
 * @param chatterName the writer's name as shown
 * @param text the text, exactly as Twitch delivered it
 * @param own whether the bot's own account wrote it
 * @param shownColor the colour of the writer's name, empty if the writer never chose one
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

    /**
     * Starts building a message, mainly for tests. By default somebody else wrote it, ids serve as names, it has no
     * colour and no badges, and it was sent at the epoch.
     *
     * @param id the message's id
     * @param channel the channel
     * @param chatter who wrote it
     * @param text the text
     * @return a builder for the rest
     */
    public static Builder builder(MessageId id, ChannelId channel, UserId chatter, String text) {
        return new Builder(id, channel, chatter, text);
    }

    /** Builds a message. Not thread-safe. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    public static final class Builder {
        private final MessageId id;
        private final ChannelId channel;
        private final UserId chatter;
        private final String text;
        private String channelLogin;
        private String chatterLogin;
        private Optional<String> chatterName = Optional.empty();
        private boolean own;
        private Optional<ChatColor> shownColor = Optional.empty();
        private Set<String> badges = Set.of();
        private Instant sentAt = Instant.EPOCH;

        private Builder(MessageId id, ChannelId channel, UserId chatter, String text) {
            this.id = id;
            this.channel = channel;
            this.chatter = chatter;
            this.text = text;
            this.channelLogin = channel.value();
            this.chatterLogin = chatter.value();
        }

        /**
         * Sets the channel's name.
         *
         * @param login its name in lower case
         * @return this
         */
        public Builder channelLogin(String login) {
            channelLogin = login;
            return this;
        }

        /**
         * Sets the writer's name.
         *
         * @param login the writer's name in lower case
         * @return this
         */
        public Builder chatterLogin(String login) {
            chatterLogin = login;
            return this;
        }

        /**
         * Sets the writer's name as shown; by default the name in lower case.
         *
         * @param name the name
         * @return this
         */
        public Builder chatterName(String name) {
            chatterName = Optional.of(name);
            return this;
        }

        /**
         * Sets whether the bot's own account wrote it.
         *
         * @param isOwn whether it did
         * @return this
         */
        public Builder own(boolean isOwn) {
            own = isOwn;
            return this;
        }

        /**
         * Sets the colour of the writer's name.
         *
         * @param color the colour
         * @return this
         */
        public Builder shownColor(ChatColor color) {
            shownColor = Optional.of(color);
            return this;
        }

        /**
         * Sets the writer's badges.
         *
         * @param names their names, such as {@code moderator}
         * @return this
         */
        public Builder badges(String... names) {
            badges = Set.of(names);
            return this;
        }

        /**
         * Sets when Twitch sent it.
         *
         * @param when the time
         * @return this
         */
        public Builder sentAt(Instant when) {
            sentAt = when;
            return this;
        }

        /** Builds the message. */
        public ChatMessage build() {
            return new ChatMessage(
                    id,
                    channel,
                    channelLogin,
                    chatter,
                    chatterLogin,
                    chatterName.orElse(chatterLogin),
                    text,
                    own,
                    shownColor,
                    badges,
                    sentAt);
        }
    }
}
