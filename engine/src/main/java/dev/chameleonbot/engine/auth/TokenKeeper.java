package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.metrics.EngineMeters.Refresh;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.UserId;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
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
 * <p>Concurrency: the tokens are {@link AccountTokens}, one immutable snapshot that all keepers of the account share. A
 * refresh is single-flight and runs on a thread of its own. A caller may be interrupted, that thread is not: a refresh
 * token is good for one use, so what comes back for it has to be stored. While Twitch is waited for nothing is locked, and
 * tokens that come from elsewhere meanwhile, from a login or the configuration, are taken at once. New tokens are stored
 * durably before anybody can see them.
 */
public final class TokenKeeper {
    private static final Logger log = LoggerFactory.getLogger(TokenKeeper.class);
    /** The fingerprint of tokens that descend from none of the configuration. */
    public static final String NO_CONFIGURED_TOKENS = "";

    /** After so long somebody should know what the account waits for. */
    static final Duration SLOW = Duration.ofSeconds(10);

    private final AccountConfig account;
    private final OAuthClient oauth;
    private final StateCache state;
    private final Timers timers;
    private final Executor threads;
    private final TokenBook book;
    private final AccountTokens tokens;
    private final Listener listener;
    private final TokenDemands demands;
    private final TokenCure cure;
    private final String logIn;
    private final String fingerprint;
    /** Whose refresh Twitch has refused since the last {@link #establish}. */
    private volatile @Nullable StoredTokens refused;
    /** Of which application Twitch says that the tokens are. */
    private volatile @Nullable String learnedClientId;
    /** What was found to be of no use to the account: a newer one of it would be neither. */
    private volatile @Nullable Unfit unfit;
    /** What the token that was proved last allows. */
    private volatile Set<String> scopes = Set.of();
    /** When the token ends that was proved or came last. */
    private volatile @Nullable Instant expiresAt;

    /** Told of an account's tokens; calls come from any thread, and may block for no longer than the disk takes. */
    @FunctionalInterface
    public interface Listener {
        /**
         * Twitch does not answer a refresh.
         *
         * @param problem that, in one sentence
         */
        void onSlow(String problem);

        /**
         * A refresh was answered, or was not.
         *
         * @param outcome what came of it
         */
        default void onAnswered(Refresh outcome) {}

        /** A refresh has brought new tokens. */
        default void onRefreshed() {}

        /** A refresh that was slow is not waited for any more, whatever came of it. */
        default void onSlowOver() {}

        /**
         * A token is proved; it may allow something else than the one before.
         *
         * @param access what it gives
         */
        default void onProved(Access access) {}

        /**
         * What was stored under another name has become the account's: what was read before that is out of date.
         *
         * @param formerLogin the other name
         */
        default void onTakenOver(String formerLogin) {}
    }

    /**
     * Creates a keeper that has looked for nothing yet.
     *
     * @param account whose tokens
     * @param oauth where tokens are proved and refreshed
     * @param state where they are kept
     * @param timers the clock
     * @param threads where refreshes run, which nobody may interrupt
     * @param book the tokens of all accounts
     * @param listener told what becomes of them
     */
    public TokenKeeper(
            AccountConfig account,
            OAuthClient oauth,
            StateCache state,
            Timers timers,
            Executor threads,
            TokenBook book,
            Listener listener) {
        this.account = account;
        this.oauth = oauth;
        this.state = state;
        this.timers = timers;
        this.threads = threads;
        this.book = book;
        this.tokens = book.take(account.login());
        this.listener = listener;
        this.demands = new TokenDemands(account.login());
        this.cure = new TokenCure(this, timers);
        this.logIn = LoginNeededException.logIn(account.login());
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
        if (tokens.current() == null && state.tokens(account.login()).isEmpty()) {
            state.accountCalled(account.login()).ifPresent(this::takeOver);
        }
        tokens.together(() -> {
            StoredTokens first = initial();
            tokens.use(first);
            return first;
        });
        return check();
    }

    /** A user is one account's: the one that had a token of it proved first. */
    private void claim(Owner owner) {
        book.claim(tokens, owner.id()).ifPresent(other -> {
            throw RemoteException.notPossible(
                    "'" + other + "' and '" + account.login() + "' are the same Twitch account",
                    "Remove one of them from the configuration.");
        });
        if (knownUser().isEmpty()) {
            state.accountOf(owner.id()).ifPresent(this::takeOver);
        }
    }

    /** What was stored under a name that the account does not have any more. */
    private void takeOver(String formerLogin) {
        if (formerLogin.equals(account.login()) || book.isUsed(formerLogin)) {
            return;
        }
        try {
            state.rename(formerLogin, account.login());
            log.info("What was stored of '{}' is that of '{}' from now on", formerLogin, account.login());
            listener.onTakenOver(formerLogin);
        } catch (StateException e) {
            log.warn("What was stored of '{}' is not found as '{}': {}", formerLogin, account.login(), e.getMessage());
        }
    }

    /** What is in use wins, then what is stored, until the configured ones are no longer those that it descends from. */
    private StoredTokens initial() throws LoginNeededException {
        Optional<StoredTokens> stored = state.tokens(account.login());
        Optional<StoredTokens> known = Optional.ofNullable(tokens.current()).filter(this::descends);
        if (known.isEmpty()) {
            known = stored.filter(this::descends);
        }
        if (known.isPresent()) {
            return known.get();
        }
        ConfiguredTokens given =
                account.tokens().orElseThrow(() -> new LoginNeededException("It has no token yet", logIn));
        return new StoredTokens(
                given.access(), given.refresh(), timers.instant(), fingerprint, stored.flatMap(StoredTokens::owner));
    }

    private boolean descends(StoredTokens from) {
        return account.tokens().isEmpty() || from.configFingerprint().equals(fingerprint);
    }

    /**
     * The tokens that an account would begin with, where an engine does not run.
     *
     * @param account the account
     * @param stored what is stored of it
     * @return the stored ones, or those of the configuration where the stored ones do not descend from them
     */
    public static Optional<ConfiguredTokens> first(AccountConfig account, Optional<StoredTokens> stored) {
        return stored.filter(from -> account.tokens()
                        .map(TokenKeeper::fingerprint)
                        .map(from.configFingerprint()::equals)
                        .orElse(true))
                .map(from -> new ConfiguredTokens(from.access(), from.refresh()))
                .or(account::tokens);
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
        Optional<Access> proved = prove(access);
        if (proved.isPresent()) {
            return proved.get();
        }
        Secret fresh;
        try {
            fresh = refreshed(access);
        } catch (RemoteException e) {
            if (e.mayPass()) {
                throw e;
            }
            return prove(access).orElseThrow(() -> e); // Its end may have been false.
        }
        return proved(validateNew(fresh), fresh);
    }

    /**
     * Proves the current access token and does nothing else. Blocks.
     *
     * @return the account as Twitch knows it; empty if the token has ended
     * @throws LoginNeededException if the token may not be used
     * @throws RemoteException if Twitch does not answer as it should; trying again is sensible
     */
    Optional<Access> prove() throws LoginNeededException {
        return prove(access());
    }

    private Optional<Access> prove(Secret access) throws LoginNeededException {
        Optional<Validation> validation = validate(access);
        if (!access().equals(access)) {
            return prove(access()); // Another one has come meanwhile, and this one is nobody's concern any more.
        }
        return validation.isPresent() ? Optional.of(proved(validation.get(), access)) : Optional.empty();
    }

    /** Empty if Twitch does not know the token (any more). */
    private Optional<Validation> validate(Secret access) {
        try {
            return Optional.of(oauth.validate(access));
        } catch (RemoteException e) {
            if (e.status() == 401) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Validation validateNew(Secret access) throws LoginNeededException {
        return validate(access)
                .orElseThrow(() -> new LoginNeededException("Twitch refuses the token that it has just issued", logIn));
    }

    /** Configured tokens replace stored ones only now that Twitch has taken them: they may have been a slip of the pen. */
    private Access proved(Validation validation, Secret access) throws LoginNeededException {
        Owner owner = fit(validation, access);
        claim(owner);
        tokens.together(() -> {
            StoredTokens now = snapshot();
            if (!now.access().equals(access)) {
                return now;
            }
            StoredTokens kept = keep(now.of(owner));
            tell(given(owner, validation));
            return kept;
        });
        return given(owner, validation);
    }

    private Owner fit(Validation validation, Secret access) throws LoginNeededException {
        try {
            Owner owner = requireOurs(validation);
            unfit = null;
            return owner;
        } catch (LoginNeededException e) {
            unfit = new Unfit(access, e);
            throw e;
        }
    }

    private StoredTokens keep(StoredTokens next) {
        if (state.tokens(account.login()).filter(next::isAsGoodAs).isEmpty()) {
            state.save(account.login(), next);
        }
        tokens.use(next);
        return next;
    }

    private Access given(Owner owner, Validation validation) {
        return new Access(
                owner.id(),
                owner.login(),
                Set.copyOf(validation.scopes()),
                validation.expiresIn(),
                snapshot().refresh().isPresent());
    }

    /** Within {@link AccountTokens#together}: what is told last is told of the token that is in use. */
    private void tell(Access proved) {
        scopes = proved.scopes();
        expiresAt = proved.expiresIn().isZero() ? null : timers.instant().plus(proved.expiresIn());
        listener.onProved(proved);
    }

    private Owner requireOurs(Validation validation) throws LoginNeededException {
        learnedClientId = validation.clientId();
        return demands.require(validation, clientId(), knownUser());
    }

    private Optional<UserId> knownUser() {
        return Optional.ofNullable(tokens.current())
                .or(() -> state.tokens(account.login()))
                .flatMap(StoredTokens::owner)
                .map(Owner::id);
    }

    /** The application that the tokens belong to: the configured one, or else what Twitch has said of them. */
    public Optional<String> clientId() {
        return account.clientId().or(() -> Optional.ofNullable(learnedClientId));
    }

    /** The account's name in the configuration. */
    String login() {
        return account.login();
    }

    /** The access token to use now. Read it for each request; never keep a copy. */
    public Secret access() {
        return snapshot().access();
    }

    /**
     * Whether the token allows something, as far as is known.
     *
     * @param scope the scope for that
     */
    public boolean allows(String scope) {
        return scopes.contains(scope);
    }

    /** When the access token ends, as far as is known; empty also for one without an end, and for one that has ended. */
    public Optional<Instant> expiry() {
        return Optional.ofNullable(expiresAt);
    }

    /**
     * Replaces an access token that Twitch has answered with 401, where that may help. Each access token causes one refresh
     * by 401s at most; the one that such a refresh brings is proved first, and replaced only if it has ended. After an
     * attempt in vain the answer to it stands for a while. Blocks.
     *
     * @param used the token that was refused
     * @param unauthorized how
     * @return a newer token
     * @throws LoginNeededException if the token has ended and Twitch refuses to refresh it
     * @throws RemoteException the 401, if no newer token is to be had because of it; or a failure that may pass
     */
    public Secret cure(Secret used, RemoteException unauthorized) throws LoginNeededException {
        return cure.cure(used, unauthorized);
    }

    /**
     * Replaces an access token that ends soon or has ended. However many callers ask at once, one request is made; a caller
     * whose token was replaced already gets the new one without a request. Blocks.
     *
     * @param stale the token to replace
     * @return a newer token; the same one where there is no refresh token and it still holds
     * @throws LoginNeededException if Twitch refuses the refresh, and the token has ended
     * @throws RemoteException if Twitch does not answer as it should, and where it refuses the refresh of a token that still
     *     holds; trying again is sensible
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
        Unfit known = unfit;
        if (known != null && known.access().equals(now.access())) {
            throw new LoginNeededException(known.why().getMessage(), known.why().advice());
        }
        if (now.refresh().isEmpty()) {
            return stillGood(now);
        }
        String clientId = clientId()
                .orElseThrow(() -> new LoginNeededException(
                        "The access token has ended, and there is no client_id to refresh it with",
                        "Put the client_id that it was issued for into the configuration, or fresh tokens."));
        Grant grant;
        SlowNotice slow = new SlowNotice(
                () -> listener.onSlow("Twitch has not answered the refresh of the token for " + SLOW.toSeconds()
                        + " s; it is waited for"),
                listener::onSlowOver);
        Timers.Alarm alarm = timers.after(SLOW, slow::ring);
        try {
            grant = oauth.refresh(
                    clientId, account.clientSecret(), now.refresh().get());
        } catch (RemoteException e) {
            boolean isRefusal = e.advice().isEmpty() && (e.status() == 400 || e.status() == 401);
            listener.onAnswered(isRefusal ? Refresh.REFUSED : Refresh.FAILED);
            if (!isRefusal) {
                throw e; // Not Twitch's word on this token: a configuration, a proxy, an outage, a limit.
            }
            return refused(now, e);
        } finally {
            alarm.cancel();
            slow.end();
        }
        listener.onAnswered(Refresh.REFRESHED);
        StoredTokens next = new StoredTokens(
                grant.access(),
                grant.refresh(),
                timers.instant().plus(grant.expiresIn()),
                now.configFingerprint(),
                now.owner());
        return tokens.together(() -> replaced(now, next, grant));
    }

    /** Nothing renews it; a single word against it may be false. */
    private StoredTokens stillGood(StoredTokens now) throws LoginNeededException {
        if (validate(now.access()).isPresent()) {
            return now;
        }
        expiresAt = null;
        throw new LoginNeededException("The access token has ended and there is no refresh token", logIn);
    }

    /** Of no concern where other tokens have come meanwhile, and no reason to give up a token that still holds. */
    private StoredTokens refused(StoredTokens which, RemoteException why) throws LoginNeededException {
        StoredTokens newest = snapshot();
        if (!newest.isSamePair(which)) {
            return newest;
        }
        if (validate(which.access()).isPresent()) {
            throw why;
        }
        refused = which;
        expiresAt = null;
        throw new LoginNeededException(why.getMessage(), logIn);
    }

    /**
     * Where other tokens came from elsewhere meanwhile, those are used. What is stored gives way only to what has come in its
     * own place, or is proved.
     */
    private StoredTokens replaced(StoredTokens before, StoredTokens next, Grant grant) {
        StoredTokens now = snapshot();
        boolean isInUse = now.isSamePair(before);
        Optional<StoredTokens> stored = state.tokens(account.login());
        if (stored.isPresent() ? stored.get().isSamePair(before) : isInUse) {
            state.save(account.login(), next);
        }
        if (!isInUse) {
            return now;
        }
        cure.replaced(before.access(), next.access());
        tokens.use(next);
        expiresAt = next.expiresAt();
        log.info("The token of {} was refreshed, good for {}", account.login(), grant.expiresIn());
        listener.onRefreshed();
        return next;
    }

    /**
     * Whether other tokens are in use than those that Twitch has refused to refresh: then a refusal that is told only now
     * is old.
     */
    public boolean hasReplacedTheRefused() {
        StoredTokens which = refused;
        StoredTokens now = tokens.current();
        return which != null && (now == null || !which.isSamePair(now));
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
        Owner owner = requireOurs(validation);
        claim(owner);
        StoredTokens next = new StoredTokens(
                grant.access(),
                grant.refresh(),
                timers.instant().plus(grant.expiresIn()),
                fingerprint,
                Optional.of(owner));
        tokens.together(() -> {
            keep(next);
            tell(given(owner, validation));
            return next;
        });
        log.info("{} is logged in anew", account.login());
        return given(owner, validation);
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

    /** A token that is no good for the account, and why. */
    private record Unfit(Secret access, LoginNeededException why) {}

    /**
     * What a proved token gives.
     *
     * @param userId the account's id
     * @param login the account's name at Twitch, which may have changed
     * @param scopes what the token allows
     * @param expiresIn how long the token is still good for; zero for one without an end, and in its last second
     * @param isRenewable whether there is a refresh token to replace it with
     */
    public record Access(UserId userId, String login, Set<String> scopes, Duration expiresIn, boolean isRenewable) {}
}
