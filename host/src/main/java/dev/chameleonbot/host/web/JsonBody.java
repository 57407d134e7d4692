package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The members of a request's body, as they have to be. */
final class JsonBody {
    private JsonBody() {}

    /**
     * A text in an object.
     *
     * @throws ProblemException if there is none
     */
    static String text(JsonNode object, String name, int longest) throws ProblemException {
        JsonNode value = object.path(name);
        if (!value.isTextual() || value.asText().isBlank() || value.asText().length() > longest) {
            throw ProblemException.invalid(name + " must be a text of 1 to " + longest + " characters");
        }
        return value.asText().strip();
    }

    /**
     * A switch in an object.
     *
     * @throws ProblemException if there is none
     */
    static boolean flag(JsonNode object, String name) throws ProblemException {
        if (!object.path(name).isBoolean()) {
            throw ProblemException.invalid(name + " must be true or false");
        }
        return object.path(name).asBoolean();
    }

    /**
     * A list of texts in an object.
     *
     * @throws ProblemException if there is none, or an empty one
     */
    static List<String> texts(JsonNode object, String name, int most) throws ProblemException {
        JsonNode list = object.path(name);
        if (!list.isArray() || list.isEmpty() || list.size() > most) {
            throw ProblemException.invalid(name + " must be a list of 1 to " + most + " texts");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw ProblemException.invalid(name + " must be a list of 1 to " + most + " texts");
            }
            texts.add(item.asText());
        }
        return texts;
    }
}
