package dev.chameleonbot.engine.model;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The instructions to log an account in: open the address and agree as that account (OAuth's device code flow).
 *
 * @param verificationUri the address; Twitch's already contains the code, so it can be shown as a QR code
 * @param userCode the code to compare or to type
 * @param expiresAt when the code expires, to the second; then a new one is requested
 */
public record LoginPrompt(URI verificationUri, String userCode, Instant expiresAt) {
    /** Truncates the time to seconds. */
    public LoginPrompt {
        expiresAt = expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
