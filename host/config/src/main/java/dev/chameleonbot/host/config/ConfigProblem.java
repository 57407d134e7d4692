package dev.chameleonbot.host.config;

import java.util.stream.Stream;

/**
 * Something about the configuration that the operator should know. It never tells a secret's value.
 *
 * @param path where, such as {@code users[1].channels[0]} or {@code accounts/alice.json: channels[0]}, or the name of an
 *     environment variable; empty for the file
 * @param severity whether it keeps what it is about from being used
 */
public record ConfigProblem(String path, String message, Severity severity) {
    /** How bad a problem is. */
    public enum Severity {
        /** What it is about is used nevertheless. */
        WARNING,
        /** What it is about, an account or the configuration as a whole, cannot be used. */
        ERROR
    }

    /** The place of a key within an object's: an account's file stands before a colon, all else before a dot. */
    static String inside(String place, String key) {
        if (place.isEmpty()) {
            return key;
        }
        return place + (AccountFiles.isPlace(place) ? ": " : ".") + key;
    }

    static ConfigProblem error(String path, String message) {
        return new ConfigProblem(path, message, Severity.ERROR);
    }

    static ConfigProblem warning(String path, String message) {
        return new ConfigProblem(path, message, Severity.WARNING);
    }

    /** Whether it keeps what it is about from being used. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Whether it is about what stands at a place or within. */
    boolean isWithin(String place) {
        return path.equals(place) || Stream.of(".", "[", ": ").anyMatch(next -> path.startsWith(place + next));
    }

    /** The same without the file that it is in, where that is an account's own: for a caller that has named it already. */
    public String withinFile() {
        int colon = path.indexOf(": ");
        String within = AccountFiles.isPlace(path) ? "" : colon < 0 ? path : path.substring(colon + 2);
        return within.isEmpty() ? message : within + ": " + message;
    }

    /** One line: the path, if there is one, and the message. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
