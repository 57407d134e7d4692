package dev.chameleonbot.engine.resilience;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The body of Twitch's error answers: {@code {"error":…,"status":…,"message":…}}, or a page in place of it. Only what is
 * meant for people is ever taken out of a body; nothing else of it is shown to anybody.
 */
public final class ErrorBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>([^<]*)", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NO_TEXT = Pattern.compile("[\\p{C}\\p{Z}\\s]+");
    private static final int LONGEST_TITLE = 80;

    private ErrorBody() {}

    /**
     * What went wrong, in words.
     *
     * @return its {@code message}, that it is a page, or nothing
     */
    public static String message(String body) {
        return isPage(body) ? page("", body) : field(body, "message");
    }

    /**
     * What went wrong, as OAuth's endpoints say it: Twitch puts the code of RFC 6749 into {@code message}, the RFC itself
     * into {@code error}.
     *
     * @return its {@code message}, else its {@code error}, that it is a page, or nothing
     */
    public static String reason(String body) {
        String message = message(body);
        return message.isBlank() ? field(body, "error") : message;
    }

    /** Whether it is markup; no JSON begins like that. */
    static boolean isPage(String body) {
        String text = body.startsWith("\ufeff") ? body.substring(1) : body;
        return text.stripLeading().startsWith("<");
    }

    /** A page in a few words of one line: its status, if that is not told elsewhere, and its title, if it has one. */
    static String page(String status, String body) {
        Matcher tag = TITLE.matcher(body);
        String words =
                tag.find() ? NO_TEXT.matcher(tag.group(1)).replaceAll(" ").strip() : "";
        if (words.length() > LONGEST_TITLE) {
            words = words.substring(0, LONGEST_TITLE) + "…";
        }
        String title = words.isEmpty() ? "" : '"' + words + '"';
        if (status.isEmpty()) {
            return "an HTML page" + (title.isEmpty() ? "" : ", " + title);
        }
        return "an HTML page (" + status + (title.isEmpty() ? "" : ", " + title) + ")";
    }

    /**
     * The code of what went wrong, as RFC 6749 has it; elsewhere the name of the status.
     *
     * @return its {@code error}, or nothing
     */
    public static String error(String body) {
        return field(body, "error");
    }

    private static String field(String body, String name) {
        try {
            return JSON.readTree(body).path(name).asText();
        } catch (JsonProcessingException e) {
            return "";
        }
    }
}
