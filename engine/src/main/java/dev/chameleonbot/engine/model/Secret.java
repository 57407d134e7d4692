package dev.chameleonbot.engine.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A secret text: a token or a client secret.
 *
 * <p>Neither {@link #toString()} nor {@link #hashCode()} reveals anything about it, so records with it may be logged.
 * Equality is by value, in constant time.
 */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /**
     * Wraps a text.
     *
     * @param value the text, not blank
     * @return the secret
     */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A secret must not be blank");
        }
        return new Secret(value);
    }

    /** The text itself: for a request's header or body, never for a log or a message. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
