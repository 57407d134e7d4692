package dev.chameleonbot.engine.guard;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a call of a behaviour ended.
 *
 * @param error what it threw, in one line; empty if it threw nothing
 */
public record CallResult(
        Ending ending, String error, @Nullable Throwable thrown) {
    static final CallResult DONE = new CallResult(Ending.DONE, "", null);
    private static final int LONGEST_ERROR = 200;

    /** How a call can end. */
    public enum Ending {
        /** It returned in time. */
        DONE,
        /** It threw something. */
        FAILED,
        /** It was interrupted because it took too long, and may have failed or not. */
        INTERRUPTED,
        /** It came back after its session was given up: there is nothing more to do for that. */
        ABANDONED
    }

    /** Describes what a call threw; that runs code of the plugin's. */
    static CallResult failed(Throwable thrown) {
        return new CallResult(Ending.FAILED, describe(thrown).orElse("something that cannot be described"), thrown);
    }

    /** Whether the call's session was given up. */
    public boolean isAbandoned() {
        return ending == Ending.ABANDONED;
    }

    /**
     * The type and the message of what a plugin threw, without line breaks and other control characters, and not too long.
     *
     * @return empty where it throws again when it is asked
     */
    public static Optional<String> describe(Throwable thrown) {
        try {
            String message = thrown.getMessage();
            String type = thrown.getClass().getSimpleName();
            String text = message == null || message.isBlank() ? type : type + ": " + message;
            String line = text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
            return Optional.of(line.length() > LONGEST_ERROR ? line.substring(0, LONGEST_ERROR) + "…" : line);
        } catch (Throwable hostile) { // What a plugin throws is of its own making, too.
            return Optional.empty();
        }
    }
}
