package dev.chameleonbot.plugin.api;

import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What sessions and the host offer one another, by type; services come and go at run time.
 *
 * <p>Not for implementation. A session sees what the host offers to all accounts, and what the sessions of its own account
 * publish, whatever plugin they come from. For two plugins to share a type, one of them declares a pf4j dependency on the
 * other. A service is called directly, on its caller's thread: whoever publishes one makes it safe for use by several
 * threads, and whoever uses one must expect that it fails once it is gone.
 *
 * <p>The host offers {@link Channels}, and {@code com.github.twitch4j.helix.TwitchHelix} where that is visible to the
 * plugin.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Services {

    /**
     * Offers a service to the sessions of this account, until the registration or the session is closed.
     *
     * @param type what it is found by, preferably an interface
     * @param service what is found
     * @param <S> the service's type
     * @return withdraws it
     */
    <S> Registration publish(Class<S> type, S service);

    /**
     * Looks a service up. Of several, it is the account's before the host's, and the longest published of those.
     *
     * @param type what it was published as, exactly
     * @param <S> the service's type
     * @return the service, or empty where nobody offers it now
     */
    <S> Optional<S> find(Class<S> type);

    /**
     * Follows the services of a type: the listener is told of those that are there, and of each that comes or goes.
     *
     * @param type what they are published as
     * @param listener whom to tell, on the session's own thread and in the order in which it happens
     * @param <S> the services' type
     * @return ends it; the listener is not told of anything then, also not that the services it knows are gone
     */
    <S> Registration track(Class<S> type, ServiceListener<? super S> listener);
}
