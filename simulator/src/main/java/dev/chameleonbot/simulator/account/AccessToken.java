package dev.chameleonbot.simulator.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** What an access token stands for. Thread-safe. */
public final class AccessToken {
    private final Account account;
    private final String clientId;
    private final Set<String> scopes;
    private volatile Instant expiresAt;

    AccessToken(Account account, String clientId, Set<String> scopes, Instant expiresAt) {
        this.account = account;
        this.clientId = clientId;
        this.scopes = scopes;
        this.expiresAt = expiresAt;
    }

    /** Whose token it is. */
    public Account account() {
        return account;
    }

    /** The application that it was issued to. */
    public String clientId() {
        return clientId;
    }

    /** What it allows; a live view. */
    public Set<String> scopes() {
        return scopes;
    }

    /** How long it is still valid; zero or less if it is not. */
    public Duration validFor() {
        return Duration.between(Instant.now(), expiresAt);
    }

    /** Whether it is still valid. */
    public boolean isValid() {
        return Instant.now().isBefore(expiresAt);
    }

    void expire() {
        expiresAt = Instant.EPOCH;
    }
}
