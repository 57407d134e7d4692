package dev.chameleonbot.engine;

import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What Twitch knows of an access token that is valid.
 *
 * @param clientId the application that it belongs to
 * @param userId the account's id at Twitch, which stays
 * @param login the account's name in lower case
 * @param scopes what it allows
 * @param expiresAt when it ends; empty for one without an end
 */
public record ValidatedToken(
        String clientId, UserId userId, String login, Set<String> scopes, Optional<Instant> expiresAt) {
    /** Checks that nothing is missing, and copies the scopes. */
    public ValidatedToken {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(userId, "userId");
        login = login.toLowerCase(Locale.ROOT);
        scopes = Set.copyOf(scopes);
        Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * What it does not allow, though an account needs it.
     *
     * @param declared what the account's behaviours need besides what every account needs
     * @return the missing scopes
     */
    public List<String> missing(Collection<String> declared) {
        return Scopes.with(declared).stream()
                .filter(scope -> !scopes.contains(scope))
                .toList();
    }

    /** What it does not allow, though every account needs it. */
    public List<String> missing() {
        return Scopes.missing(scopes);
    }
}
