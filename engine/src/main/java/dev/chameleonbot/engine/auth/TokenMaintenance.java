package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an account's token alive: has it proved hourly, as Twitch demands, and replaces it an hour before it ends, or when a
 * quarter of its life is left, if that is later. A token that Twitch refuses to replace is used to its end, and the refresh is
 * tried again, less and less often. What keeps the token from being proved says nothing of it and ends nothing.
 *
 * <p>Concurrency: each check is set off by an alarm, runs on a thread of the account, and sets the next alarm; so only one is
 * ever in progress, and all fields that are not final are its own. A check that dies is its thread's owner's affair.
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

    private final String logIn;
    private final AccountTokens tokens;
    private final Timers timers;
    private final AlarmSet alarms;
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

    /**
     * Does nothing yet.
     *
     * @param alarms end the maintenance: a check that is in progress then sets no further one
     * @param threads where a check may block
     * @param events gets the state of the token; after a refusal, or if a login is needed, the maintenance ends
     */
    public TokenMaintenance(
            AccountTokens tokens,
            Timers timers,
            AlarmSet alarms,
            Executor threads,
            Retries retries,
            Consumer<? super AccountEvent> events) {
        this.logIn = "Log the account in with 'chameleon login " + tokens.login() + "'";
        this.tokens = tokens;
        this.timers = timers;
        this.alarms = alarms;
        this.threads = threads;
        this.retries = retries;
        this.events = events;
    }

    /** Begins, or goes on, with what has just been proved: reports how the token is and sets the next check. */
    public void plan(Access access) {
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
            margin = Collections.min(List.of(HOUR, left.dividedBy(4)));
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
        Duration wait = refreshIsDue ? Collections.max(List.of(untilRefresh, Duration.ZERO)) : HOUR;
        arm(wait.minus(Duration.ofMillis(
                (long) (wait.toMillis() * 0.1 * timers.random().nextDouble()))));
    }

    private void planEnd(Duration left) {
        refreshIsDue = false;
        if (left.compareTo(NEAR) <= 0) {
            trouble(
                    "The token ends in " + words(left) + ", and there is no refresh token to renew it with",
                    Optional.of(logIn + " before that."));
        } else {
            well();
        }
        arm(Collections.min(List.of(HOUR, left.plus(SECOND))));
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
                Optional.of(logIn + ": that brings a token with an end, which is renewed in time."));
        arm(HOUR);
    }

    private void arm(Duration wait) {
        alarms.after(wait, () -> threads.execute(this::check));
    }

    private void check() {
        try {
            if (refreshIsDue && Objects.equals(tokens.access(), known)) {
                tokens.refreshed(tokens.access());
                refreshIsDue = false;
            }
            Access access = tokens.check();
            failures = 0;
            plan(access);
        } catch (LoginNeededException e) {
            events.accept(e.event());
        } catch (RemoteException e) {
            failed(e);
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
            } else {
                events.accept(
                        new AccountEvent.Refused(e.getMessage(), e.advice().orElse(REACH)));
            }
        } catch (LoginNeededException none) {
            events.accept(none.event());
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
                e.advice().or(() -> failures > 1 ? Optional.of(logIn + " before that.") : Optional.empty()));
        Duration delay = REFUSED.delay(failures, timers.random());
        arm(left.isZero() ? delay : Collections.min(List.of(delay, left.plus(SECOND))));
    }

    /** Logs what is new of it: the beginning, and what the operator has to do. */
    private void trouble(String problem, Optional<String> advice) {
        String what = advice.orElse("");
        if (!what.equals(logged)) {
            logged = what;
            log.warn("{}: {}. {}", tokens.login(), problem, what.isEmpty() ? "It is tried again." : what);
        }
        events.accept(new AccountEvent.Troubled(Kind.TOKEN, "", problem, advice));
    }

    private void well() {
        if (logged != null) {
            logged = null;
            log.info("{}: its token works again", tokens.login());
        }
        events.accept(new AccountEvent.TokensWork());
    }

    private static String words(Duration time) {
        return time.compareTo(HOUR) >= 0
                ? time.toHours() + " h"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }
}
