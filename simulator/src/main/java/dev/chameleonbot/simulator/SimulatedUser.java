package dev.chameleonbot.simulator;

/**
 * A snapshot of an account of the simulator. Call {@link Simulator#user} again after a refresh.
 *
 * @param id Twitch's id, digits only
 * @param login the name in lower case
 * @param displayName the name as it is shown
 * @param accessToken the newest access token
 * @param refreshToken the newest refresh token
 * @param clientId the application that the tokens were issued to
 * @param clientSecret the secret of the simulator's application
 * @param prime whether any colour may be used, not only presets
 */
public record SimulatedUser(
        String id,
        String login,
        String displayName,
        String accessToken,
        String refreshToken,
        String clientId,
        String clientSecret,
        boolean prime) {

    /** Everything but the tokens and the secret. */
    @Override
    public String toString() {
        return "SimulatedUser[id=" + id + ", login=" + login + ", prime=" + prime + ", tokens masked]";
    }
}
