package dev.chameleonbot.engine.auth;

import java.util.Locale;
import java.util.Optional;

/**
 * What Twitch's OAuth endpoints mean by an answer other than success: the one table of that. An answer with advice stays the
 * same until the operator follows it. One without advice is either a refusal of the token at hand (400 and 401), which may
 * be false, or passes by itself.
 *
 * <p>Twitch puts its words into {@code message}, RFC 6749 its codes into {@code error}; both are looked for in both.
 *
 * <p>Sources: RFC 6749, 5.2; Twitch's "Refreshing access tokens" and "Device code grant flow"; answers that were seen.
 */
final class OAuthErrors {
    private static final String SECRET =
            "Correct the account's client_secret in the configuration: it is not the secret of the application that"
                    + " client_id names.";
    private static final String NO_SECRET = "Put the application's client_secret into the account's block of the"
            + " configuration, or make the application Public in Twitch's developer console.";
    private static final String CLIENT =
            "Correct the account's client_id in the configuration, and its client_secret if it has one: Twitch does not"
                    + " know the application.";
    private static final String ADDRESS =
            "Correct twitch.auth_url in the configuration, or remove it: there is no OAuth service at that address."
                    + " Where it is not set, look for a proxy that answers in Twitch's place.";
    private static final String PROXY =
            "Chameleon retries by itself. Look for a proxy or a firewall that answers in Twitch's place.";

    private OAuthErrors() {}

    /**
     * What to do about an answer.
     *
     * @return what the operator has to do; empty if it may pass by itself, or says something of the token alone
     */
    static Optional<String> advice(int status, String error, String message) {
        return ofWords(message).or(() -> ofWords(error)).or(() -> ofStatus(status));
    }

    private static Optional<String> ofWords(String words) {
        return switch (words.strip().toLowerCase(Locale.ROOT).replace(' ', '_')) {
            case "invalid_client_secret" -> Optional.of(SECRET);
            case "missing_client_secret" -> Optional.of(NO_SECRET);
            case "invalid_client", "invalid_client_id", "missing_client_id", "unauthorized_client" ->
                Optional.of(CLIENT);
            case "unsupported_grant_type", "invalid_grant_type", "missing_grant_type" -> Optional.of(ADDRESS);
            default -> Optional.empty();
        };
    }

    private static Optional<String> ofStatus(int status) {
        return switch (status) {
            case 400, 401, 408, 425, 429 -> Optional.empty();
            case 404, 405, 410 -> Optional.of(ADDRESS);
            default -> status >= 400 && status < 500 ? Optional.of(PROXY) : Optional.empty();
        };
    }
}
