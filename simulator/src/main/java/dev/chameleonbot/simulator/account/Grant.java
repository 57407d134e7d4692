package dev.chameleonbot.simulator.account;

/**
 * A pair of tokens as a client holds it.
 *
 * @param clientId the application that it was issued to
 * @param accessToken the access token
 * @param refreshToken the refresh token
 */
public record Grant(String clientId, String accessToken, String refreshToken) {
    @Override
    public String toString() {
        return "Grant[clientId=" + clientId + ", tokens masked]";
    }
}
