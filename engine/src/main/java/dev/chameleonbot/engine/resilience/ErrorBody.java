package dev.chameleonbot.engine.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The body of Twitch's error answers: {@code {"error":…,"status":…,"message":…}}. */
public final class ErrorBody {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorBody() {}

    /**
     * The one field that is meant for people; nothing else of a body is shown to anybody.
     *
     * @param body the body, of any form
     * @return its {@code message}, or nothing
     */
    public static String message(String body) {
        try {
            return JSON.readTree(body).path("message").asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
