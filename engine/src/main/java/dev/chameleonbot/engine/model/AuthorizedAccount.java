package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An account whose owner has authorised an application.
 *
 * @param userId the account's permanent id at Twitch
 * @param login its name in lower case
 * @param access the access token
 * @param refresh its refresh token, if there is one
 * @param expiresAt when the access token expires
 * @param scopes the scopes of the tokens
 */
public record AuthorizedAccount(
        UserId userId, String login, Secret access, Optional<Secret> refresh, Instant expiresAt, Set<String> scopes) {
    /** Checks that nothing is missing, and copies the scopes. */
    public AuthorizedAccount {
        Objects.requireNonNull(userId, "userId");
        login = login.toLowerCase(Locale.ROOT);
        Objects.requireNonNull(access, "access");
        Objects.requireNonNull(refresh, "refresh");
        Objects.requireNonNull(expiresAt, "expiresAt");
        scopes = Set.copyOf(scopes);
    }
}
