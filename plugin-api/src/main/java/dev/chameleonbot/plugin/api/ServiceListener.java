package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * Told of services that come and go; see {@link Services#track}.
 *
 * @param <S> the services' type
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface ServiceListener<S> {

    /**
     * A service is there.
     *
     * @param service the service, once for each publication
     */
    void onAdded(S service);

    /**
     * A service was withdrawn; it may already fail when called. References to it should be given up. Does nothing unless
     * overridden.
     *
     * @param service one that {@link #onAdded} was told of
     */
    default void onGone(S service) {}
}
