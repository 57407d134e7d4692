package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.ErrorKind;
import dev.chameleonbot.engine.resilience.RateLimitHeaders;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import dev.failsafe.CircuitBreaker;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.Response;

/**
 * Decides whether an account may ask Helix now: its rate budget must have something left, and the circuit breaker for
 * this sort of call must be closed. A caller that is let in has to report the outcome, by {@link #answered} or
 * {@link #unanswered}.
 *
 * <p>A gate lives and dies with its account; nothing is registered anywhere. No lock is held between being let in and
 * the report, so that calls through one gate do not wait for one another.
 */
public final class CallGate {
    /** So many failures in a row open the breaker. */
    private static final int FAILURES = 5;
    /** Then one call at a time tries whether Helix is back: its success closes the breaker, its failure opens it again. */
    private static final Duration OPEN_FOR = Duration.ofSeconds(5);

    private static final int TOO_MANY = 429;
    private static final String SUBSCRIPTIONS = "/eventsub/subscriptions";
    /** So that a caller that comes back when the breaker's time is over finds it over. */
    private static final Duration SPARE = Duration.ofMillis(100);

    private final String what;
    private final RateBudget budget;
    private final Timers timers;
    private final EngineMeters meters;
    private final AtomicInteger limitedInARow = new AtomicInteger();
    /** Its own clock is the real one, so it never half-opens by itself. */
    private final CircuitBreaker<Object> breaker = CircuitBreaker.builder()
            .withFailureThreshold(FAILURES)
            .withDelay(Duration.ofNanos(Long.MAX_VALUE))
            .withSuccessThreshold(1)
            .build();
    /** From when on an open breaker lets a call try, by the engine's clock. Whoever moves it on half-opens the breaker. */
    private final AtomicLong trial = new AtomicLong();

    /**
     * Creates an open gate.
     *
     * @param budget the account's rate budget, which its gates share
     */
    public CallGate(String what, RateBudget budget, Timers timers, EngineMeters meters) {
        this.what = what;
        this.budget = budget;
        this.timers = timers;
        this.meters = meters;
    }

    /**
     * Asks to make one call.
     *
     * @return empty if it may be made now, else why not and when to ask again
     */
    public Optional<RemoteException> enter() {
        long now = timers.nanos();
        long from = trial.get();
        if (breaker.isOpen() && now - from < 0) {
            return Optional.of(heldBack(Duration.ofNanos(from - now)));
        }
        // The call that half-opens the breaker takes its only permit at once, so a half-open one has none. To ask for
        // it would spend a request of the budget each time.
        if (breaker.isHalfOpen()) {
            return Optional.of(heldBack(Duration.ZERO));
        }
        // The budget comes before the permit: a trial that it forbids is none, and the breaker takes no permit back.
        Optional<Duration> usedUp = budget.take(now);
        if (usedUp.isPresent()) {
            return Optional.of(RemoteException.limited(
                    what, "the account's budget is used up", timers.instant().plus(usedUp.get())));
        }
        if (breaker.isOpen() && trial.compareAndSet(from, now + OPEN_FOR.toNanos())) {
            breaker.halfOpen();
        }
        return breaker.tryAcquirePermit() ? Optional.empty() : Optional.of(heldBack(Duration.ZERO));
    }

    private RemoteException heldBack(Duration wait) {
        return RemoteException.heldBack(
                what,
                "Helix has failed " + FAILURES + " times in a row",
                timers.instant().plus(wait).plus(SPARE));
    }

    /** Those that were let in before the breaker opened do not put the trial off. */
    private void failed() {
        if (!breaker.isOpen()) {
            trial.set(timers.nanos() + OPEN_FOR.toNanos());
        }
        breaker.recordFailure();
    }

    /** Reports an answer. */
    public void answered(Response response) {
        meters.helixAnswered(response.code());
        RateLimitHeaders limits = RateLimitHeaders.of(response, timers.instant());
        if (response.code() == TOO_MANY && !isAboutSubscriptions(response, limits)) {
            budget.exhausted(afterLimit(limits), timers.nanos());
        } else {
            limitedInARow.set(0);
            limits.untilReset()
                    .filter(reset -> limits.remaining() >= 0)
                    .ifPresent(reset -> budget.observe(limits.remaining(), reset, timers.nanos()));
        }
        if (!response.isSuccessful() && RemoteException.kindOf(response.code()) == ErrorKind.REMOTE_TRANSIENT) {
            failed();
        } else {
            breaker.recordSuccess();
        }
    }

    /** What subscriptions may cost, or how many there may be, has limits of its own, which hold no other call back. */
    private static boolean isAboutSubscriptions(Response response, RateLimitHeaders limits) {
        return limits.remaining() > 0 && response.request().url().encodedPath().endsWith(SUBSCRIPTIONS);
    }

    /** As long as was named, but longer and longer where that is not true. */
    private Duration afterLimit(RateLimitHeaders limits) {
        Duration named = limits.waitAfter(TOO_MANY).orElse(Duration.ZERO);
        Duration patience = Backoff.STANDARD.delay(limitedInARow.incrementAndGet(), timers.random());
        return named.compareTo(patience) > 0 ? named.plus(patience.dividedBy(10)) : patience;
    }

    /** Reports that no answer came; where the calling thread is interrupted, nobody waited for one. */
    public void unanswered() {
        meters.helixUnanswered();
        boolean isGivenUp = Thread.currentThread().isInterrupted();
        if (!isGivenUp || !breaker.isClosed()) {
            failed();
        }
    }

    /**
     * When the server wants to be asked again.
     *
     * @return the time; empty where it does not say
     */
    public Optional<Instant> retryAt(Response response) {
        return RateLimitHeaders.retryAt(response, timers.instant());
    }

    /** When the budget lets a call through again; now, if it does. */
    public Instant until() {
        return timers.instant().plus(budget.untilFree(timers.nanos()));
    }

    /** Whether calls pass: {@code closed}, {@code open} or {@code half-open}. */
    public String breaker() {
        return breaker.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
