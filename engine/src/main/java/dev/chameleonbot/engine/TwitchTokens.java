package dev.chameleonbot.engine;

import dev.chameleonbot.engine.TwitchCallException.Kind;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks Twitch about access tokens outside of an engine; they stay as they are. Calls block and may be made from any thread.
 */
public final class TwitchTokens implements AutoCloseable {
    private static final int UNAUTHORIZED = 401;

    private final HttpClients http;
    private final OAuthClient oauth;
    private final InstantSource clock;

    private TwitchTokens(HttpClients http, TwitchEndpoints twitch, InstantSource clock) {
        this.http = http;
        this.oauth = new OAuthClient(http.requests(), http.tokens(), twitch.auth(), clock);
        this.clock = clock;
    }

    /**
     * Begins; nothing is asked yet. The proxy of this process holds.
     *
     * @param twitch where Twitch is
     * @return to be closed
     * @throws EngineStartException if the proxy cannot be used
     */
    public static TwitchTokens open(TwitchEndpoints twitch) {
        ForwardProxy proxy = ForwardProxy.ofThisProcess();
        proxy.requireUsable(List.of(twitch.auth()));
        return new TwitchTokens(new HttpClients(proxy), twitch, InstantSource.system());
    }

    /**
     * Asks whose a token is.
     *
     * @param access the token
     * @return what Twitch knows of it; empty if it is not valid (any more)
     * @throws TwitchCallException if Twitch does not tell, or it is no account's
     */
    public Optional<ValidatedToken> validate(Secret access) throws TwitchCallException {
        Validation validation;
        try {
            validation = oauth.validate(access);
        } catch (RemoteException e) {
            if (e.status() == UNAUTHORIZED) {
                return Optional.empty();
            }
            throw TwitchCallException.of(e);
        }
        Owner owner = validation
                .owner()
                .orElseThrow(() -> new TwitchCallException(
                        Kind.REFUSED, "The token is the application's own, and no account's", null));
        return Optional.of(new ValidatedToken(
                validation.clientId(),
                owner.id(),
                owner.login(),
                Set.copyOf(validation.scopes()),
                Optional.of(validation.expiresIn())
                        .filter(life -> !life.isZero())
                        .map(clock.instant()::plus)));
    }

    /** Ends what is still asked. */
    @Override
    public void close() {
        http.close();
    }
}
