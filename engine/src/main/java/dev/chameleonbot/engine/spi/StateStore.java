package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has learned and must not forget: tokens, channel ids, the memories of behaviours.
 *
 * <p>Accounts are named by their login in lower case. All methods may be called from any thread and block until done;
 * a write that has returned survives the death of the process and of the machine, and a write is done whole or not at
 * all. Failures are {@link StateException}s.
 */
public interface StateStore extends AutoCloseable {

    /**
     * The tokens last stored for an account.
     *
     * @param login the account
     * @return its tokens, if any were stored
     */
    Optional<StoredTokens> tokens(String login);

    /**
     * Stores an account's tokens in place of the ones before.
     *
     * @param login the account
     * @param tokens what to store
     */
    void saveTokens(String login, StoredTokens tokens);

    /**
     * The known ids of channels.
     *
     * @param logins the channels' names in lower case
     * @return the ids of those that are known
     */
    Map<String, ChannelId> channels(Collection<String> logins);

    /**
     * Stores ids of channels, in one transaction.
     *
     * @param channels name in lower case to id
     */
    void saveChannels(Map<String, ChannelId> channels);

    /**
     * What a behaviour keeps about an account; expired values are left out.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @return the values by key
     */
    Map<String, MemoryValue> memory(String login, String pluginId);

    /**
     * Stores changes of memories, all in one transaction.
     *
     * @param changes what has changed; of several changes of one key the last one counts
     */
    void saveMemory(Collection<MemoryChange> changes);

    /** Ends the store; whatever was written before is kept. */
    @Override
    void close();

    /**
     * Tokens as stored.
     *
     * @param access the access token
     * @param refresh the refresh token, where there is one
     * @param expiresAt when the access token ends
     * @param configFingerprint a fingerprint of the configured tokens that these descend from: while the configuration
     *     has the same, the stored ones win
     */
    record StoredTokens(Secret access, Optional<Secret> refresh, Instant expiresAt, String configFingerprint) {}

    /**
     * One value of a memory.
     *
     * @param value the value
     * @param expiresAt when it is forgotten; null for never
     */
    record MemoryValue(String value, @Nullable Instant expiresAt) {}

    /**
     * One change of a memory.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @param key the value's name
     * @param value the new value; null to forget it
     */
    record MemoryChange(
            String login,
            String pluginId,
            String key,
            @Nullable MemoryValue value) {}
}
