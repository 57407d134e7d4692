package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something that a session has registered: a command, a service, a listener.
 *
 * <p>Handed out to a session, not for implementation. It belongs to the session: whatever is still registered when the
 * session ends is closed then, the latest first, before the session's own last call.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
@ProviderType
public interface Registration extends AutoCloseable {
    /**
     * Takes back what was registered: it has no effect any more when this returns, also what was on its way to the
     * session's thread. Never blocks; may be called from any thread. Closing twice does nothing.
     */
    @Override
    void close();
}
