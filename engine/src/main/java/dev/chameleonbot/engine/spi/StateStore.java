package dev.chameleonbot.engine.spi;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the engine has learned over a restart: tokens, ids of channels, the memories of behaviours, the messages seen
 * lately. Given to an engine with {@code EngineBuilder.store}; the engine has one of its own, in an SQLite file.
 *
 * <p>Accounts are named by their login in lower case. All methods may be called from any thread and block until done. A
 * write that has returned survives the death of the process and of the machine. Failures are {@link StateException}s,
 * whose kind says whether trying again helps; a store that does not answer has to say so within half a minute. The engine
 * calls {@link #save} from one thread at a time, with all that has come meanwhile, so a store need not combine writes.
 *
 * <p><b>Epochs.</b> Where several machines share a store, an account has one owner at a time, and each owner has an epoch:
 * a number from 0 on that only grows and is never used twice. The store remembers the greatest epoch that an account was
 * written with, for as long as it exists. An engine with an older one has lost the account and does not know it yet;
 * that write is refused. An account without an epoch in a call has epoch 0, so a single machine needs none.
 *
 * <p>{@code StateStoreContract}, in the engine's {@code tests} jar, has the tests that every store has to pass.
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
     * The known ids of channels.
     *
     * @param logins the channels' names in lower case
     * @return the ids of those that are known
     */
    Map<String, ChannelId> channels(Collection<String> logins);

    /**
     * What a behaviour keeps about an account; expired values are left out.
     *
     * @param login the account
     * @param pluginId the behaviour's plugin
     * @return the values by key
     */
    Map<String, MemoryValue> memory(String login, String pluginId);

    /**
     * The messages that an account has seen lately, in no order.
     *
     * @param login the account
     * @param notBefore the earliest time of interest
     * @return those seen then or later, each with its latest time; the store forgets them some time after
     *     {@link #SEEN_FOR}
     */
    Collection<StateChange.SeenMessage> seenMessages(String login, Instant notBefore);

    /**
     * The account that keeps the tokens of a user of Twitch.
     *
     * @param user the user
     * @return the account's login, if the user is known
     */
    Optional<String> accountOf(UserId user);

    /**
     * The account that keeps the tokens of the user who had this name at Twitch when last heard of.
     *
     * @param name the user's name in lower case
     * @return the account's login, if the user is known
     */
    Optional<String> accountCalled(String name);

    /**
     * Stores changes in one transaction: all of them, except those of accounts whose epoch is older than the one that the
     * account was last written with. Accounts are forgotten before anything else of it is stored; of several changes of one
     * key the last one counts.
     *
     * @param changes what to store
     * @param epochs the epoch of each account that has one
     * @return the accounts that were refused, of which nothing has changed
     * @throws StateException if nothing of it was stored
     */
    Set<String> save(List<? extends StateChange> changes, Map<String, Long> epochs);

    /**
     * Keeps all that is stored about an account under another login from now on: its tokens, its memories, the messages
     * seen. What is stored there already wins.
     *
     * @param from the account
     * @param to its new login
     * @param epochs the epochs of both, where they have one
     * @return the accounts of the two that were refused; if there is one, nothing has changed
     * @throws StateException if it cannot be done now; then nothing has changed
     */
    Set<String> rename(String from, String to, Map<String, Long> epochs);

    /** Ends the store; everything that was written before is kept. */
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
         * Whether these are the same tokens, regardless of what else is known of them.
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
}
