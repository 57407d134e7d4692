package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.Mutex;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The tokens of all accounts, by login: of those that are configured, and of those that were, until a refresh of theirs that
 * is still in progress has ended.
 *
 * <p>The lock guards everything; nothing is waited for under it.
 */
public final class TokenRegistry {
    private final OAuthClient oauth;
    private final StateCache state;
    private final Timers timers;
    private final Executor threads;
    private final Mutex lock = new Mutex();
    private final Map<String, TokenState> accounts = new HashMap<>();
    /** The same by the user whose tokens they are, as far as that is known. */
    private final Map<UserId, TokenState> users = new HashMap<>();
    /** Those of accounts that are gone, while a refresh of theirs is in progress. */
    private final Set<TokenState> lingering = new HashSet<>();

    /**
     * Creates an empty registry.
     *
     * @param threads where refreshes run, which nobody may interrupt
     */
    public TokenRegistry(OAuthClient oauth, StateCache state, Timers timers, Executor threads) {
        this.oauth = oauth;
        this.state = state;
        this.timers = timers;
        this.threads = threads;
    }

    /**
     * The tokens of an account. Nothing is looked up yet.
     *
     * @param listener gets their outcome; from any thread, perhaps under the lock of the account's tokens
     * @return its tokens, to be closed
     */
    public AccountTokens open(AccountConfig account, Consumer<? super AccountEvent> listener) {
        TokenState state = take(account.login());
        TokenValidator validator = new TokenValidator(account, oauth);
        TokenRefresher refresher = new TokenRefresher(account, oauth, state, validator, timers, threads, listener);
        return new AccountTokens(account, this, state, validator, refresher, timers, listener);
    }

    private TokenState take(String login) {
        return lock.get(() -> {
            lingering.removeIf(this::isOver);
            TokenState tokens = accounts.computeIfAbsent(login, name -> new TokenState(name, state));
            tokens.joined();
            return tokens;
        });
    }

    void release(TokenState tokens) {
        lock.run(() -> {
            tokens.left();
            lingering.add(tokens);
            lingering.removeIf(this::isOver);
        });
    }

    /** Whether tokens no longer linger: an account uses them again, or they are forgotten now. */
    private boolean isOver(TokenState tokens) {
        if (!tokens.isUsed()) {
            accounts.remove(tokens.login(), tokens);
            tokens.user().ifPresent(user -> users.remove(user, tokens));
            return true;
        }
        return tokens.isJoined();
    }

    /** Whether there is such an account now. */
    boolean isUsed(String login) {
        return lock.get(() -> {
            TokenState tokens = accounts.get(login);
            return tokens != null && tokens.isUsed();
        });
    }

    /**
     * Notes which user an account's tokens are of, unless another account has noted the same.
     *
     * @return that other account
     */
    Optional<String> claim(TokenState mine, UserId user) {
        return lock.get(() -> {
            TokenState other = users.get(user);
            if (other != null && other != mine && other.isJoined()) {
                return Optional.of(other.login());
            }
            mine.user().ifPresent(before -> users.remove(before, mine));
            mine.claimed(user);
            if (mine.isUsed()) { // Otherwise the account has gone meanwhile, and nobody would forget it here.
                users.put(user, mine);
            }
            return Optional.empty();
        });
    }

    /** Of how many accounts there are tokens. */
    int size() {
        return lock.get(accounts::size);
    }
}
