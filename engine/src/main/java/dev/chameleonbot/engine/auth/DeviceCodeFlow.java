package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.DeviceCode;
import dev.chameleonbot.engine.auth.OAuthClient.Poll;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Waits until a code is used: polls as often as Twitch wants, and continues after failures. Plain blocking code,
 * for one virtual thread; interrupting that ends it. Source: RFC 8628, 3.4 and 3.5.
 */
public final class DeviceCodeFlow {
    /** What RFC 8628, 3.5, adds to the interval when the server asks to slow down. */
    private static final Duration SLOWER = Duration.ofSeconds(5);

    private final OAuthClient oauth;
    private final Retries retries;
    private final Timers timers;

    /** Prepares the waiting. */
    public DeviceCodeFlow(OAuthClient oauth, Retries retries, Timers timers) {
        this.oauth = oauth;
        this.retries = retries;
        this.timers = timers;
    }

    /**
     * Waits. Blocks until the code is used or has ended.
     *
     * @param onProblem gets the first of several failures in a row, in one sentence; on this thread
     */
    public Poll.Over await(String clientId, DeviceCode code, Consumer<String> onProblem) throws InterruptedException {
        Duration interval = code.interval();
        long end = timers.nanos() + code.expiresIn().toNanos();
        int failures = 0;
        Duration wait = interval;
        while (timers.nanos() + wait.toNanos() < end) {
            timers.sleep(wait);
            wait = interval;
            try {
                switch (oauth.poll(clientId, code)) {
                    case Poll.Pending pending -> failures = 0;
                    case Poll.SlowDown slowDown -> {
                        interval = interval.plus(SLOWER);
                        wait = interval;
                    }
                    case Poll.Over over -> {
                        return over;
                    }
                }
            } catch (RemoteException e) {
                if (++failures == 1) {
                    onProblem.accept(e.getMessage());
                }
                Duration delay = retries.delay(failures, e);
                wait = delay.compareTo(interval) > 0 ? delay : interval;
            }
        }
        return new Poll.Ended("nobody used it in time");
    }
}
