package dev.chameleonbot.plugin.api;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The few short texts that a behaviour keeps for an account; they survive a restart.
 *
 * <p>Not for implementation. The next read sees a change at once; it is stored within about a second, and always on a
 * graceful stop. Keys and values have at most 1,024 characters, and a behaviour has at most 256 keys per account.
 *
 * <p>After the session is closed, reading still works; a change throws an {@link IllegalStateException}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Memory {

    /**
     * Reads a value.
     *
     * @param key its name
     * @return the value, or empty if it was never put, was removed, or has expired
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
     * @throws IllegalStateException if the session is closed
     */
    void put(String key, String value);

    /**
     * Keeps a value for a time.
     *
     * @param key its name
     * @param value what to keep
     * @param keepFor when the value expires, even while the host does not run; limited to a hundred years
     * @throws IllegalArgumentException as for {@link #put(String, String)}, or if the time is not positive
     * @throws IllegalStateException if the session is closed
     */
    void put(String key, String value, Duration keepFor);

    /**
     * Removes a value; does nothing if there is none.
     *
     * @param key its name
     * @throws IllegalStateException if the session is closed
     */
    void remove(String key);
}
