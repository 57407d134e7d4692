package dev.chameleonbot.engine.resilience;

import java.io.IOException;
import java.util.Objects;

/**
 * Something else answered in Twitch's place: a firewall, a proxy, a captive portal. With any status, Twitch has
 * not said it, so it is no answer.
 */
public final class NotTwitchException extends IOException {
    private static final long serialVersionUID = 1L;

    NotTwitchException(String answer) {
        super(answer
                + " in place of Twitch's answer: something between this machine and Twitch answers; check firewall,"
                + " proxy or captive portal");
    }

    @Override
    public String getMessage() {
        return Objects.requireNonNull(super.getMessage());
    }
}
