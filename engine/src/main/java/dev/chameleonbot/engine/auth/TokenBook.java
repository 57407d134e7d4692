package dev.chameleonbot.engine.auth;

import dev.chameleonbot.plugin.api.UserId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The accounts' tokens, by login: of those that are configured, and of those that were, until a refresh of theirs that is
 * still under way has ended.
 *
 * <p>The lock guards everything; nothing is waited for under it.
 */
public final class TokenBook {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, AccountTokens> accounts = new HashMap<>();

    /** Begins with none. */
    public TokenBook() {}

    /** The tokens of an account; whoever takes them gives them back with {@link #release}. */
    AccountTokens take(String login) {
        lock.lock();
        try {
            accounts.values().removeIf(tokens -> !tokens.isUsed());
            AccountTokens tokens = accounts.computeIfAbsent(login, name -> new AccountTokens());
            tokens.joined();
            return tokens;
        } finally {
            lock.unlock();
        }
    }

    void release(AccountTokens tokens) {
        lock.lock();
        try {
            tokens.left();
            accounts.values().removeIf(one -> !one.isUsed());
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is such an account now. */
    boolean isUsed(String login) {
        lock.lock();
        try {
            AccountTokens tokens = accounts.get(login);
            return tokens != null && tokens.isUsed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Notes which user an account's tokens are of, unless another account has noted the same.
     *
     * @return that other account
     */
    Optional<String> claim(AccountTokens mine, UserId user) {
        lock.lock();
        try {
            Optional<String> other = accounts.entrySet().stream()
                    .filter(entry ->
                            entry.getValue() != mine && entry.getValue().isOf(user))
                    .map(Map.Entry::getKey)
                    .findAny();
            if (other.isEmpty()) {
                mine.claimed(user);
            }
            return other;
        } finally {
            lock.unlock();
        }
    }

    /** Of how many accounts there are tokens. */
    int size() {
        lock.lock();
        try {
            return accounts.size();
        } finally {
            lock.unlock();
        }
    }
}
