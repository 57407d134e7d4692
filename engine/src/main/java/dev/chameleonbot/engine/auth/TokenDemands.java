package dev.chameleonbot.engine.auth;

import dev.chameleonbot.engine.auth.OAuthClient.Validation;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.plugin.api.UserId;
import java.util.List;
import java.util.Optional;

/** What an account demands of a token before it uses it. */
final class TokenDemands {
    private final String login;

    TokenDemands(String login) {
        this.login = login;
    }

    /**
     * Refuses a token that is of no use to the account.
     *
     * @param validation what Twitch knows of it
     * @param clientId the application that it has to be of
     * @param known the account's user, where that is known: it may be called otherwise by now
     * @return whose token it is
     */
    Owner require(Validation validation, Optional<String> clientId, Optional<UserId> known)
            throws LoginNeededException {
        if (validation.owner().isEmpty()) {
            throw new LoginNeededException(
                    "The token is an application's own, which no account has agreed to: it can neither read nor write"
                            + " chat",
                    "Log the account in with 'chameleon login " + login
                            + "', or put a user access token of it into the configuration.");
        }
        Owner owner = validation.owner().get();
        if (!owner.login().equals(login) && !known.equals(Optional.of(owner.id()))) {
            throw new LoginNeededException(
                    "The token belongs to the account '" + owner.login() + "'",
                    "Log in as '" + login
                            + "', or put a token of that account into the configuration. If the account has"
                            + " been renamed, put its new name there.");
        }
        if (!clientId.equals(Optional.of(validation.clientId()))) {
            throw new LoginNeededException(
                    "The token was issued for another client_id than the configured one",
                    "Put the client_id that the token was issued for into the configuration, or a token of this one.");
        }
        List<String> missing = Scopes.missing(validation.scopes());
        if (!missing.isEmpty()) {
            throw new LoginNeededException(
                    "The token lacks the scope " + String.join(" and ", missing),
                    "Log the account in with 'chameleon login " + login + "', or put a token with the scopes "
                            + String.join(" ", Scopes.REQUIRED) + " into the configuration.");
        }
        return owner;
    }
}
