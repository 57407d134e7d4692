package dev.chameleonbot.simulator.helix;

import dev.chameleonbot.simulator.account.AccessToken;
import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.http.HttpRequest;

/**
 * A request to Helix by somebody known.
 *
 * @param request the request
 * @param token the token that it came with
 */
record HelixCall(HttpRequest request, AccessToken token) {
    Account account() {
        return token.account();
    }

    boolean is(String method) {
        return request.method().equals(method);
    }

    boolean allows(String scope) {
        return token.scopes().contains(scope);
    }
}
