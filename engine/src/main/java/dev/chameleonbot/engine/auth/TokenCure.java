package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Answers 401s with another token where that may help. What triggers it depends on those who write in chat, so it asks
 * Twitch for little: one refresh for each token, and none for a token that came from such a refresh until {@code /validate}
 * says that it has ended; and after a failed attempt nothing at all for a while.
 *
 * <p>For any thread. Callers that come at once may each begin an attempt; they share one refresh.
 */
final class TokenCure {
    /** In Twitch's words of a 401: what another token of the same account and application has in common with this one. */
    private static final List<String> NOT_CURED_BY_A_TOKEN =
            List.of("scope", "client id", "client-id", "must match", "incorrect user authorization");
    /** The longest waits that there are; messages in chat come at random enough. */
    private static final RandomGenerator LONGEST = () -> -1L;

    private final AccountTokens tokens;
    private final TokenRefresher refresher;
    private final Timers timers;
    /** What a refresh was tried for, because of a 401. */
    private volatile @Nullable Secret tried;
    /** What is proved before it is refreshed because of a 401. */
    private volatile @Nullable Secret doubted;

    private volatile @Nullable Pause pause;

    /** A time without attempts for one token, in which the answer is that of the last one. */
    private record Pause(Secret token, int failures, long end, RemoteException answer) {}

    TokenCure(AccountTokens tokens, TokenRefresher refresher, Timers timers) {
        this.tokens = tokens;
        this.refresher = refresher;
        this.timers = timers;
    }

    /** As {@link AccountTokens#cure}. */
    Secret cure(Secret used, RemoteException unauthorized) throws LoginNeededException {
        Secret now = tokens.access();
        if (!now.equals(used)) {
            return now;
        }
        if (!mayBeCured(unauthorized.detail())) {
            throw unauthorized;
        }
        awaitNot(used);
        int attempt = failures(used) + 1;
        boolean isDoubted = Objects.equals(used, doubted) || refresher.hasReplaced(tried, used);
        if (isDoubted) {
            doubted = used;
        }
        tried = used;
        try {
            if (isDoubted) {
                pause(used, attempt, unauthorized); // One proof at a time.
            }
            Secret newer = isDoubted ? proved() : refresher.refreshed(used);
            if (newer.equals(used)) {
                throw unauthorized;
            }
            return newer;
        } catch (LoginNeededException e) {
            doubted = used;
            pause(used, attempt, unauthorized);
            throw e;
        } catch (RemoteException e) {
            if (e.mayPass()) {
                pause(used, attempt, e);
                throw e;
            }
            doubted = used;
            pause(used, attempt, unauthorized);
            throw unauthorized;
        }
    }

    private Secret proved() throws LoginNeededException {
        var unused = tokens.check();
        return tokens.access();
    }

    private void awaitNot(Secret used) {
        Pause last = pause;
        if (last != null && last.token().equals(used) && timers.nanos() - last.end() < 0) {
            throw last.answer();
        }
    }

    private int failures(Secret used) {
        Pause last = pause;
        return last != null && last.token().equals(used) ? last.failures() : 0;
    }

    private void pause(Secret used, int failures, RemoteException answer) {
        Duration backoff = Backoff.STANDARD.delay(failures, LONGEST);
        Instant earliest = timers.instant().plus(backoff);
        Duration wait = answer.retryAt()
                .filter(earliest::isBefore)
                .map(retryAt -> Duration.between(timers.instant(), retryAt))
                .orElse(backoff);
        pause = new Pause(used, failures, timers.nanos() + wait.toNanos(), answer);
    }

    private static boolean mayBeCured(String words) {
        String lower = words.toLowerCase(Locale.ROOT);
        return NOT_CURED_BY_A_TOKEN.stream().noneMatch(lower::contains);
    }
}
