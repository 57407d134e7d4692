package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.OAuthClient.DeviceCode;
import dev.chameleonbot.engine.auth.OAuthClient.Grant;
import dev.chameleonbot.engine.auth.OAuthClient.Poll;
import dev.chameleonbot.engine.model.LoginPrompt;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Gets an account new tokens by OAuth's device code flow: asks for a code, shows it, and polls until the user has agreed
 * as that account. A code that ends unused, or that another account has agreed to, is followed by a new one, after a
 * back-off.
 *
 * <p>Plain blocking code, for one virtual thread; interrupting that ends it.
 *
 * <p>Sources: RFC 8628; Twitch's "Device code grant flow".
 */
public final class DeviceLogin {
    /** A code that nobody uses is not worth a new request every half hour for months. */
    private static final Backoff BETWEEN_CODES = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    private final OAuthClient oauth;
    private final DeviceCodeFlow flow;
    private final AccountTokens tokens;
    private final String logIn;
    private final Supplier<Set<String>> scopes;
    private final Retries retries;
    private final Timers timers;

    /** Gets the progress of a login; on the login's thread. */
    public interface Listener {
        /** The account's owner has to act now. */
        void onPrompt(LoginPrompt prompt);

        /** The owner has agreed: the tokens are there, and are taken over. */
        void onGranted();

        /** There is no code for a while; the next one comes by itself. */
        void onPause();

        /** Something went wrong; it goes on by itself. */
        void onProblem(String problem);
    }

    /**
     * Prepares a login.
     *
     * @param scopes what the account's behaviours need; asked for each code, on the login's thread
     */
    public DeviceLogin(
            OAuthClient oauth, AccountTokens tokens, Supplier<Set<String>> scopes, Retries retries, Timers timers) {
        this.oauth = oauth;
        this.flow = new DeviceCodeFlow(oauth, retries, timers);
        this.tokens = tokens;
        this.logIn = LoginNeededException.logIn(tokens.login());
        this.scopes = scopes;
        this.retries = retries;
        this.timers = timers;
    }

    /**
     * Logs in. Blocks until the user has agreed or refused.
     *
     * @throws LoginNeededException if the user refused, or it is not known which application to log in to
     * @throws RemoteException if Twitch refuses a code; a later login may get one
     */
    public Access run(Listener listener) throws LoginNeededException, InterruptedException {
        String clientId = tokens.clientId()
                .orElseThrow(() -> new LoginNeededException(
                        "There is no client_id to log in with",
                        "Put the client_id of a Twitch application into the account's block of the configuration."));
        for (int failures = 1; ; failures++) {
            DeviceCode code = retries.untilDone(
                    () -> oauth.deviceCode(clientId, Scopes.with(scopes.get())),
                    failure -> listener.onProblem(failure.getMessage()));
            listener.onPrompt(new LoginPrompt(
                    code.verificationUri(), code.userCode(), timers.instant().plus(code.expiresIn())));
            Optional<Grant> grant = agreed(clientId, code, listener);
            if (grant.isEmpty()) {
                listener.onProblem("The code " + code.userCode() + " has expired; a new one follows");
            } else {
                listener.onGranted();
                Optional<Access> access = adopted(grant.get(), listener);
                if (access.isPresent()) {
                    return access.get();
                }
            }
            listener.onPause();
            timers.sleep(BETWEEN_CODES.delay(failures, timers.random()));
        }
    }

    /** The grant; empty if the code has ended first. */
    private Optional<Grant> agreed(String clientId, DeviceCode code, Listener listener)
            throws LoginNeededException, InterruptedException {
        return switch (flow.await(clientId, code, listener::onProblem)) {
            case Poll.Granted(Grant grant) -> Optional.of(grant);
            case Poll.Denied denied -> throw new LoginNeededException("The login was refused at Twitch", logIn);
            case Poll.Ended ended -> Optional.empty();
        };
    }

    private Optional<Access> adopted(Grant grant, Listener listener) throws InterruptedException {
        try {
            return Optional.of(
                    retries.untilDone(() -> tokens.adopt(grant), failure -> listener.onProblem(failure.getMessage())));
        } catch (LoginNeededException e) {
            listener.onProblem(e.getMessage() + "; another code follows");
        } catch (RemoteException e) {
            listener.onProblem(e.getMessage());
        }
        return Optional.empty();
    }
}
