package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * Listens to services that come and go; see {@link Services#track}.
 *
 * @param <S> the services' type
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface ServiceListener<S> {

    /**
     * A service is available.
     *
     * @param service the service, once for each publication
     */
    void onAdded(S service);

    /**
     * A service was withdrawn; calls to it may already fail. Drop references to it. Does nothing by default.
     *
     * @param service a service that {@link #onAdded} received
     */
    default void onGone(S service) {}
}
