package dev.chameleonbot.plugin.api;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * Who may use something, by the badges of a message's writer in the channel. Each permission includes those before it;
 * the bot's own account is always allowed.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Permission {
    /** Only the bot's own account, recognised by user id. */
    ACCOUNT,
    /** The owner of the channel. */
    BROADCASTER,
    /** The channel's moderators. */
    MODERATOR,
    /** The channel's VIPs. */
    VIP,
    /** Subscribers of the channel. */
    SUBSCRIBER,
    /** Anybody. */
    EVERYONE;

    /**
     * Whether the writer of a message has this permission.
     *
     * @param message the message
     * @return whether its writer is allowed
     */
    public boolean allows(ChatMessage message) {
        for (Permission each : values()) {
            if (each.compareTo(this) <= 0 && each.describes(message)) {
                return true;
            }
        }
        return false;
    }

    private boolean describes(ChatMessage message) {
        Set<String> badges = message.badges();
        return switch (this) {
            case ACCOUNT -> message.own();
            case BROADCASTER ->
                message.chatter().value().equals(message.channel().value()) || badges.contains("broadcaster");
            case MODERATOR -> badges.contains("moderator") || badges.contains("lead_moderator");
            case VIP -> badges.contains("vip");
            case SUBSCRIBER -> badges.contains("subscriber") || badges.contains("founder");
            case EVERYONE -> true;
        };
    }
}
