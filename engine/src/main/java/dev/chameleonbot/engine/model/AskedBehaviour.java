package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Objects;
import java.util.Set;

/**
 * A behaviour and its answers to whose messages it wants and what its token has to allow: for hosts that have asked it
 * themselves, on a thread that may wait for a plugin. It is not asked again.
 *
 * @param behaviour the behaviour
 * @param audience whose messages it wants
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
