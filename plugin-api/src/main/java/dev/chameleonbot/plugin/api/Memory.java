package dev.chameleonbot.plugin.api;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What one behaviour keeps about one account: a few short texts that survive a restart.
 *
 * <p>Not for implementation. A change is seen by the next read at once and is stored within about a second; on a
 * graceful stop all of it is stored. Keys and values are limited to 1,024 characters, and a behaviour to 256 keys an
 * account.
 *
 * <p>After the session was closed, reading still works and a change is an {@link IllegalStateException}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Memory {

    /**
     * Reads a value.
     *
     * @param key its name
     * @return the value, unless it was never put, removed, or has expired
     */
    Optional<String> get(String key);

    /** The keys that have a value now, in no particular order; a snapshot. */
    Set<String> keys();

    /**
     * Keeps a value until it is replaced or removed.
     *
     * @param key its name
     * @param value what to keep
     * @throws IllegalArgumentException if the key or the value has more than 1,024 characters, or if it would be the 257th
     *     key of this behaviour and account
     * @throws IllegalStateException if the session was closed
     */
    void put(String key, String value);

    /**
     * Keeps a value for a time.
     *
     * @param key its name
     * @param value what to keep
     * @param keepFor after which time it is forgotten; also while the host is not running. More than a hundred years is
     *     taken for that
     * @throws IllegalArgumentException as for {@link #put(String, String)}, or if the time is not positive
     * @throws IllegalStateException if the session was closed
     */
    void put(String key, String value, Duration keepFor);

    /**
     * Forgets a value; does nothing if there is none.
     *
     * @param key its name
     * @throws IllegalStateException if the session was closed
     */
    void remove(String key);
}
