package dev.chameleonbot.plugin.api;

import java.util.Optional;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Services that sessions and the host offer each other, by type. They come and go at run time.
 *
 * <p>Not for implementation. A session finds services of the host, and those that sessions of its own account publish,
 * from any plugin. To share a type, one plugin declares a pf4j dependency on the other. A service is called directly,
 * on its caller's thread. So a published service must be thread-safe, and its users must expect that it fails after it
 * is withdrawn.
 *
 * <p>The host offers {@link Channels}, and {@code com.github.twitch4j.helix.TwitchHelix} if the plugin can see that
 * type.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Services {

    /**
     * Publishes a service to the sessions of this account, until the registration or the session is closed.
     *
     * @param type the type to find it by, preferably an interface
     * @param service the service
     * @param <S> the service's type
     * @return withdraws the service when closed
     */
    <S> Registration publish(Class<S> type, S service);

    /**
     * Finds a service. If there are several, services of the account come before those of the host, and older ones
     * before newer ones.
     *
     * @param type the exact type that it was published as
     * @param <S> the service's type
     * @return the service, or empty if there is none now
     */
    <S> Optional<S> find(Class<S> type);

    /**
     * Tracks the services of a type: the listener gets the available services, and then each that comes or goes.
     *
     * @param type the type that they are published as
     * @param listener called on the session's thread, in the order in which services come and go
     * @param <S> the services' type
     * @return ends the tracking when closed; the listener gets no more calls, not even for services that it knows
     */
    <S> Registration track(Class<S> type, ServiceListener<? super S> listener);
}
