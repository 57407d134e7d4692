package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in mind whether Twitch takes an account's colours, says so once where that changes, and spaces attempts out. What
 * passes by itself is reported to the account only, as the log has it for all accounts together; a refusal is logged here.
 *
 * <p>After a refusal that will not pass by itself nothing is sent for 7.5 to 30 seconds at first, then longer and longer,
 * up to ten minutes; the next colour request after that is the probe.
 *
 * <p>Concurrency: answers come one at a time, each after the request that follows the one before; {@link #refusal} may be
 * asked for by any thread.
 */
final class ColorHealth {
    private static final Logger log = LoggerFactory.getLogger(ColorHealth.class);

    private static final String ADVICE =
            "See at Twitch whether the account can change its colour there. Chameleon retries"
                    + " by itself, at most every ten minutes.";

    private final String login;
    private final Timers timers;
    private final Consumer<? super AccountEvent> events;
    private final LogLimit limit;
    private int failures;
    private @Nullable Failure failing;
    private int refusals;
    private boolean isRefusalLogged;
    /** Whether the account knows that colours are taken. */
    private boolean well;

    private volatile @Nullable Refusal refusal;

    ColorHealth(String login, Timers timers, Consumer<? super AccountEvent> events) {
        this.login = login;
        this.timers = timers;
        this.events = events;
        this.limit = new LogLimit(timers);
    }

    /** Why Twitch would refuse a colour now; empty if it should be asked. */
    Optional<String> refusal() {
        Refusal now = refusal;
        return now == null || timers.nanos() - now.until >= 0 ? Optional.empty() : Optional.of(now.reason);
    }

    /** Twitch took a colour. */
    void taken() {
        if (isRefusalLogged) {
            log.info("{}: Twitch takes colours again", login);
        }
        isRefusalLogged = false;
        failures = 0;
        failing = null;
        refusals = 0;
        refusal = null;
        if (!well) {
            well = true;
            events.accept(new AccountEvent.Works(Kind.COLOR, ""));
        }
    }

    /** Twitch is there, and did not take this one colour. */
    void answered() {
        if (refusals == 0) {
            taken();
        }
    }

    /** A colour could not be set now; returns how long to wait where nobody else says. */
    Duration failed(Failure failure) {
        failures++;
        if (refusals == 0 && (failing == null || failing.cause() != failure.cause())) {
            failing = failure;
            well = false;
            events.accept(new AccountEvent.Failing(
                    Kind.COLOR, "", failure.withWords("Its colour cannot be set: " + failure.words())));
        }
        return Backoff.STANDARD.delay(failures, timers.random());
    }

    /** What could not be set is not tried any more. */
    void givenUp() {
        if (failing != null) {
            failures = 0;
            failing = null;
            events.accept(new AccountEvent.GivenUp(Kind.COLOR, ""));
        }
    }

    /** Twitch refuses colours, and will do so until something is done about it. */
    void refused(String reason) {
        failures = 0;
        failing = null;
        Duration wait = Backoff.REFUSED.delay(++refusals, timers.random());
        Refusal before = refusal;
        refusal = new Refusal(reason, timers.nanos() + wait.toNanos());
        if (before == null || !before.reason.equals(reason)) {
            logRefusal(reason);
            well = false;
            events.accept(new AccountEvent.Troubled(
                    Kind.COLOR, "", "Twitch refuses its colours: " + reason, Optional.of(ADVICE)));
        }
    }

    /** If refusals come and go, a few lines report all of them. */
    private void logRefusal(String reason) {
        limit.count(reason).ifPresent(others -> {
            log.warn(
                    "{}: Twitch refuses its colours: {}. {}{}",
                    login,
                    reason,
                    ADVICE,
                    others == 0 ? "" : " It did so " + others + " more times since the last line.");
            isRefusalLogged = true;
        });
    }

    private record Refusal(String reason, long until) {}
}
