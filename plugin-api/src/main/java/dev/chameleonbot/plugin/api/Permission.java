package dev.chameleonbot.plugin.api;

import java.util.Set;
import org.apiguardian.api.API;

/**
 * Who may use something, by the badges that the writer of a message wears in the channel. Each also allows all that come
 * before it; the bot's own account is always allowed.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public enum Permission {
    /** The bot's own account only, recognised by its user id. */
    ACCOUNT,
    /** Whom the channel belongs to. */
    BROADCASTER,
    /** The channel's moderators. */
    MODERATOR,
    /** The channel's VIPs. */
    VIP,
    /** Who is subscribed to the channel. */
    SUBSCRIBER,
    /** Anybody. */
    EVERYONE;

    /**
     * Whether somebody may.
     *
     * @param message what that person wrote
     * @return whether its writer is among those that this permission allows
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
