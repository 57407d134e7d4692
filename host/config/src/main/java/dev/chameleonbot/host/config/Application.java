package dev.chameleonbot.host.config;

import dev.chameleonbot.engine.model.Secret;
import java.util.Optional;

/**
 * A Twitch application: an id and its secret, which only ever go together.
 *
 * @param clientId its id; empty where Twitch is asked, by a token, or where the written one cannot be used
 * @param clientSecret its secret; empty for a public application
 */
record Application(Optional<String> clientId, Optional<Secret> clientSecret) {
    /** Twitch tells which it is. */
    static final Application OF_TOKEN = new Application(Optional.empty(), Optional.empty());
}
