package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.ConfiguredTokens;
import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.UserId;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps one account's tokens: finds the ones to begin with, proves them, replaces them.
 *
 * <p>Concurrency: {@code current} is one immutable snapshot, replaced whole. A refresh is single-flight and runs on a
 * thread of its own. A caller may be interrupted, that thread is not: a refresh token is good for one use, so what comes
 * back for it has to be stored. No lock exists, so none is held while Twitch or the disk is waited for. New tokens are
 * stored durably before anybody can see them.
 */
public final class TokenKeeper {
    private static final Logger log = LoggerFactory.getLogger(TokenKeeper.class);
    private static final String NO_CONFIGURED_TOKENS = "";
    private static final String ADVICE = LoginNeededException.LOG_IN;

    private final AccountConfig account;
    private final OAuthClient oauth;
    private final StateStore store;
    private final InstantSource clock;
    private final Executor threads;
    private final String fingerprint;
    private final SingleFlight<StoredTokens> replacement;
    private volatile @Nullable StoredTokens current;

    /**
     * Creates a keeper that has nothing yet.
     *
     * @param account whose tokens
     * @param oauth where tokens are proved and refreshed
     * @param store where they are kept
     * @param clock the wall clock
     * @param threads where refreshes run, which nobody may interrupt
     * @param flights what is under way for any account
     */
    public TokenKeeper(
            AccountConfig account,
            OAuthClient oauth,
            StateStore store,
            InstantSource clock,
            Executor threads,
            TokenFlights flights) {
        this.replacement = flights.of(account.login());
        this.account = account;
        this.oauth = oauth;
        this.store = store;
        this.clock = clock;
        this.threads = threads;
        this.fingerprint = account.tokens().map(TokenKeeper::fingerprint).orElse(NO_CONFIGURED_TOKENS);
    }

    /**
     * Finds tokens and proves them, with one refresh if they have run out. Blocks.
     *
     * @return the account as Twitch knows it, and how long its access is good for
     * @throws LoginNeededException if there is no token, or none that may be used
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    public Access establish() throws LoginNeededException {
        // A refresh that an earlier life has left under way brings a newer pair, which must not be replaced by the
        // stored one.
        await(replacement.alone(() -> {
            StoredTokens newest = current == null ? initial() : snapshot();
            current = newest;
            return newest;
        }));
        Access access = check();
        await(replacement.alone(this::keepProved));
        return access;
    }

    /** Configured tokens replace stored ones only now that Twitch has taken them: they may have been a slip of the pen. */
    private StoredTokens keepProved() {
        StoredTokens proved = snapshot();
        if (!store.tokens(account.login()).equals(Optional.of(proved))) {
            store.saveTokens(account.login(), proved);
        }
        return proved;
    }

    /**
     * Proves the current access token, with one refresh if it has run out. Blocks.
     *
     * @return the account as Twitch knows it, and how long its access is good for
     * @throws LoginNeededException if the token may not be used, and no refresh helps
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    public Access check() throws LoginNeededException {
        Secret access = access();
        Validation validation;
        try {
            validation = oauth.validate(access);
        } catch (RemoteException e) {
            if (e.status() != 401) {
                throw e;
            }
            access = refreshed(access);
            validation = validateNew(access);
        }
        requireOurs(validation);
        return new Access(validation.userId(), validation.expiresIn());
    }

    private Validation validateNew(Secret access) throws LoginNeededException {
        try {
            return oauth.validate(access);
        } catch (RemoteException e) {
            if (e.status() == 401) {
                throw new LoginNeededException("Twitch refuses the token that it has just issued", ADVICE);
            }
            throw e;
        }
    }

    /** The access token to use now. Read it for each request; never keep a copy. */
    public Secret access() {
        return snapshot().access();
    }

    /**
     * Replaces an access token that Twitch refused or that ends soon. However many callers ask at once, one request is
     * made; a caller whose token was replaced already gets the new one without a request. Blocks.
     *
     * @param stale the token to replace
     * @return a newer token
     * @throws LoginNeededException if Twitch refuses the refresh
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    public Secret refreshed(Secret stale) throws LoginNeededException {
        StoredTokens now = snapshot();
        if (!now.access().equals(stale)) {
            return now.access();
        }
        return await(replacement.join(threads, () -> replace(stale))).access();
    }

    /** One that ended between the caller's look and this one has brought a newer token. */
    private StoredTokens replace(Secret stale) throws LoginNeededException {
        MDC.put("account", account.login());
        StoredTokens now = snapshot();
        return now.access().equals(stale) ? refresh(now) : now;
    }

    /**
     * Waits for a refresh that is under way, so that what it brings is stored. Blocks.
     *
     * @param deadline how long at most
     * @return whether none is under way any more
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean settle(Duration deadline) throws InterruptedException {
        return replacement.settle(deadline);
    }

    private StoredTokens refresh(StoredTokens now) throws LoginNeededException {
        Secret refresh = now.refresh()
                .orElseThrow(() ->
                        new LoginNeededException("The access token has ended and there is no refresh token", ADVICE));
        Grant grant;
        try {
            grant = oauth.refresh(account.clientId(), account.clientSecret(), refresh);
        } catch (RemoteException e) {
            if (e.status() != 400 && e.status() != 401) {
                throw e; // Not Twitch's word on this token: a proxy, an outage, a limit.
            }
            throw new LoginNeededException(e.getMessage(), ADVICE);
        }
        StoredTokens next = new StoredTokens(
                grant.access(), grant.refresh(), clock.instant().plus(grant.expiresIn()), fingerprint);
        store.saveTokens(account.login(), next);
        current = next;
        log.info("The token of {} was refreshed, good for {}", account.login(), grant.expiresIn());
        return next;
    }

    /**
     * Takes new tokens over, after a look at whose they are. A refresh that is under way ends first, so that what it
     * brings does not come to stand in their place. Blocks.
     *
     * @param grant the tokens that somebody's login has brought
     * @return the account as Twitch knows it, and how long its access is good for
     * @throws LoginNeededException if they are another account's, another application's, or lack a scope
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    public Access adopt(Grant grant) throws LoginNeededException {
        Validation validation = validateNew(grant.access());
        requireOurs(validation);
        StoredTokens next = new StoredTokens(
                grant.access(), grant.refresh(), clock.instant().plus(grant.expiresIn()), fingerprint);
        await(replacement.alone(() -> {
            store.saveTokens(account.login(), next);
            current = next;
            return next;
        }));
        log.info("{} is logged in anew", account.login());
        return new Access(validation.userId(), validation.expiresIn());
    }

    private static StoredTokens await(CompletableFuture<StoredTokens> flight) throws LoginNeededException {
        try {
            return flight.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case LoginNeededException refused ->
                    throw new LoginNeededException(refused.getMessage(), refused.advice());
                case RemoteException failed -> throw failed;
                case RuntimeException failed -> throw failed;
                case null, default -> throw new IllegalStateException("A refresh failed", e.getCause());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RemoteException.unanswered(
                    "refreshing the token", new InterruptedIOException("nobody waits for it any more"));
        }
    }

    /** The stored tokens win, until those in the configuration are no longer the ones that they descend from. */
    private StoredTokens initial() throws LoginNeededException {
        Optional<StoredTokens> stored = store.tokens(account.login());
        Optional<ConfiguredTokens> configured = account.tokens();
        if (stored.isPresent()
                && (configured.isEmpty() || stored.get().configFingerprint().equals(fingerprint))) {
            return stored.get();
        }
        ConfiguredTokens given = configured.orElseThrow(() -> new LoginNeededException("It has no token yet", ADVICE));
        return new StoredTokens(given.access(), given.refresh(), clock.instant(), fingerprint);
    }

    private void requireOurs(Validation validation) throws LoginNeededException {
        if (!validation.login().equalsIgnoreCase(account.login())) {
            throw new LoginNeededException(
                    "The token belongs to the account '" + validation.login() + "'",
                    "Log in as '" + account.login() + "', or put a token of that account into the configuration.");
        }
        if (!validation.clientId().equals(account.clientId())) {
            throw new LoginNeededException(
                    "The token was issued for another client_id than the configured one",
                    "Put the client_id that the token was issued for into the configuration, or a token of this one.");
        }
        List<String> missing = Scopes.missing(validation.scopes());
        if (!missing.isEmpty()) {
            throw new LoginNeededException(
                    "The token lacks the scope " + String.join(" and ", missing),
                    "Log the account in with 'chameleon login', or put a token with the scopes "
                            + String.join(" ", Scopes.REQUIRED) + " into the configuration.");
        }
    }

    private StoredTokens snapshot() {
        StoredTokens now = current;
        if (now == null) {
            throw new IllegalStateException(account.login() + " has no token yet");
        }
        return now;
    }

    private static String fingerprint(ConfiguredTokens tokens) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(tokens.access().reveal().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            tokens.refresh().ifPresent(refresh -> digest.update(refresh.reveal().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /**
     * What a proved token gives.
     *
     * @param userId the account's id
     * @param expiresIn how long the token is still good for; zero for one without an end
     */
    public record Access(UserId userId, Duration expiresIn) {}
}
