package dev.chameleonbot.host.web;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What serves the requests of one method for the paths of one form.
 *
 * @param method the method, such as {@code GET}
 * @param template the path, whose variable segments stand in braces: {@code /api/v1/accounts/{login}}
 */
record Route(String method, String template, Access access, Handler handler) {
    /** Who may ask. */
    enum Access {
        EVERYBODY,
        /** Everybody if only this machine's users can reach the server, else known clients. */
        EVERYBODY_ON_LOOPBACK,
        /** Known clients. */
        VIEW,
        /** Clients that may change something; recorded in the audit log unless it only reads. */
        OPERATE
    }

    /** Serves a request. */
    @FunctionalInterface
    interface Handler {
        /**
         * Does what is asked for, and answers.
         *
         * @param call the request, with the variables of its path
         * @throws ProblemException if it is not done; then it is answered with that
         * @throws OperationException if it cannot be done as things stand; then its message is the answer
         * @throws IOException if the client is gone
         * @throws InterruptedException if the server ends
         */
        void handle(HttpCall call) throws ProblemException, IOException, InterruptedException, OperationException;
    }

    static Route view(String template, Handler handler) {
        return new Route("GET", template, Access.VIEW, handler);
    }

    static Route operate(String method, String template, Handler handler) {
        return new Route(method, template, Access.OPERATE, handler);
    }

    /** Whether requests of its method change something. */
    boolean changes() {
        return !method.equals("GET");
    }

    /**
     * Holds a path against the template.
     *
     * @param segments the path's segments, decoded
     * @return the values of its variables; empty if the path is of another form
     */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> parts = segments(template);
        if (parts.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            if (part.startsWith("{")) {
                variables.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** What stands between the slashes of a path. */
    static List<String> segments(String path) {
        List<String> segments = new ArrayList<>(List.of(path.split("/", -1)));
        segments.removeFirst();
        return segments;
    }
}
