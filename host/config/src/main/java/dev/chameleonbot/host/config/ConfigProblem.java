package dev.chameleonbot.host.config;

import java.util.Objects;

/**
 * Something about the configuration that the operator should know. It never tells a secret's value.
 *
 * @param path where, such as {@code users[1].channels[0]}, or the name of an environment variable; empty for the file
 * @param message what is wrong and what is allowed
 * @param severity whether it keeps the configuration from being used
 */
public record ConfigProblem(String path, String message, Severity severity) {
    /** How bad a problem is. */
    public enum Severity {
        /** The configuration can be used nevertheless. */
        WARNING,
        /** The configuration cannot be used. */
        ERROR
    }

    /** Checks that nothing is missing. */
    public ConfigProblem {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(severity, "severity");
    }

    /** One line: the path, if there is one, and the message. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
