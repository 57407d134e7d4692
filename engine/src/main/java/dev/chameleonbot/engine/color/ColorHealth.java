package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in mind whether Twitch takes an account's colours, says so once where that changes, and spaces attempts out.
 *
 * <p>After a refusal that will not pass by itself nothing is sent for half a minute at first, then longer and longer up to
 * ten; the next wish after that is the probe.
 *
 * <p>Concurrency: answers come one at a time, each after the request that follows the one before; {@link #refusal} may be
 * asked for by any thread.
 */
final class ColorHealth {
    private static final Logger log = LoggerFactory.getLogger(ColorHealth.class);

    private static final String ADVICE =
            "See at Twitch whether the account can change its colour there. It is tried again"
                    + " by itself, at most every ten minutes.";

    private final String login;
    private final Timers timers;
    private final RandomGenerator random;
    private final Consumer<? super ColorState> listener;
    private int failures;
    private int refusals;
    /** Whether the listener knows that colours are taken. */
    private boolean well;

    private volatile @Nullable Refusal refusal;

    ColorHealth(String login, Timers timers, RandomGenerator random, Consumer<? super ColorState> listener) {
        this.login = login;
        this.timers = timers;
        this.random = random;
        this.listener = listener;
    }

    /** Why Twitch would refuse a colour now; empty if it should be asked. */
    Optional<String> refusal() {
        Refusal now = refusal;
        return now == null || timers.nanos() - now.until >= 0 ? Optional.empty() : Optional.of(now.reason);
    }

    /** Twitch took a colour. */
    void taken() {
        if (failures + refusals > 0) {
            log.info("{}: Twitch takes colours again", login);
        }
        failures = 0;
        refusals = 0;
        refusal = null;
        if (!well) {
            well = true;
            listener.accept(new ColorState.Taken());
        }
    }

    /** Twitch is there, and did not take this one colour. */
    void answered() {
        if (refusals == 0) {
            taken();
        }
    }

    /** A colour could not be set now; returns how long to wait where nobody else says. */
    Duration failed(String reason) {
        if (++failures == 1) {
            log.warn("{}: the colour cannot be set ({}); the latest one is tried again", login, reason);
            if (refusals == 0) {
                well = false;
                listener.accept(new ColorState.Failing(reason));
            }
        }
        return Backoff.STANDARD.delay(failures, random);
    }

    /** Twitch refuses colours, and will do so until something is done about it. */
    void refused(String reason) {
        failures = 0;
        Duration wait = Backoff.REFUSED.delay(++refusals, random);
        Refusal before = refusal;
        refusal = new Refusal(reason, timers.nanos() + wait.toNanos());
        if (before == null || !before.reason.equals(reason)) {
            log.warn("{}: Twitch refuses its colours: {}. {}", login, reason, ADVICE);
            well = false;
            listener.accept(new ColorState.Refused(reason, ADVICE));
        }
    }

    private record Refusal(String reason, long until) {}
}
