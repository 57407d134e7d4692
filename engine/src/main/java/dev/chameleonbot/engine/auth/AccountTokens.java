package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's tokens: which ones it begins with, whether Twitch takes them, and which ones replace them.
 *
 * <p>Concurrency: for any thread. The tokens in use are one immutable snapshot ({@link TokenState}); while Twitch is waited
 * for nothing is locked, and tokens that come from elsewhere meanwhile, from a login or the configuration, are taken at
 * once. New tokens are stored durably before anybody can see them.
 */
public final class AccountTokens {
    private static final Logger log = LoggerFactory.getLogger(AccountTokens.class);
    /** The fingerprint of tokens that descend from none of the configuration. */
    private static final String NO_CONFIGURED_TOKENS = "";

    private final AccountConfig account;
    private final TokenRegistry registry;
    private final TokenState state;
    private final TokenValidator validator;
    private final TokenRefresher refresher;
    private final Timers timers;
    private final Consumer<? super AccountEvent> listener;
    private final String fingerprint;
    /** What the token that was proved last allows. */
    private volatile Set<String> scopes = Set.of();

    /**
     * What a proved token gives.
     *
     * @param owner whose it is; the account's name at Twitch may have changed
     * @param expiresIn how long the token is still good for; zero for one without an end, and in its last second
     * @param isRenewable whether there is a refresh token to replace it with
     */
    public record Access(Owner owner, Duration expiresIn, boolean isRenewable) {}

    AccountTokens(
            AccountConfig account,
            TokenRegistry registry,
            TokenState state,
            TokenValidator validator,
            TokenRefresher refresher,
            Timers timers,
            Consumer<? super AccountEvent> listener) {
        this.account = account;
        this.registry = registry;
        this.state = state;
        this.validator = validator;
        this.refresher = refresher;
        this.timers = timers;
        this.listener = listener;
        this.fingerprint = account.tokens().map(ConfiguredTokens::fingerprint).orElse(NO_CONFIGURED_TOKENS);
    }

    /** Ends it; to be called once. A refresh that is in progress goes on. */
    public void close() {
        registry.release(state);
    }

    /**
     * Finds tokens and proves them, with one refresh if they have run out. Blocks.
     *
     * @throws LoginNeededException if there is no token, or none that may be used
     * @throws RemoteException if Twitch does not answer correctly; trying again is sensible
     */
    public Access establish() throws LoginNeededException {
        refresher.forgetRefusal();
        if (state.current().isEmpty() && state.stored().isEmpty()) {
            state.formerLogin().ifPresent(this::takeOver);
        }
        Optional<StoredTokens> first = state.storing().get(this::initial);
        if (first.isEmpty()) {
            throw new LoginNeededException("It has no token yet", LoginNeededException.logIn(account.login()));
        }
        return check();
    }

    /** What is in use wins, then what is stored, until the configured ones are no longer those that it descends from. */
    private Optional<StoredTokens> initial() {
        Optional<StoredTokens> stored = state.stored();
        Optional<StoredTokens> first = state.current()
                .filter(from -> descends(account, from))
                .or(() -> stored.filter(from -> descends(account, from)))
                .or(() -> account.tokens()
                        .map(given -> new StoredTokens(
                                given.access(),
                                given.refresh(),
                                timers.instant(),
                                fingerprint,
                                stored.flatMap(StoredTokens::owner))));
        first.ifPresent(state::use);
        return first;
    }

    private static boolean descends(AccountConfig account, StoredTokens from) {
        return account.tokens()
                .map(ConfiguredTokens::fingerprint)
                .map(from.configFingerprint()::equals)
                .orElse(true);
    }

    /**
     * The tokens that an account would begin with, where an engine does not run.
     *
     * @return the stored ones, or those of the configuration where the stored ones do not descend from them
     */
    public static Optional<ConfiguredTokens> first(AccountConfig account, Optional<StoredTokens> stored) {
        return stored.filter(from -> descends(account, from))
                .map(from -> new ConfiguredTokens(from.access(), from.refresh()))
                .or(account::tokens);
    }

    /** Tokens as they are stored of an account that has just agreed; whose they are is asked when the account runs. */
    public static StoredTokens unproved(AuthorizedAccount account) {
        return new StoredTokens(account.access(), account.refresh(), account.expiresAt(), NO_CONFIGURED_TOKENS);
    }

    /** The same for tokens that Twitch has not described yet. */
    public static StoredTokens unproved(ConfiguredTokens tokens, Instant expiresAt) {
        return new StoredTokens(tokens.access(), tokens.refresh(), expiresAt, NO_CONFIGURED_TOKENS);
    }

    /**
     * Proves the current access token, with one refresh if it has run out. Blocks.
     *
     * @throws LoginNeededException if the token may not be used, and no refresh helps
     * @throws RemoteException if Twitch does not answer correctly; trying again is sensible
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
        return proved(validator.validateNew(fresh), fresh);
    }

    /**
     * Proves the current access token and does nothing else. Blocks.
     *
     * @return the account as Twitch knows it; empty if the token has ended
     * @throws LoginNeededException if the token may not be used
     * @throws RemoteException if Twitch does not answer correctly; trying again is sensible
     */
    Optional<Access> prove() throws LoginNeededException {
        return prove(access());
    }

    private Optional<Access> prove(Secret access) throws LoginNeededException {
        Optional<Validation> validation = validator.validate(access);
        if (!access().equals(access)) {
            return prove(access()); // Another one has come meanwhile, and this one is nobody's concern any more.
        }
        return validation.isPresent() ? Optional.of(proved(validation.get(), access)) : Optional.empty();
    }

    /** Configured tokens replace stored ones only now that Twitch has taken them: they may have been a slip of the pen. */
    private Access proved(Validation validation, Secret access) throws LoginNeededException {
        Owner owner = validator.requireFit(validation, access, state.owner());
        claim(owner);
        state.storing().run(() -> {
            StoredTokens now = state.requireCurrent();
            if (now.access().equals(access)) {
                keep(now.of(owner), validation);
            }
        });
        return given(owner, validation);
    }

    /** A user is one account's: the one that had a token of it proved first. */
    private void claim(Owner owner) {
        registry.claim(state, owner.id()).ifPresent(other -> {
            throw RemoteException.notPossible(
                    "'" + other + "' and '" + account.login() + "' are the same Twitch account",
                    "Remove one of them from the configuration.");
        });
        if (state.owner().isEmpty()) {
            state.formerLogin(owner.id()).ifPresent(this::takeOver);
        }
    }

    /** What was stored under a name that the account does not have any more. */
    private void takeOver(String formerLogin) {
        if (formerLogin.equals(account.login()) || registry.isUsed(formerLogin)) {
            return;
        }
        try {
            state.takeOver(formerLogin);
            log.info("What was stored of '{}' is that of '{}' from now on", formerLogin, account.login());
            listener.accept(new AccountEvent.TakenOver(formerLogin));
        } catch (StateException e) {
            log.warn("What was stored of '{}' is not found as '{}': {}", formerLogin, account.login(), e.getMessage());
        }
    }

    /** Within {@link TokenState#storing}: the last report is about the token that is in use. */
    private void keep(StoredTokens proved, Validation validation) {
        if (state.stored().filter(proved::isAsGoodAs).isEmpty()) {
            state.save(proved);
        }
        state.use(proved);
        Duration expiresIn = validation.expiresIn();
        state.endsAt(expiresIn.isZero() ? null : timers.instant().plus(expiresIn));
        scopes = Set.copyOf(validation.scopes());
        proved.owner().ifPresent(owner -> listener.accept(new AccountEvent.TokenProved(owner.login(), scopes)));
    }

    private Access given(Owner owner, Validation validation) {
        return new Access(
                owner, validation.expiresIn(), state.requireCurrent().refresh().isPresent());
    }

    /** The application that the tokens belong to: the configured one, or else what Twitch has said of them. */
    public Optional<String> clientId() {
        return validator.clientId();
    }

    /** The account's name in the configuration. */
    public String login() {
        return account.login();
    }

    /** The access token to use now. Read it for each request; never keep a copy. */
    public Secret access() {
        return state.access();
    }

    /** Whether the token allows something, as far as is known. */
    public boolean allows(String scope) {
        return scopes.contains(scope);
    }

    /** When the access token ends, as far as is known; empty also for one without an end, and for one that has ended. */
    public Optional<Instant> expiry() {
        return state.end();
    }

    /**
     * Replaces an access token that Twitch has answered with 401, where that may help. Each access token causes one refresh
     * by 401s at most; the one that such a refresh brings is proved first, and replaced only if it has ended. After an
     * attempt that brought nothing, the answer to it stands for a while. Blocks.
     *
     * @throws LoginNeededException if the token has ended and Twitch refuses to refresh it
     * @throws RemoteException the 401, if no newer token is to be had because of it; or a failure that may pass
     */
    public Secret cure(Secret used, RemoteException unauthorized) throws LoginNeededException {
        return refresher.cure(this, used, unauthorized);
    }

    /**
     * Replaces an access token that ends soon or has ended. However many callers ask at once, one request is made; a caller
     * whose token was replaced already gets the new one without a request. Blocks.
     *
     * @return a newer token; the same one where there is no refresh token and it still holds
     * @throws LoginNeededException if Twitch refuses the refresh, and the token has ended
     * @throws RemoteException if Twitch does not answer correctly, and where it refuses the refresh of a token that still
     *     holds; trying again is sensible
     */
    public Secret refreshed(Secret stale) throws LoginNeededException {
        return refresher.refreshed(stale);
    }

    /**
     * Waits for a refresh that is in progress, so that what it brings is stored. Blocks.
     *
     * @return whether none is in progress any more
     */
    public boolean settle(Duration deadline) throws InterruptedException {
        return state.refresh().settle(deadline);
    }

    /**
     * Whether other tokens are in use than those that Twitch has refused to refresh: then a refusal that is told only now
     * is old.
     */
    public boolean hasReplacedTheRefused() {
        return refresher.hasReplacedTheRefused();
    }

    /**
     * Takes new tokens over, after a look at whose they are; at once, regardless of what is in progress. Blocks.
     *
     * @throws LoginNeededException if they are another account's, another application's, or lack a scope
     * @throws RemoteException if Twitch does not answer correctly; trying again is sensible
     */
    public Access adopt(Grant grant) throws LoginNeededException {
        Validation validation = validator.validateNew(grant.access());
        Owner owner = validator.requireUsable(validation, state.owner());
        claim(owner);
        StoredTokens next = new StoredTokens(
                grant.access(),
                grant.refresh(),
                timers.instant().plus(grant.expiresIn()),
                fingerprint,
                Optional.of(owner));
        state.storing().run(() -> keep(next, validation));
        log.info("{} is logged in again", account.login());
        return given(owner, validation);
    }
}
