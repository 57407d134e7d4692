package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.UserId;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of one account, shared by the {@link TokenKeeper}s that follow one another when it is configured anew: what a
 * keeper has begun must not be done again, or undone, by the next one.
 *
 * <p>{@code current} is one immutable snapshot, replaced whole. The lock makes a decision on what is stored, the storing and
 * the replacement of {@code current} one step; only the disk is waited for under it, never Twitch, and nothing else is
 * locked.
 */
final class AccountTokens {
    private final SingleFlight<StoredTokens> replacement = new SingleFlight<>();
    private final ReentrantLock storing = new ReentrantLock();
    private volatile @Nullable StoredTokens current;
    private int keepers; // guarded by the book
    private @Nullable UserId user; // guarded by the book

    /** The refresh that is under way. */
    SingleFlight<StoredTokens> replacement() {
        return replacement;
    }

    /** What is in use; null before anything was looked for. */
    @Nullable
    StoredTokens current() {
        return current;
    }

    /** Puts something else to use. Within {@link #together} only. */
    void use(StoredTokens next) {
        current = next;
    }

    /** Does something that stores, one at a time. */
    <E extends Exception> StoredTokens together(Storing<E> step) throws E {
        storing.lock();
        try {
            return step.run();
        } finally {
            storing.unlock();
        }
    }

    void joined() {
        keepers++;
    }

    void left() {
        keepers--;
    }

    void claimed(UserId whose) {
        user = whose;
    }

    /** Whether an account that is there has claimed a user. */
    boolean isOf(UserId whose) {
        return keepers > 0 && whose.equals(user);
    }

    boolean isUsed() {
        return keepers > 0 || replacement.isUnderWay();
    }

    /** A step that looks at what is stored and may store something. */
    @FunctionalInterface
    interface Storing<E extends Exception> {
        StoredTokens run() throws E;
    }
}
