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
 * Proves an account's token that something else speaks against. What keeps it from being proved says nothing of it and ends
 * nothing. The proofs block and are for any virtual thread, whose interruption ends them.
 *
 * @param events gets how the token is
 */
public record TokenProof(AccountTokens tokens, Timers timers, Retries retries, Consumer<? super AccountEvent> events) {
    private static final String UNPROVED = "The token cannot be checked now: ";

    /**
     * Twitch has refused the token for what the account cannot do without. Where the token is found to hold, the refusal
     * stands, and that is reported.
     *
     * @param refused the token that was refused; it may have been replaced since
     * @param refusal Twitch's words
     * @return whether another token has taken its place, so that the same may be tried with that
     */
    public boolean isReplaced(Secret refused, String refusal) throws InterruptedException {
        if (!holds()) {
            return false;
        }
        if (!tokens.access().equals(refused)) {
            return true;
        }
        events.accept(new AccountEvent.Refused(refusal, LoginNeededException.logIn(tokens.login())));
        return false;
    }

    /**
     * Proves the token, with one refresh if it has ended, until that is done.
     *
     * @return whether there is a token that holds; if not, that has been reported, with the reason
     */
    public boolean holds() throws InterruptedException {
        AtomicBoolean isTroubled = new AtomicBoolean();
        for (int attempts = 1; ; attempts++) {
            try {
                var unused = retries.untilDone(tokens::check, failure -> {
                    isTroubled.set(true);
                    events.accept(new AccountEvent.Failing(
                            Kind.TOKEN, "", Failure.of(failure).withWords(UNPROVED + failure.getMessage())));
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
                            e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(tokens.login()))));
                    return false;
                }
                isTroubled.set(true);
                events.accept(new AccountEvent.Troubled(Kind.TOKEN, "", UNPROVED + e.getMessage(), e.advice()));
            }
            timers.sleep(Backoff.REFUSED.delay(attempts, timers.random()));
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
