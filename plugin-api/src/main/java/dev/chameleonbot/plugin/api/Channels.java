package dev.chameleonbot.plugin.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The channels that an account works in; a service that the host offers to each session, found with
 * {@code bot.services().find(Channels.class)}.
 *
 * <p>Not for implementation. Safe for use by any thread; each call answers as things are now, from memory.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
@ProviderType
public interface Channels {

    /** The configured channels that exist, in no particular order; others are added as soon as Twitch knows them. */
    Collection<Channel> all();

    /**
     * Finds a channel by its name.
     *
     * @param login the channel's name, in any case
     * @return the channel, unless it does not exist or is not one of the account's
     */
    default Optional<Channel> find(String login) {
        String name = login.toLowerCase(Locale.ROOT);
        return all().stream().filter(channel -> channel.login().equals(name)).findAny();
    }

    /**
     * One channel.
     *
     * @param id its lasting id
     * @param login its name in lower case
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Channel(ChannelId id, String login) {
        /** Checks that nothing is missing. */
        public Channel {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(login, "login");
        }
    }
}
