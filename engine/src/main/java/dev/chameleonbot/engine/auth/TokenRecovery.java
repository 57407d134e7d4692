package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries tokens that Twitch has refused again and again, less and less often, until they hold, which is reported. A refusal may
 * be false: the same refresh token may be good a minute later. To be begun once.
 *
 * @param alarms end the recovery
 * @param threads where an attempt may block
 */
public record TokenRecovery(
        AccountTokens tokens, Timers timers, AlarmSet alarms, Executor threads, Consumer<? super AccountEvent> events) {
    private static final Logger log = LoggerFactory.getLogger(TokenRecovery.class);

    /** Begins, with the first wait. */
    public void begin() {
        tryLater(1);
    }

    private void tryLater(int attempt) {
        alarms.after(Backoff.REFUSED.delay(attempt, timers.random()), () -> threads.execute(() -> tryRefused(attempt)));
    }

    private void tryRefused(int attempt) {
        try {
            var unused = tokens.establish();
            if (!alarms.isClosed()) {
                events.accept(new AccountEvent.TokensRecovered());
            }
        } catch (LoginNeededException | RemoteException e) {
            log.debug("A token is still refused: {}", e.getMessage());
            tryLater(attempt + 1);
        }
    }
}
