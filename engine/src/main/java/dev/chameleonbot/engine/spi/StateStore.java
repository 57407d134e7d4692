package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has learned and must not forget: tokens, channel ids, the memories of behaviours, the messages seen
 * of late.
 *
 * <p>Accounts are named by their login in lower case. All methods may be called from any thread and block until done;
 * a write that has returned survives the death of the process and of the machine, and a write is done whole or not at
 * all. Failures are {@link StateException}s. An implementation has one way to write, {@link #save}; the others lead there.
 */
public interface StateStore extends AutoCloseable {
    /** How long a message that was seen is remembered at least: Twitch may send it again for ten minutes. */
    Duration SEEN_FOR = Duration.ofMinutes(10);

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
    default void saveTokens(String login, StoredTokens tokens) {
        save(StateChanges.ofTokens(login, tokens));
    }

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
    default void saveChannels(Map<String, ChannelId> channels) {
        save(StateChanges.ofChannels(channels));
    }

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
    default void saveMemory(Collection<MemoryChange> changes) {
        save(StateChanges.ofMemory(changes));
    }

    /**
     * The messages of an account that were seen of late, in no order.
     *
     * @param login the account
     * @param notBefore the earliest time of interest
     * @return those seen then or later; the store forgets them some time after {@link #SEEN_FOR}
     */
    Collection<SeenMessage> seenMessages(String login, Instant notBefore);

    /**
     * Remembers messages as seen, in one transaction.
     *
     * @param messages the messages; of one that is known already the time becomes the later one
     */
    default void saveSeen(Collection<SeenMessage> messages) {
        save(StateChanges.ofSeen(messages));
    }

    /**
     * Deletes all that is stored about an account: its tokens, its memories, the messages seen. For accounts that the
     * operator has done away with; their tokens cannot be had back.
     *
     * @param login the account
     */
    default void forget(String login) {
        save(StateChanges.forget(login));
    }

    /**
     * The account that keeps what belongs to a user of Twitch.
     *
     * @param user the user
     * @return the account's login, if the user is known
     */
    default Optional<String> accountOf(UserId user) {
        return Optional.empty();
    }

    /**
     * The account that keeps what belongs to the user who was called so at Twitch when last heard of.
     *
     * @param name the user's name in lower case
     * @return the account's login, if the user is known
     */
    default Optional<String> accountCalled(String name) {
        return Optional.empty();
    }

    /**
     * Keeps all that is stored about an account under another login from now on: its tokens, its memories, the messages
     * seen. What is stored there already wins.
     *
     * @param from the account
     * @param to its new login
     * @throws StateException if it cannot be done now; then everything is as it was
     */
    default void rename(String from, String to) {
        throw new StateException("This store does not rename accounts.");
    }

    /**
     * Stores changes of all sorts, in one transaction.
     *
     * @param changes what to store
     */
    void save(StateChanges changes);

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
     * @param owner whose tokens they are, once Twitch has told
     */
    record StoredTokens(
            Secret access,
            Optional<Secret> refresh,
            Instant expiresAt,
            String configFingerprint,
            Optional<Owner> owner) {
        /**
         * Tokens of which nobody knows yet whose they are.
         *
         * @param access the access token
         * @param refresh the refresh token, where there is one
         * @param expiresAt when the access token ends
         * @param configFingerprint a fingerprint of the configured tokens that these descend from
         */
        public StoredTokens(Secret access, Optional<Secret> refresh, Instant expiresAt, String configFingerprint) {
            this(access, refresh, expiresAt, configFingerprint, Optional.empty());
        }

        /**
         * The same tokens as somebody's.
         *
         * @param whose whose
         */
        public StoredTokens of(Owner whose) {
            return new StoredTokens(access, refresh, expiresAt, configFingerprint, Optional.of(whose));
        }

        /**
         * Whether these are the same tokens, whatever else is known of them.
         *
         * @param other the others
         */
        public boolean isSamePair(StoredTokens other) {
            return access.equals(other.access) && refresh.equals(other.refresh);
        }

        /**
         * Whether nothing is lost if these are not stored in place of others.
         *
         * @param other the others
         */
        public boolean isAsGoodAs(StoredTokens other) {
            return isSamePair(other) && configFingerprint.equals(other.configFingerprint) && owner.equals(other.owner);
        }
    }

    /**
     * A user of Twitch.
     *
     * @param id the id, which stays
     * @param login the name in lower case, which may change
     */
    record Owner(UserId id, String login) {}

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

    /**
     * A message that was seen.
     *
     * @param login the account that saw it
     * @param id the message
     * @param at when it was seen
     */
    record SeenMessage(String login, MessageId id, Instant at) {}
}
