package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.ValidatedToken;
import dev.chameleonbot.engine.model.Secret;
import java.util.Optional;

/** Asks Twitch whose an access token is. */
@FunctionalInterface
public interface TokenLookup {
    /**
     * Asks; blocks, on several threads.
     *
     * @return what Twitch knows of it; empty if it is not valid
     * @throws TwitchCallException if Twitch does not tell
     */
    Optional<ValidatedToken> validate(Secret access) throws TwitchCallException;
}
