package dev.chameleonbot.engine;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.Objects;

/**
 * A behaviour and its answer to whose messages it wants: for hosts that have asked it themselves, on a thread that may wait
 * for a plugin. It is not asked again.
 *
 * @param behaviour the behaviour
 * @param audience what it has answered
 */
public record AskedBehaviour(ChatBehaviour behaviour, Audience audience) {
    /** Checks that nothing is missing. */
    public AskedBehaviour {
        Objects.requireNonNull(behaviour, "behaviour");
        Objects.requireNonNull(audience, "audience");
    }
}
