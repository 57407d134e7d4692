package dev.chameleonbot.engine.model;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * What somebody has to do to log an account in: open the address and agree as that account (OAuth's device code flow).
 *
 * @param verificationUri where; Twitch's already holds the code, so it can be shown as a QR code
 * @param userCode the code to compare or to type in
 * @param expiresAt when the code ends, to the second; another one is asked for then
 */
public record LoginPrompt(URI verificationUri, String userCode, Instant expiresAt) {
    /** Checks that nothing is missing, and leaves away what no person wants to read. */
    public LoginPrompt {
        Objects.requireNonNull(verificationUri, "verificationUri");
        Objects.requireNonNull(userCode, "userCode");
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
