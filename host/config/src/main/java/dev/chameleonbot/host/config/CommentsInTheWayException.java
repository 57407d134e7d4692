package dev.chameleonbot.host.config;

/** A value that a program may not replace, as somebody has written a comment into it. The message says what to write. */
public final class CommentsInTheWayException extends OperationException {
    private static final long serialVersionUID = 1L;

    CommentsInTheWayException(String file, String key, String value) {
        super(file + ": there are comments within " + key + ", which would be lost; change it yourself to " + value);
    }

    CommentsInTheWayException(String file, String key) {
        super(file + ": there are comments within " + key + ", which would be lost; remove it yourself");
    }
}
