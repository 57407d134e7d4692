package dev.chameleonbot.host.config;

/**
 * Something that is wrong with a configuration, or probably not meant so.
 *
 * @param severity whether it can be used all the same
 * @param path where it is, such as {@code users[1].channels[0]}, or the name of an environment variable; empty for the
 *     file as a whole
 * @param message what is there and what is allowed; never a secret's value
 */
public record ConfigProblem(Severity severity, String path, String message) {
    /** How bad it is. */
    public enum Severity {
        /** The configuration cannot be used. */
        ERROR,
        /** It can be used, but probably does not say what was meant. */
        WARNING
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
