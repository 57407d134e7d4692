package dev.chameleonbot.engine;

import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of accounts besides their configuration, for the operator: in a running {@link Engine}, or in the state of
 * one that does not run ({@link StoredAccounts}). Calls block and may be made from any thread; accounts are named by their
 * login in lower case. Failures of the store are {@link dev.chameleonbot.engine.spi.StateException}s. Not for implementation.
 */
public interface AccountRecords {
    /**
     * Keeps the tokens of somebody who has just agreed, for the account of that name, whether it is configured yet or not. An
     * running account restarts with them.
     *
     * @param account the account
     */
    void keep(AuthorizedAccount account);

    /**
     * Keeps tokens of which nobody has asked Twitch yet; whose they are is seen when the account runs. To be called before
     * it does.
     *
     * @param login the account
     * @param tokens the tokens
     * @param expiresAt when the access token ends, as far as that is known
     */
    void keep(String login, ConfiguredTokens tokens, Instant expiresAt);

    /**
     * The tokens of an account.
     *
     * @param login the account
     * @return what is stored last, if anything is
     */
    Optional<StoredTokens> tokens(String login);

    /**
     * Deletes all that is kept of an account that is not configured any more: its tokens, what behaviours remember, whether
     * it is disabled. At Twitch nothing changes.
     *
     * @param login the account
     * @throws IllegalStateException if the account runs
     */
    void forget(String login);

    /**
     * Whether the operator has disabled an account.
     *
     * @param login the account
     * @return since when; empty if it is enabled
     */
    Optional<Instant> disabledSince(String login);

    /**
     * Does not run an account until it is enabled again, also after a restart: it has no connection and asks nothing of
     * Twitch. Does nothing if it is disabled.
     *
     * @param login the account
     */
    void disableAccount(String login);

    /**
     * Runs an account again. Does nothing if it is enabled.
     *
     * @param login the account
     */
    void enableAccount(String login);
}
