package dev.chameleonbot.engine.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    /** Tells these tokens from others without giving them away: by it the engine sees that the operator has changed them. */
    public String fingerprint() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(access.reveal().getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
            refresh.ifPresent(one -> digest.update(one.reveal().getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
