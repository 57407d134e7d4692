package dev.chameleonbot.engine.model;

import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * An account whose owner has agreed that an application acts for it.
 *
 * @param userId the account's id at Twitch, which stays
 * @param login its name in lower case
 * @param access the access token
 * @param refresh the refresh token that goes with it, where there is one
 * @param expiresAt when the access token ends
 * @param scopes what the tokens allow
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
