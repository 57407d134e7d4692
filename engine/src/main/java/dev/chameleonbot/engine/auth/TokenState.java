package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of one account are in use, and which are stored. The {@link AccountTokens} that follow one another when the
 * account is configured again share it: what one has begun must not be done again, or undone, by the next one.
 *
 * <p>{@code current} is one immutable snapshot, replaced whole. The lock makes a decision on what is stored, the storing and
 * the replacement of {@code current} one step; only the disk is waited for under it, never Twitch, and nothing else is
 * locked. The registry's lock guards {@code users} and {@code user}.
 */
final class TokenState {
    private final String login;
    private final StateCache state;
    private final SingleFlight<StoredTokens> refresh = new SingleFlight<>();
    private final Mutex storing = new Mutex();
    private volatile @Nullable StoredTokens current;
    /** When the token in use ends, as far as that is known. */
    private volatile @Nullable Instant end;

    private int users;
    private @Nullable UserId user;

    TokenState(String login, StateCache state) {
        this.login = login;
        this.state = state;
    }

    String login() {
        return login;
    }

    /** The refresh that is in progress. */
    SingleFlight<StoredTokens> refresh() {
        return refresh;
    }

    /** What is in use; empty before anything was looked for. */
    Optional<StoredTokens> current() {
        return Optional.ofNullable(current);
    }

    /** What is in use, where something was looked for. */
    StoredTokens requireCurrent() {
        StoredTokens now = current;
        if (now == null) {
            throw new IllegalStateException(login + " has no token yet");
        }
        return now;
    }

    /** The access token in use. */
    Secret access() {
        return requireCurrent().access();
    }

    /** What is stored. */
    Optional<StoredTokens> stored() {
        return state.tokens(login);
    }

    /** Stores tokens durably, before anybody can see them. Within {@link #storing} only. */
    void save(StoredTokens next) {
        state.save(login, next);
    }

    /** Puts other tokens to use. Within {@link #storing} only. */
    void use(StoredTokens next) {
        StoredTokens before = current;
        if (before == null || !before.access().equals(next.access())) {
            end = null;
        }
        current = next;
    }

    /** Whose tokens these are, as far as is known. */
    Optional<UserId> owner() {
        return current().or(this::stored).flatMap(StoredTokens::owner).map(Owner::id);
    }

    /** When the token in use ends, as far as that is known. */
    Optional<Instant> end() {
        return Optional.ofNullable(end);
    }

    /** The token in use ends then; null where it has ended, or where Twitch does not say. */
    void endsAt(@Nullable Instant when) {
        end = when;
    }

    /** Under which login something is stored of the account that is called so at Twitch. */
    Optional<String> formerLogin() {
        return state.accountCalled(login);
    }

    /** Under which login something is stored of a user. */
    Optional<String> formerLogin(UserId whose) {
        return state.accountOf(whose);
    }

    /** What was stored under another name is this account's from now on. */
    void takeOver(String formerLogin) {
        state.rename(formerLogin, login);
    }

    /** What looks at what is stored and may store something is done under this, one at a time. */
    Mutex storing() {
        return storing;
    }

    void joined() {
        users++;
    }

    void left() {
        users--;
    }

    void claimed(UserId whose) {
        user = whose;
    }

    /** The user whose tokens the account has proved them to be. */
    Optional<UserId> user() {
        return Optional.ofNullable(user);
    }

    /** Whether the account is there. */
    boolean isJoined() {
        return users > 0;
    }

    boolean isUsed() {
        return isJoined() || refresh.isUnderWay();
    }
}
