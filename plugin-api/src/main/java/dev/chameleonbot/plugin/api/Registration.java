package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that a session has registered: a command, a service or a listener.
 *
 * <p>Not for implementation. It belongs to the session: when the session ends, remaining registrations are closed,
 * newest first, before the session's last call.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
@ProviderType
public interface Registration extends AutoCloseable {
    /**
     * Ends the registration. It has no effect once this returns; calls that wait for the session's thread are dropped.
     * Thread-safe and non-blocking. Closing twice does nothing.
     */
    @Override
    void close();
}
