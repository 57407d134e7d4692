package dev.chameleonbot.host.web;

import java.util.Map;

/** A request that is not served; the message is a sentence for its sender. */
final class ProblemException extends Exception {
    private static final long serialVersionUID = 1L;

    enum Kind {
        /** Not of the described form. */
        INVALID(400, "Bad Request", "invalid"),
        /** Nobody is logged in. */
        UNAUTHENTICATED(401, "Unauthorized", "unauthenticated"),
        /** The client may not do that. */
        FORBIDDEN(403, "Forbidden", "forbidden"),
        /** There is no such thing. */
        NOT_FOUND(404, "Not Found", "not-found"),
        /** There is such a thing, but not for this method. */
        WRONG_METHOD(405, "Method Not Allowed", "wrong-method"),
        /** It cannot be done as things stand. */
        REFUSED(409, "Conflict", "refused"),
        /** There is no configuration yet. */
        NOT_SET_UP(409, "Conflict", "not-set-up"),
        /** Too much in one request. */
        TOO_LARGE(413, "Content Too Large", "too-large"),
        /** A body of another type. */
        WRONG_TYPE(415, "Unsupported Media Type", "wrong-type"),
        /** A name that the server does not go by. */
        MISDIRECTED(421, "Misdirected Request", "misdirected"),
        /** Too many tries, or too many who watch. */
        TOO_MANY(429, "Too Many Requests", "too-many-requests"),
        /** A fault of the program. */
        INTERNAL(500, "Internal Server Error", "internal"),
        /** Something that it needs cannot be reached now. */
        UNAVAILABLE(503, "Service Unavailable", "unavailable");

        private final int status;
        private final String title;
        private final String code;

        Kind(int status, String title, String code) {
            this.status = status;
            this.title = title;
            this.code = code;
        }

        int status() {
            return status;
        }

        String title() {
            return title;
        }

        String code() {
            return code;
        }
    }

    private final Kind kind;
    private final transient Map<String, String> headers;

    ProblemException(Kind kind, String detail) {
        this(kind, detail, Map.of());
    }

    ProblemException(Kind kind, String detail, Map<String, String> headers) {
        super(detail);
        this.kind = kind;
        this.headers = Map.copyOf(headers);
    }

    static ProblemException notFound(String detail) {
        return new ProblemException(Kind.NOT_FOUND, detail);
    }

    static ProblemException refused(String detail) {
        return new ProblemException(Kind.REFUSED, detail);
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(Kind.INVALID, detail);
    }

    Kind kind() {
        return kind;
    }

    Map<String, String> headers() {
        return headers;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
