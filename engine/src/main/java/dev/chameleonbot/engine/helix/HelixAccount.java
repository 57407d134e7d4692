package dev.chameleonbot.engine.helix;

import dev.chameleonbot.engine.auth.TokenKeeper;

/**
 * In whose name a call is made. It lives and dies with the account.
 *
 * @param login the account's name
 * @param clientId the application that its tokens belong to
 * @param tokens its tokens; read for each request
 * @param budget what it may still ask
 */
public record HelixAccount(String login, String clientId, TokenKeeper tokens, RateBudget budget) {
    @Override
    public String toString() {
        return login;
    }
}
