package dev.chameleonbot.engine.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The body of Twitch's error answers: {@code {"error":…,"status":…,"message":…}}. Only what is meant for people is ever
 * taken out of a body; nothing else of it is shown to anybody.
 */
public final class ErrorBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorBody() {}

    /**
     * What went wrong, in words.
     *
     * @param body the body, of any form
     * @return its {@code message}, or nothing
     */
    public static String message(String body) {
        return field(body, "message");
    }

    /**
     * What went wrong, as OAuth's endpoints say it: Twitch puts the code of RFC 6749 into {@code message}, the RFC itself
     * into {@code error}.
     *
     * @param body the body, of any form
     * @return its {@code message}, else its {@code error}, or nothing
     */
    public static String reason(String body) {
        String message = field(body, "message");
        return message.isBlank() ? field(body, "error") : message;
    }

    private static String field(String body, String name) {
        try {
            return JSON.readTree(body).path(name).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
