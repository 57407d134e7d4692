package dev.chameleonbot.host.plugins;

import java.lang.reflect.InvocationTargetException;

/** Failures in a few words, for the middle of a sentence. */
final class Reasons {
    private Reasons() {}

    static String of(Throwable failure) {
        Throwable cause = failure instanceof InvocationTargetException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        String kind = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return kind;
        }
        String line = message.strip().lines().findFirst().orElse(kind);
        return kind + ": " + (line.endsWith(".") ? line.substring(0, line.length() - 1) : line);
    }
}
