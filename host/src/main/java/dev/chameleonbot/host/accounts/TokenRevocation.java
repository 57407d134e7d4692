package dev.chameleonbot.host.accounts;

import dev.chameleonbot.engine.TwitchApplication;
import dev.chameleonbot.engine.TwitchCallException;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import java.util.Optional;

/** Takes back at Twitch what an account has agreed to. */
@FunctionalInterface
interface TokenRevocation {
    /** What remains to be done by hand. */
    String BY_HAND = "disconnect the application at Twitch, under Settings, Connections";

    /**
     * Revokes a token. Blocks.
     *
     * @param clientId the application that it belongs to, where that is known
     * @param twitch where Twitch is
     * @return what came of it, as a part of a sentence
     */
    String revoke(Optional<String> clientId, Secret access, TwitchEndpoints twitch);

    /** By asking Twitch. */
    static TokenRevocation atTwitch() {
        return (clientId, access, twitch) -> {
            if (clientId.isEmpty()) {
                return "its token stays valid, because its client_id is not known: " + BY_HAND;
            }
            try (TwitchApplication application = TwitchApplication.open(clientId.get(), twitch)) {
                return application.revoke(access)
                        ? "its token is revoked"
                        : "the token for this application is no longer valid at Twitch";
            } catch (TwitchCallException | EngineStartException e) {
                return "its token is not revoked (" + e.getMessage() + "): " + BY_HAND;
            }
        };
    }
}
