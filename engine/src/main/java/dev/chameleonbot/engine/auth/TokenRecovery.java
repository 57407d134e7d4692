package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tries the tokens of an account that needs a login again and again, as Twitch's refusals may be false: the same refresh
 * token may be good a minute later. Less and less often, and in parallel with a login.
 *
 * <p>{@link #begin} and {@link #end} belong to the account's serial executor. An attempt whose alarms are closed changes
 * nothing.
 */
public final class TokenRecovery {
    private static final Logger log = LoggerFactory.getLogger(TokenRecovery.class);

    private final AccountTokens tokens;
    private final Timers timers;
    private final Executor threads;
    private final Runnable onRecovered;
    private AlarmSet alarms;

    /**
     * Tries nothing yet.
     *
     * @param tokens the account's tokens
     * @param timers the clock
     * @param threads where an attempt may block
     * @param onRecovered called on one of those threads when a token holds again; nothing is tried after that
     */
    public TokenRecovery(AccountTokens tokens, Timers timers, Executor threads, Runnable onRecovered) {
        this.tokens = tokens;
        this.timers = timers;
        this.threads = threads;
        this.onRecovered = onRecovered;
        this.alarms = new AlarmSet(timers);
    }

    /** Begins with the first wait, instead of what was begun before. */
    public void begin() {
        end();
        alarms = new AlarmSet(timers);
        tryLater(alarms, 1);
    }

    /** Ends it; an attempt that is in progress changes nothing any more. */
    public void end() {
        alarms.close();
    }

    private void tryLater(AlarmSet mine, int attempt) {
        mine.after(
                Backoff.REFUSED.delay(attempt, timers.random()), () -> threads.execute(() -> attempt(mine, attempt)));
    }

    private void attempt(AlarmSet mine, int attempt) {
        if (mine.isClosed()) {
            return;
        }
        try {
            var unused = tokens.establish();
            if (!mine.isClosed()) {
                onRecovered.run();
            }
        } catch (LoginNeededException | RemoteException e) {
            log.debug("A token is still refused: {}", e.getMessage());
            tryLater(mine, attempt + 1);
        }
    }
}
