package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.engine.io.IoWords;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Failures in a few words, for the middle of a sentence. */
public final class Reasons {
    /** Exceptions may be of a plugin's own making, and have causes without end. */
    private static final int DEEPEST = 20;

    private Reasons() {}

    public static String of(Throwable failure) {
        Throwable shown = failure;
        Throwable cause = shown.getCause();
        for (int depth = 0; isWrapper(shown) && cause != null && depth < DEEPEST; depth++) {
            shown = cause;
            cause = shown.getCause();
        }
        String words = inWords(shown);
        if (shown instanceof IOException && shown.getClass() != IOException.class) {
            return words; // Where there is a cause of its own, they are the better words for it.
        }
        String root = inWords(rootOf(shown));
        return words.contains(root) ? words : words + " (because of " + root + ")";
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof InvocationTargetException
                || failure instanceof ExceptionInInitializerError
                || failure instanceof UndeclaredThrowableException
                || failure instanceof ExecutionException;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        Throwable cause = root.getCause();
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            root = cause;
            cause = root.getCause();
        }
        return root;
    }

    private static String inWords(Throwable failure) {
        return IoWords.known(failure).map(Reasons::withoutDot).orElseGet(() -> byType(failure));
    }

    private static String byType(Throwable failure) {
        String kind = kind(failure.getClass());
        String line = firstLine(failure.getMessage());
        return line.isEmpty() ? kind : kind + ": " + withoutDot(line);
    }

    private static String withoutDot(String line) {
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    /** Anonymous classes have no simple name. */
    private static String kind(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }

    private static String firstLine(@Nullable String message) {
        return message == null ? "" : message.strip().lines().findFirst().orElse("");
    }
}
