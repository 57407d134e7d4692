package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;

/** What EventSub's close codes mean. Source: Twitch's "Handling WebSocket Events". */
final class CloseCode {
    private static final int UNUSED = 4003;

    private CloseCode() {}

    static Failure failure(int code, String reason) {
        return new Failure(
                code == UNUSED ? Cause.UNUSED : Cause.CLOSED, "closed by Twitch with " + describe(code, reason));
    }

    static String describe(int code, String reason) {
        String meaning = switch (code) {
            case 4000 -> "internal server error";
            case 4001 -> "client sent inbound traffic";
            case 4002 -> "client failed ping-pong";
            case 4003 -> "connection unused";
            case 4004 -> "reconnect grace time expired";
            case 4005 -> "network timeout";
            case 4006 -> "network error";
            case 4007 -> "invalid reconnect";
            default -> reason;
        };
        return meaning.isBlank() ? Integer.toString(code) : code + " (" + meaning + ")";
    }
}
