package dev.chameleonbot.plugin.api;

import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The channels of an account. The host publishes this service to each session; find it with
 * {@code bot.services().find(Channels.class)}.
 *
 * <p>Not for implementation. Thread-safe; each call answers with the current state, from memory.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
@ProviderType
public interface Channels {

    /** The configured channels that exist, in no particular order; the others are added once they exist at Twitch. */
    Collection<Channel> all();

    /**
     * Finds a channel by its name.
     *
     * @param login the channel's name, in any case
     * @return the channel, or empty if it does not exist or is not one of the account's
     */
    default Optional<Channel> find(String login) {
        String name = login.toLowerCase(Locale.ROOT);
        return all().stream().filter(channel -> channel.login().equals(name)).findAny();
    }

    /**
     * One channel.
     *
     * @param id its permanent id
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
