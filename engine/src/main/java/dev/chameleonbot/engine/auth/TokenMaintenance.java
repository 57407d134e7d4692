package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an account's access alive, and reports how its token is. What keeps the token from being proved says nothing of it
 * and ends nothing.
 *
 * <ul>
 *   <li>{@link #start}: proves the token hourly, as Twitch demands, and replaces it an hour before it ends, or when a quarter
 *       of its life is left, if that is later. A token that Twitch refuses to replace is used to its end, and the refresh is
 *       tried again, less and less often.
 *   <li>{@link #recover}: tries tokens that Twitch has refused again and again, less and less often. A refusal may be false:
 *       the same refresh token may be good a minute later.
 *   <li>{@link #holds}, {@link #isReplaced}: prove a token that something else speaks against.
 * </ul>
 *
 * <p>Concurrency: one object is started or recovers, once. Each check is set off by an alarm, runs on a thread of the account,
 * and sets the next alarm; so only one is ever in progress, and all fields that are not final are its own, but {@code alarm}
 * and {@code closed}. A check that dies is its thread's owner's affair. The proofs block and are for any virtual thread,
 * whose interruption ends them.
 */
public final class TokenMaintenance {
    private static final Logger log = LoggerFactory.getLogger(TokenMaintenance.class);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** So long before its end the operator should know that a token cannot be renewed. */
    private static final Duration NEAR = Duration.ofDays(1);
    /** Between refreshes that were refused, while the token holds. */
    private static final Backoff REFUSED = new Backoff(Duration.ofMinutes(1), HOUR);

    private static final String REACH = "Chameleon retries by itself; look at whether this machine reaches Twitch.";
    private static final String UNPROVED = "The token cannot be checked now: ";

    private final String login;
    private final String logInBefore;
    private final AccountTokens tokens;
    private final Timers timers;
    private final Executor threads;
    private final Retries retries;
    private final Consumer<? super AccountEvent> events;
    private @Nullable Secret known;
    private Duration margin = Duration.ZERO;
    private boolean refreshIsDue;
    /** Whether the replacement of a token without an end has already failed. */
    private boolean endless;

    private boolean ends;
    private long end;
    private int failures;
    /** The advice that the log has; null while there is no trouble. */
    private @Nullable String logged;

    private volatile Timers.Alarm alarm = () -> {};
    private volatile boolean closed;

    /**
     * Does nothing yet.
     *
     * @param threads where a check may block
     * @param events gets the state of the token; after a refusal, or if a login is needed, the maintenance ends
     */
    public TokenMaintenance(
            String login,
            AccountTokens tokens,
            Timers timers,
            Executor threads,
            Retries retries,
            Consumer<? super AccountEvent> events) {
        this.login = login;
        this.logInBefore = "Log the account in with 'chameleon login " + login + "' before that.";
        this.tokens = tokens;
        this.timers = timers;
        this.threads = threads;
        this.retries = retries;
        this.events = events;
    }

    /** Begins with what has just been proved. */
    public void start(Access access) {
        plan(access);
    }

    /** Begins to try refused tokens, with the first wait; ends when they hold, which is reported. */
    public void recover() {
        arm(Backoff.REFUSED.delay(++failures, timers.random()), this::tryRefused);
    }

    private void tryRefused() {
        if (closed) {
            return;
        }
        try {
            var unused = tokens.establish();
            if (!closed) {
                events.accept(new AccountEvent.TokensRecovered());
            }
        } catch (LoginNeededException | RemoteException e) {
            log.debug("A token is still refused: {}", e.getMessage());
            recover();
        }
    }

    /**
     * Twitch has refused the token for what the account cannot do without. Where the token is found to hold, the refusal
     * stands, and that is reported. Blocks.
     *
     * @param refused the token that was refused; it may have been replaced since
     * @param refusal Twitch's words
     * @return whether another token has taken its place, so that the same may be tried with that
     */
    public boolean isReplaced(Secret refused, String refusal) throws InterruptedException {
        if (!holds()) {
            return false;
        }
        if (!tokens.access().equals(refused)) {
            return true;
        }
        events.accept(new AccountEvent.Refused(refusal, LoginNeededException.logIn(login)));
        return false;
    }

    /**
     * Proves the token, with one refresh if it has ended. Blocks until that is done.
     *
     * @return whether there is a token that holds; if not, that has been reported, with the reason
     */
    public boolean holds() throws InterruptedException {
        AtomicBoolean isTroubled = new AtomicBoolean();
        for (int attempts = 1; ; attempts++) {
            try {
                var unused = retries.untilDone(tokens::check, failure -> {
                    isTroubled.set(true);
                    events.accept(new AccountEvent.Failing(
                            Kind.TOKEN, "", Failure.of(failure).withWords(UNPROVED + failure.getMessage())));
                });
                if (isTroubled.get()) {
                    events.accept(new AccountEvent.TokensWork());
                }
                return true;
            } catch (LoginNeededException e) {
                events.accept(e.event());
                return false;
            } catch (RemoteException e) {
                if (hasEnded()) {
                    events.accept(new AccountEvent.Refused(
                            e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(login))));
                    return false;
                }
                isTroubled.set(true);
                events.accept(new AccountEvent.Troubled(Kind.TOKEN, "", UNPROVED + e.getMessage(), e.advice()));
            }
            timers.sleep(Backoff.REFUSED.delay(attempts, timers.random()));
        }
    }

    /** Only {@code /validate} says so; a failure to answer says nothing about the token. */
    private boolean hasEnded() {
        try {
            return tokens.prove().isEmpty();
        } catch (LoginNeededException | RemoteException e) {
            return false; // The next proof tells.
        }
    }

    /** Ends; a check that is in progress sets no further alarm. */
    public void close() {
        closed = true;
        alarm.cancel();
    }

    private void plan(Access access) {
        Duration left = access.expiresIn();
        Secret token = tokens.access();
        boolean fresh = !Objects.equals(token, known);
        if (left.isZero()) {
            planWithoutEnd(access, !fresh && ends);
            known = token;
            return;
        }
        if (fresh) {
            known = token;
            margin = min(HOUR, left.dividedBy(4));
        }
        endless = false;
        endsIn(left);
        if (access.isRenewable()) {
            planRefresh(left);
            well();
        } else {
            planEnd(left);
        }
    }

    private void endsIn(Duration left) {
        ends = !left.isZero();
        end = timers.nanos() + left.toNanos();
    }

    private void planRefresh(Duration left) {
        Duration untilRefresh = left.minus(margin);
        refreshIsDue = untilRefresh.compareTo(HOUR) <= 0;
        Duration wait = refreshIsDue ? max(untilRefresh, Duration.ZERO) : HOUR;
        arm(wait.minus(Duration.ofMillis(
                (long) (wait.toMillis() * 0.1 * timers.random().nextDouble()))));
    }

    private void planEnd(Duration left) {
        refreshIsDue = false;
        if (left.compareTo(NEAR) <= 0) {
            trouble(
                    "The token ends in " + words(left) + ", and there is no refresh token to renew it with",
                    Optional.of(logInBefore));
        } else {
            well();
        }
        arm(min(HOUR, left.plus(SECOND)));
    }

    /** Twitch says zero of a token without an end, and of one in its last second. */
    private void planWithoutEnd(Access access, boolean isLastSecond) {
        refreshIsDue = access.isRenewable() && (isLastSecond || !endless);
        if (isLastSecond) {
            arm(SECOND);
            return;
        }
        ends = false;
        if (refreshIsDue) {
            endless = true;
            arm(SECOND);
            return;
        }
        trouble(
                "Twitch does not say when the token ends (expires_in is 0)",
                Optional.of("Log the account in with 'chameleon login " + login
                        + "': that brings a token with an end, which is renewed in time."));
        arm(HOUR);
    }

    private void arm(Duration wait) {
        arm(wait, this::check);
    }

    private void arm(Duration wait, Runnable task) {
        alarm = timers.after(wait, () -> threads.execute(task));
        if (closed) {
            alarm.cancel();
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        try {
            if (refreshIsDue && Objects.equals(tokens.access(), known)) {
                tokens.refreshed(tokens.access());
                refreshIsDue = false;
            }
            Access access = tokens.check();
            failures = 0;
            plan(access);
        } catch (LoginNeededException e) {
            loginNeeded(e);
        } catch (RemoteException e) {
            failed(e);
        }
    }

    private void loginNeeded(LoginNeededException e) {
        if (!closed) {
            events.accept(e.event());
        }
    }

    private void failed(RemoteException e) {
        failures++;
        if (e.mayPass()) {
            unproved(e);
            return;
        }
        try {
            Optional<Access> holds = tokens.prove();
            if (holds.isPresent()) {
                notRenewed(e, holds.get().expiresIn());
            } else if (!closed) {
                events.accept(
                        new AccountEvent.Refused(e.getMessage(), e.advice().orElse(REACH)));
            }
        } catch (LoginNeededException none) {
            loginNeeded(none);
        } catch (RemoteException other) {
            unproved(other);
        }
    }

    /** What keeps the token from being proved says nothing of it. */
    private void unproved(RemoteException e) {
        boolean isOver = ends && timers.nanos() - end >= 0;
        String problem = (isOver
                        ? "The token has ended and cannot be renewed: "
                        : "The token cannot be checked or renewed now: ")
                + e.getMessage();
        if (e.mayPass()) {
            events.accept(new AccountEvent.Failing(Kind.TOKEN, "", Failure.of(e).withWords(problem)));
            arm(retries.delay(failures, e));
            return;
        }
        trouble(problem, e.advice().or(() -> isOver ? Optional.of(REACH) : Optional.empty()));
        arm(REFUSED.delay(failures, timers.random()));
    }

    /** A first refusal may be a false one, and then nobody has to do anything. */
    private void notRenewed(RemoteException e, Duration left) {
        endsIn(left);
        trouble(
                "The token cannot be renewed, and is used to its end" + (left.isZero() ? "" : " in " + words(left))
                        + ": " + e.getMessage(),
                e.advice().or(() -> failures > 1 ? Optional.of(logInBefore) : Optional.empty()));
        Duration delay = REFUSED.delay(failures, timers.random());
        arm(left.isZero() ? delay : min(delay, left.plus(SECOND)));
    }

    /** Logs what is new of it: the beginning, and what the operator has to do. */
    private void trouble(String problem, Optional<String> advice) {
        String what = advice.orElse("");
        if (!what.equals(logged)) {
            logged = what;
            log.warn("{}: {}. {}", login, problem, what.isEmpty() ? "It is tried again." : what);
        }
        events.accept(new AccountEvent.Troubled(Kind.TOKEN, "", problem, advice));
    }

    private void well() {
        if (logged != null) {
            logged = null;
            log.info("{}: its token works again", login);
        }
        events.accept(new AccountEvent.TokensWork());
    }

    private static String words(Duration time) {
        return time.compareTo(HOUR) >= 0
                ? time.toHours() + " h"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
