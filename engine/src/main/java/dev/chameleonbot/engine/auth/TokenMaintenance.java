package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.Secret;
import dev.chameleonbot.engine.auth.TokenKeeper.Access;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an account's access alive: proves its token hourly, as Twitch demands, and replaces it an hour before it ends,
 * or when a quarter of its life is left, if that is later.
 *
 * <p>Each check is set off by an alarm, runs on a thread of the account, and sets the next alarm; so only one is ever under
 * way, and all fields but {@code alarm} and {@code closed} are its own. A check that dies is its thread's owner's affair.
 */
public final class TokenMaintenance {
    private static final Logger log = LoggerFactory.getLogger(TokenMaintenance.class);
    private static final Duration HOUR = Duration.ofHours(1);

    private final String login;
    private final TokenKeeper tokens;
    private final Timers timers;
    private final Executor threads;
    private final Retries retries;
    private final RandomGenerator random;
    private final Consumer<LoginNeededException> onLoginNeeded;
    private @Nullable Secret known;
    private Duration margin = Duration.ZERO;
    private boolean refreshIsDue;
    private int failures;
    private volatile Timers.Alarm alarm = () -> {};
    private volatile boolean closed;

    /**
     * Creates the maintenance of one account's tokens.
     *
     * @param login the account
     * @param tokens its tokens
     * @param timers the clock
     * @param threads where a check may block
     * @param retries says how long to wait after a failure
     * @param random spreads accounts that were started together
     * @param onLoginNeeded told once when no token is left; nothing is done after that
     */
    public TokenMaintenance(
            String login,
            TokenKeeper tokens,
            Timers timers,
            Executor threads,
            Retries retries,
            RandomGenerator random,
            Consumer<LoginNeededException> onLoginNeeded) {
        this.login = login;
        this.tokens = tokens;
        this.timers = timers;
        this.threads = threads;
        this.retries = retries;
        this.random = random;
        this.onLoginNeeded = onLoginNeeded;
    }

    /**
     * Begins.
     *
     * @param access what has just been proved
     */
    public void start(Access access) {
        plan(access);
    }

    /** Ends; a check that is under way sets no further alarm. */
    public void close() {
        closed = true;
        alarm.cancel();
    }

    private void plan(Access access) {
        Duration left = access.expiresIn();
        Secret token = tokens.access();
        if (known == null || !known.equals(token)) {
            known = token;
            margin = min(HOUR, left.dividedBy(4));
        }
        Duration untilRefresh = left.minus(margin);
        refreshIsDue = !left.isZero() && untilRefresh.compareTo(HOUR) <= 0;
        Duration wait = refreshIsDue ? max(untilRefresh, Duration.ZERO) : HOUR;
        arm(wait.minus(Duration.ofMillis((long) (wait.toMillis() * 0.1 * random.nextDouble()))));
    }

    private void arm(Duration wait) {
        alarm = timers.after(wait, () -> threads.execute(this::check));
        if (closed) {
            alarm.cancel();
        }
    }

    private void check() {
        if (closed) {
            return;
        }
        try {
            if (refreshIsDue) {
                tokens.refreshed(tokens.access());
                refreshIsDue = false;
            }
            Access access = tokens.check();
            failures = 0;
            plan(access);
        } catch (LoginNeededException e) {
            if (!closed) {
                onLoginNeeded.accept(e);
            }
        } catch (RemoteException e) {
            failures++;
            if (failures == 1) {
                log.warn("{}: the token could not be checked, trying again: {}", login, e.getMessage());
            }
            arm(retries.delay(failures, e));
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
