package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Objects;
import java.util.Set;

/**
 * A behaviour with its audience and scopes, for hosts that have called these methods themselves, on a thread that may
 * wait for a plugin. They are not called again.
 *
 * @param behaviour the behaviour
 * @param audience whose messages it gets
 * @param scopes the OAuth scopes that it needs
 */
public record AskedBehaviour(ChatBehaviour behaviour, Audience audience, Set<String> scopes) {
    /** Checks that nothing is missing and copies the set. */
    public AskedBehaviour {
        Objects.requireNonNull(behaviour, "behaviour");
        Objects.requireNonNull(audience, "audience");
        scopes = Set.copyOf(scopes);
    }
}
