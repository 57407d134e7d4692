package dev.chameleonbot.engine.model;

import java.util.Objects;
import java.util.Optional;

/**
 * Tokens from the operator's configuration. Once they are refreshed, the engine uses its own tokens until these change.
 *
 * @param access the access token
 * @param refresh the refresh token; without it the account needs a new login when the access token ends
 */
public record ConfiguredTokens(Secret access, Optional<Secret> refresh) {
    /** Checks that nothing is missing. */
    public ConfiguredTokens {
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(refresh, "refresh");
    }
}
