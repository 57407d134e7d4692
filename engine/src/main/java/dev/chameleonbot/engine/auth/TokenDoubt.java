package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Has an account's token proved that something else speaks against, and tells what comes of that. What keeps the token from
 * being proved ends nothing: it is a trouble, and the proof is tried again.
 *
 * <p>Plain blocking code, for virtual threads; interrupting one ends its proof.
 */
public final class TokenDoubt {
    private static final String UNPROVED = "The token cannot be checked now: ";

    private final String login;
    private final AccountTokens tokens;
    private final Retries retries;
    private final Timers timers;
    private final Consumer<? super AccountEvent> events;

    /**
     * Doubts nothing yet.
     *
     * @param login the account
     * @param tokens its tokens
     * @param retries repeats what may pass
     * @param timers the clock
     * @param events gets the state that the token is found in
     */
    public TokenDoubt(
            String login, AccountTokens tokens, Retries retries, Timers timers, Consumer<? super AccountEvent> events) {
        this.login = login;
        this.tokens = tokens;
        this.retries = retries;
        this.timers = timers;
        this.events = events;
    }

    /**
     * Twitch has refused the token for what the account cannot do without. Where the token is found to hold, the refusal
     * stands, and that is reported. Blocks.
     *
     * @param refused the token that was refused; it may have been replaced since
     * @param refusal Twitch's words
     * @return whether another token has taken its place, so that the same may be tried with that
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean isReplaced(Secret refused, String refusal) throws InterruptedException {
        if (!holds()) {
            return false;
        }
        if (!tokens.access().equals(refused)) {
            return true;
        }
        events.accept(new AccountEvent.Refused(refusal, LoginNeededException.logIn(login)));
        return false;
    }

    /**
     * Proves the token, with one refresh if it has ended. Blocks until that is done.
     *
     * @return whether there is a token that holds; if not, that has been reported, with the reason
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean holds() throws InterruptedException {
        AtomicBoolean isTroubled = new AtomicBoolean();
        for (int failures = 1; ; failures++) {
            try {
                var unused = retries.untilDone(tokens::check, failure -> {
                    isTroubled.set(true);
                    events.accept(new AccountEvent.Failing(
                            Kind.TOKEN, "", Failure.of(failure).told(UNPROVED + failure.getMessage())));
                });
                if (isTroubled.get()) {
                    events.accept(new AccountEvent.TokensWork());
                }
                return true;
            } catch (LoginNeededException e) {
                events.accept(e.event());
                return false;
            } catch (RemoteException e) {
                if (hasEnded()) {
                    events.accept(new AccountEvent.Refused(
                            e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(login))));
                    return false;
                }
                isTroubled.set(true);
                events.accept(new AccountEvent.Troubled(Kind.TOKEN, "", UNPROVED + e.getMessage(), e.advice()));
            }
            timers.sleep(Backoff.REFUSED.delay(failures, timers.random()));
        }
    }

    /** Only {@code /validate} says so; a failure to answer says nothing about the token. */
    private boolean hasEnded() {
        try {
            return tokens.prove().isEmpty();
        } catch (LoginNeededException | RemoteException e) {
            return false; // The next proof tells.
        }
    }
}
