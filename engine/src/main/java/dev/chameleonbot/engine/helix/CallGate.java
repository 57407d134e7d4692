package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.resilience.ErrorKind;
import dev.chameleonbot.engine.resilience.RateLimitHeaders;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import okhttp3.Response;

/**
 * Decides whether an account may ask Helix now: its rate budget must have something left, and the circuit breaker for
 * this sort of call must be closed. Whoever is let in has to report what came of it, by {@link #answered} or
 * {@link #unanswered}.
 *
 * <p>A gate lives and dies with its account; nothing is registered anywhere. No lock is held between being let in and
 * the report, so that calls through one gate do not wait for one another.
 */
public final class CallGate {
    /** So many failures in a row open the breaker. */
    private static final int FAILURES = 5;

    private static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private final String what;
    private final RateBudget budget;
    private final InstantSource clock;
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES)
            .withDelay(OPEN_FOR)
            .withSuccessThreshold(1)
            .build();

    /**
     * Creates an open gate.
     *
     * @param what what passes through it, for people
     * @param budget the account's rate budget, which its gates share
     * @param clock the wall clock
     */
    public CallGate(String what, RateBudget budget, InstantSource clock) {
        this.what = what;
        this.budget = budget;
        this.clock = clock;
    }

    /**
     * Asks to make one call.
     *
     * @return empty if it may be made now, else why not and when to ask again
     */
    public Optional<RemoteException> enter() {
        Instant now = clock.instant();
        if (!breaker.tryAcquirePermit()) {
            Duration wait = breaker.getRemainingDelay().plus(Duration.ofMillis(100));
            return Optional.of(
                    RemoteException.heldBack(what, "Helix has failed " + FAILURES + " times in a row", now.plus(wait)));
        }
        Optional<Instant> usedUpUntil = budget.take(now);
        if (usedUpUntil.isEmpty()) {
            return Optional.empty();
        }
        // The permit is given back as what it is not: a failure.
        breaker.recordSuccess();
        return Optional.of(RemoteException.answered(what, 429, "the account's budget is used up", usedUpUntil.get()));
    }

    /**
     * Reports an answer.
     *
     * @param response what Helix answered; its headers are read
     */
    public void answered(Response response) {
        RateLimitHeaders limits = RateLimitHeaders.of(response);
        Instant reset = limits.reset();
        if (response.code() == 429) {
            budget.exhausted(reset, clock.instant());
        } else if (limits.remaining() >= 0 && reset != null) {
            budget.observe(limits.remaining(), reset, clock.instant());
        }
        if (!response.isSuccessful() && RemoteException.kindOf(response.code()) == ErrorKind.REMOTE_TRANSIENT) {
            breaker.recordFailure();
        } else {
            breaker.recordSuccess();
        }
    }

    /** Reports that no answer came. */
    public void unanswered() {
        breaker.recordFailure();
    }

    /**
     * Takes note of a 429 that has been answered.
     *
     * @param response the answer
     * @return when to try again
     */
    public Instant limited(Response response) {
        return budget.exhausted(RateLimitHeaders.of(response).reset(), clock.instant());
    }

    /** Whether calls pass: {@code closed}, {@code open} or {@code half-open}. */
    public String breaker() {
        return switch (breaker.getState()) {
            case CLOSED -> "closed";
            case OPEN -> "open";
            case HALF_OPEN -> "half-open";
        };
    }
}
