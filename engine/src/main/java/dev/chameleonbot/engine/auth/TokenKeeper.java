package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.ConfiguredTokens;
import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.UserId;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Keeps one account's tokens: finds the ones to begin with, proves them, replaces them.
 *
 * <p>Concurrency: the tokens are {@link AccountTokens}, one immutable snapshot that all keepers of the account share. A
 * refresh is single-flight and runs on a thread of its own. A caller may be interrupted, that thread is not: a refresh
 * token is good for one use, so what comes back for it has to be stored. While Twitch is waited for nothing is locked, and
 * tokens that come from elsewhere meanwhile, from a login or the configuration, are taken at once. New tokens are stored
 * durably before anybody can see them.
 */
public final class TokenKeeper {
    private static final Logger log = LoggerFactory.getLogger(TokenKeeper.class);
    private static final String NO_CONFIGURED_TOKENS = "";
    private static final String ADVICE = LoginNeededException.LOG_IN;
    /** After so long somebody should know what the account waits for. */
    static final Duration SLOW = Duration.ofSeconds(10);

    private final AccountConfig account;
    private final OAuthClient oauth;
    private final StateStore store;
    private final Timers timers;
    private final Executor threads;
    private final TokenBook book;
    private final AccountTokens tokens;
    private final Consumer<String> onSlow;
    private final String fingerprint;
    /** Whose refresh Twitch has refused since the last {@link #establish}. */
    private volatile @Nullable StoredTokens refused;
    /** Of which application Twitch says that the tokens are. */
    private volatile @Nullable String learnedClientId;

    /**
     * Creates a keeper that has looked for nothing yet.
     *
     * @param account whose tokens
     * @param oauth where tokens are proved and refreshed
     * @param store where they are kept
     * @param timers the clock
     * @param threads where refreshes run, which nobody may interrupt
     * @param book the tokens of all accounts
     * @param onSlow told, in one sentence, that Twitch does not answer a refresh; must not block
     */
    public TokenKeeper(
            AccountConfig account,
            OAuthClient oauth,
            StateStore store,
            Timers timers,
            Executor threads,
            TokenBook book,
            Consumer<String> onSlow) {
        this.account = account;
        this.oauth = oauth;
        this.store = store;
        this.timers = timers;
        this.threads = threads;
        this.book = book;
        this.tokens = book.take(account.login());
        this.onSlow = onSlow;
        this.fingerprint = account.tokens().map(TokenKeeper::fingerprint).orElse(NO_CONFIGURED_TOKENS);
    }

    /** Ends it; to be called once. A refresh that is under way goes on. */
    public void close() {
        book.release(tokens);
    }

    /**
     * Finds tokens and proves them, with one refresh if they have run out. Blocks.
     *
     * @return the account as Twitch knows it, and how long its access is good for
     * @throws LoginNeededException if there is no token, or none that may be used
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    public Access establish() throws LoginNeededException {
        refused = null;
        tokens.together(() -> {
            StoredTokens first = initial();
            tokens.use(first);
            return first;
        });
        Access access = check();
        tokens.together(this::keepProved);
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

    /** What is in use wins, then what is stored, until the configured ones are no longer those that it descends from. */
    private StoredTokens initial() throws LoginNeededException {
        Optional<StoredTokens> known = Optional.ofNullable(tokens.current()).filter(this::descends);
        if (known.isEmpty()) {
            known = store.tokens(account.login()).filter(this::descends);
        }
        if (known.isPresent()) {
            return known.get();
        }
        ConfiguredTokens given =
                account.tokens().orElseThrow(() -> new LoginNeededException("It has no token yet", ADVICE));
        return new StoredTokens(given.access(), given.refresh(), timers.instant(), fingerprint);
    }

    private boolean descends(StoredTokens from) {
        return account.tokens().isEmpty() || from.configFingerprint().equals(fingerprint);
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

    /** The application that the tokens belong to: the configured one, or else what Twitch has said of them. */
    public Optional<String> clientId() {
        return account.clientId().or(() -> Optional.ofNullable(learnedClientId));
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
        Secret newer = join(stale);
        // One that was under way may have been for tokens that other ones have replaced meanwhile.
        return newer.equals(stale) ? join(stale) : newer;
    }

    private Secret join(Secret stale) throws LoginNeededException {
        return await(tokens.replacement().join(threads, () -> replace(stale))).access();
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
        return tokens.replacement().settle(deadline);
    }

    private StoredTokens refresh(StoredTokens now) throws LoginNeededException {
        Secret refresh = now.refresh()
                .orElseThrow(() ->
                        new LoginNeededException("The access token has ended and there is no refresh token", ADVICE));
        String clientId = clientId()
                .orElseThrow(() -> new LoginNeededException(
                        "The access token has ended, and there is no client_id to refresh it with",
                        "Put the client_id that it was issued for into the configuration, or fresh tokens."));
        Grant grant;
        Timers.Alarm slow = timers.after(
                SLOW,
                () -> onSlow.accept("Twitch has not answered the refresh of the token for " + SLOW.toSeconds()
                        + " s; it is waited for"));
        try {
            grant = oauth.refresh(clientId, account.clientSecret(), refresh);
        } catch (RemoteException e) {
            if (e.status() != 400 && e.status() != 401) {
                throw e; // Not Twitch's word on this token: a proxy, an outage, a limit.
            }
            return refused(now, e);
        } finally {
            slow.cancel();
        }
        StoredTokens next = new StoredTokens(
                grant.access(), grant.refresh(), timers.instant().plus(grant.expiresIn()), now.configFingerprint());
        return tokens.together(() -> replaced(now, next, grant));
    }

    /** Of no concern where other tokens have come meanwhile. */
    private StoredTokens refused(StoredTokens which, RemoteException why) throws LoginNeededException {
        StoredTokens newest = snapshot();
        if (!newest.equals(which)) {
            return newest;
        }
        refused = which;
        throw new LoginNeededException(why.getMessage(), ADVICE);
    }

    /** Where other tokens came from elsewhere meanwhile, those are used, and are stored once they are proved. */
    private StoredTokens replaced(StoredTokens before, StoredTokens next, Grant grant) {
        StoredTokens now = snapshot();
        boolean isInUse = now.equals(before);
        if (isInUse || store.tokens(account.login()).equals(Optional.of(before))) {
            store.saveTokens(account.login(), next);
        }
        if (!isInUse) {
            return now;
        }
        tokens.use(next);
        log.info("The token of {} was refreshed, good for {}", account.login(), grant.expiresIn());
        return next;
    }

    /**
     * Whether other tokens are in use than those that Twitch has refused to refresh: then a refusal that is told only now
     * is old.
     */
    public boolean hasReplacedTheRefused() {
        StoredTokens which = refused;
        return which != null && !which.equals(tokens.current());
    }

    /**
     * Takes new tokens over, after a look at whose they are; at once, whatever is under way. Blocks.
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
                grant.access(), grant.refresh(), timers.instant().plus(grant.expiresIn()), fingerprint);
        tokens.together(() -> {
            store.saveTokens(account.login(), next);
            tokens.use(next);
            return next;
        });
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

    private void requireOurs(Validation validation) throws LoginNeededException {
        if (!validation.login().equalsIgnoreCase(account.login())) {
            throw new LoginNeededException(
                    "The token belongs to the account '" + validation.login() + "'",
                    "Log in as '" + account.login() + "', or put a token of that account into the configuration.");
        }
        learnedClientId = validation.clientId();
        if (!clientId().equals(Optional.of(validation.clientId()))) {
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
        StoredTokens now = tokens.current();
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
