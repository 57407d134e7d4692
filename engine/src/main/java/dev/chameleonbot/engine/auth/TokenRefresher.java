package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.Refresh;
import dev.chameleonbot.engine.events.AccountEvent.RefreshEnded;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Replaces one account's access token by its refresh token: before its end, and where another token may help against a 401.
 *
 * <p>What leads to a 401 depends on those who write in chat, so {@link #cure} asks Twitch for little: one refresh for each
 * token, and none for a token that came from such a refresh until {@code /validate} says that it has ended; and after a
 * failed attempt nothing at all for a while. Callers that come at once share one attempt.
 *
 * <p>Concurrency: a refresh is single-flight and runs on a thread of its own. A caller may be interrupted, that thread is
 * not: a refresh token is good for one use, so what comes back for it has to be stored. While Twitch is waited for nothing is
 * locked; tokens that come from elsewhere meanwhile, from a login or the configuration, stay in use.
 */
final class TokenRefresher {
    private static final Logger log = LoggerFactory.getLogger(TokenRefresher.class);

    /** After so long the operator should know what the account waits for. */
    static final Duration SLOW = Duration.ofSeconds(10);

    /** What is slow, where it is that. */
    private static final String REFRESH = "refresh";
    /** In Twitch's words of a 401: what another token of the same account and application has in common with this one. */
    private static final List<String> NOT_CURED_BY_A_TOKEN =
            List.of("scope", "client id", "client-id", "must match", "incorrect user authorization");
    /** The longest waits that there are; messages in chat come at random enough. */
    private static final RandomGenerator LONGEST = () -> -1L;

    private final AccountConfig account;
    private final OAuthClient oauth;
    private final TokenState state;
    private final TokenValidator validator;
    private final Timers timers;
    private final Executor threads;
    private final Consumer<? super AccountEvent> listener;
    /** Whose refresh Twitch has refused since the account looked for tokens. */
    private volatile @Nullable StoredTokens refused;
    /** Set before anybody can see the newer token. */
    private volatile @Nullable Replacement last;
    /** What the latest 401 that a token may cure has led to; changed only from what was read. */
    private final AtomicReference<@Nullable Attempt> lastAttempt = new AtomicReference<>();

    private record Replacement(Secret before, Secret next) {}

    /**
     * What 401s have led to for one token.
     *
     * @param isDoubted whether it is proved before it is refreshed because of a 401
     * @param failures how many attempts in a row have brought nothing
     * @param end until when there are no more of them, on the monotonic clock
     * @param answer what is answered until then; null while the attempt goes on
     */
    private record Attempt(
            Secret token,
            boolean isDoubted,
            int failures,
            long end,
            @Nullable RemoteException answer) {}

    TokenRefresher(
            AccountConfig account,
            OAuthClient oauth,
            TokenState state,
            TokenValidator validator,
            Timers timers,
            Executor threads,
            Consumer<? super AccountEvent> listener) {
        this.account = account;
        this.oauth = oauth;
        this.state = state;
        this.validator = validator;
        this.timers = timers;
        this.threads = threads;
        this.listener = listener;
    }

    /** As {@link AccountTokens#cure}. */
    Secret cure(AccountTokens tokens, Secret used, RemoteException unauthorized) throws LoginNeededException {
        Secret now = state.access();
        if (!now.equals(used)) {
            return now;
        }
        String words = unauthorized.detail().toLowerCase(Locale.ROOT);
        if (NOT_CURED_BY_A_TOKEN.stream().anyMatch(words::contains)) {
            throw unauthorized;
        }
        Attempt mine = Objects.requireNonNull(lastAttempt.updateAndGet(before -> attempt(before, used)));
        if (mine.answer() != null) {
            throw mine.answer();
        }
        boolean isDoubted = mine.isDoubted();
        Attempt begun = isDoubted ? paused(mine, true, unauthorized) : mine;
        if (!lastAttempt.compareAndSet(mine, begun)) {
            return cure(tokens, used, unauthorized); // Meanwhile it has failed, or another one proves the token.
        }
        try {
            if (isDoubted) {
                var unused = tokens.check();
            }
            Secret newer = isDoubted ? state.access() : refreshed(used);
            if (newer.equals(used)) {
                throw unauthorized;
            }
            return newer;
        } catch (LoginNeededException e) {
            lastAttempt.compareAndSet(begun, paused(mine, true, unauthorized));
            throw e;
        } catch (RemoteException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e; // Nobody waits here any longer, which says nothing about the attempt.
            }
            RemoteException answer = e.mayPass() ? e : unauthorized;
            lastAttempt.compareAndSet(begun, paused(mine, isDoubted || !e.mayPass(), answer));
            throw answer;
        } catch (RuntimeException e) {
            lastAttempt.compareAndSet(begun, paused(mine, isDoubted, unauthorized));
            throw e;
        }
    }

    /** What a 401 leads to: a new attempt, the one that goes on, or, until its pause is over, its answer. */
    private Attempt attempt(@Nullable Attempt before, Secret used) {
        if (before == null || !before.token().equals(used)) {
            return new Attempt(used, before != null && hasReplaced(before.token(), used), 0, 0, null);
        }
        boolean isOver = before.answer() != null && timers.nanos() - before.end() >= 0;
        return isOver ? new Attempt(used, before.isDoubted(), before.failures(), 0, null) : before;
    }

    /** An attempt that has failed. */
    private Attempt paused(Attempt attempt, boolean isDoubted, RemoteException answer) {
        int failures = attempt.failures() + 1;
        Duration backoff = Backoff.STANDARD.delay(failures, LONGEST);
        Instant earliest = timers.instant().plus(backoff);
        Duration wait = answer.retryAt()
                .filter(earliest::isBefore)
                .map(retryAt -> Duration.between(timers.instant(), retryAt))
                .orElse(backoff);
        return new Attempt(attempt.token(), isDoubted, failures, timers.nanos() + wait.toNanos(), answer);
    }

    /** Whether the last refresh has brought one token in the place of another. */
    private boolean hasReplaced(Secret before, Secret next) {
        Replacement now = last;
        return now != null && now.before().equals(before) && now.next().equals(next);
    }

    /** As {@link AccountTokens#refreshed}. */
    Secret refreshed(Secret stale) throws LoginNeededException {
        Secret now = state.access();
        if (!now.equals(stale)) {
            return now;
        }
        Secret newer = join(stale);
        // One that was in progress may have been for tokens that other ones have replaced meanwhile.
        return newer.equals(stale) ? join(stale) : newer;
    }

    private Secret join(Secret stale) throws LoginNeededException {
        return await(state.refresh().join(threads, () -> replace(stale))).access();
    }

    /** One that ended between the caller's look and this one has brought a newer token. */
    private StoredTokens replace(Secret stale) throws LoginNeededException {
        MDC.put("account", account.login());
        StoredTokens now = state.requireCurrent();
        return now.access().equals(stale) ? refresh(now) : now;
    }

    private StoredTokens refresh(StoredTokens now) throws LoginNeededException {
        validator.requireNotUnfit(now.access());
        if (now.refresh().isEmpty()) {
            return stillGood(now);
        }
        Grant grant;
        try {
            grant = request(now.refresh().get());
        } catch (RemoteException e) {
            boolean isRefusal = e.advice().isEmpty() && (e.status() == 400 || e.status() == 401);
            listener.accept(new RefreshEnded(isRefusal ? Refresh.REFUSED : Refresh.FAILED));
            if (!isRefusal) {
                throw e; // Not Twitch's word on this token: a configuration, a proxy, an outage, a limit.
            }
            return refused(now, e);
        }
        listener.accept(new RefreshEnded(Refresh.REFRESHED));
        StoredTokens next = new StoredTokens(
                grant.access(),
                grant.refresh(),
                timers.instant().plus(grant.expiresIn()),
                now.configFingerprint(),
                now.owner());
        return state.storing().get(() -> replaced(now, next, grant.expiresIn()));
    }

    private Grant request(Secret refreshToken) throws LoginNeededException {
        String clientId = validator
                .clientId()
                .orElseThrow(() -> new LoginNeededException(
                        "The access token has ended, and there is no client_id to refresh it with",
                        "Put the client_id that it was issued for into the configuration, or fresh tokens."));
        CompletableFuture<Void> told = new CompletableFuture<>();
        AtomicBoolean isOver = new AtomicBoolean();
        Timers.Alarm alarm = timers.after(SLOW, () -> {
            if (!isOver.get()) {
                listener.accept(new AccountEvent.Failing(
                        Kind.TOKEN,
                        REFRESH,
                        new Failure(
                                Cause.SERVER,
                                "Twitch has not answered the refresh of the token for " + SLOW.toSeconds()
                                        + " s; it is waited for")));
                told.complete(null);
            }
        });
        try {
            return oauth.refresh(clientId, account.clientSecret(), refreshToken);
        } finally {
            alarm.cancel();
            isOver.set(true);
            // Once, and after it was told as slow, by whichever of the two threads comes last.
            var unused = told.thenRun(() -> listener.accept(new AccountEvent.Works(Kind.TOKEN, REFRESH)));
        }
    }

    /** Nothing renews it; a single word against it may be false. */
    private StoredTokens stillGood(StoredTokens now) throws LoginNeededException {
        if (validator.validate(now.access()).isPresent()) {
            return now;
        }
        state.endsAt(null);
        throw new LoginNeededException("The access token has ended and there is no refresh token", logIn());
    }

    /** Of no concern where other tokens have come meanwhile, and no reason to give up a token that still holds. */
    private StoredTokens refused(StoredTokens which, RemoteException why) throws LoginNeededException {
        StoredTokens newest = state.requireCurrent();
        if (!newest.isSamePair(which)) {
            return newest;
        }
        if (validator.validate(which.access()).isPresent()) {
            throw why;
        }
        refused = which;
        state.endsAt(null);
        throw new LoginNeededException(why.getMessage(), logIn());
    }

    /**
     * Where other tokens came from elsewhere meanwhile, those are used. What is stored gives way only to what has come in its
     * own place, or is proved.
     */
    private StoredTokens replaced(StoredTokens before, StoredTokens next, Duration goodFor) {
        StoredTokens now = state.requireCurrent();
        boolean isInUse = now.isSamePair(before);
        Optional<StoredTokens> stored = state.stored();
        if (stored.isPresent() ? stored.get().isSamePair(before) : isInUse) {
            state.save(next);
        }
        if (!isInUse) {
            return now;
        }
        last = new Replacement(before.access(), next.access());
        state.use(next);
        state.endsAt(next.expiresAt());
        log.info("The token of {} was refreshed, valid for {}", account.login(), goodFor);
        listener.accept(new AccountEvent.TokensWork());
        return next;
    }

    /** Tokens are looked for again. */
    void forgetRefusal() {
        refused = null;
    }

    /** As {@link AccountTokens#hasReplacedTheRefused}. */
    boolean hasReplacedTheRefused() {
        StoredTokens which = refused;
        return which != null && state.current().filter(which::isSamePair).isEmpty();
    }

    private String logIn() {
        return LoginNeededException.logIn(account.login());
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
            throw RemoteException.unanswered("refreshing the token", new InterruptedIOException("nobody waits for it"));
        }
    }
}
