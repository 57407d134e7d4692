package dev.chameleonbot.simulator;

import java.time.Duration;
import java.util.Set;

/**
 * The options of an account. Start from {@link #usual()}.
 *
 * @param prime whether any colour may be used, not only presets
 * @param expiresIn how long each of its access tokens is valid
 * @param scopes the scopes of its first token
 */
public record UserOptions(boolean prime, Duration expiresIn, Set<String> scopes) {
    private static final UserOptions USUAL = new UserOptions(
            true, Duration.ofHours(4), Set.of("user:read:chat", "user:manage:chat_color", "user:write:chat"));

    /** Copies the scopes. */
    public UserOptions {
        scopes = Set.copyOf(scopes);
    }

    /** Prime, tokens for four hours, and the scopes to read chat, to write chat and to change the colour. */
    public static UserOptions usual() {
        return USUAL;
    }

    /** The same, with or without Prime. */
    public UserOptions withPrime(boolean value) {
        return new UserOptions(value, expiresIn, scopes);
    }

    /** The same, with tokens that are valid for that long. */
    public UserOptions withExpiresIn(Duration value) {
        return new UserOptions(prime, value, scopes);
    }

    /** The same, with exactly those scopes. */
    public UserOptions withScopes(String... value) {
        return new UserOptions(prime, expiresIn, Set.of(value));
    }
}
