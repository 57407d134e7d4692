package dev.chameleonbot.benchmarks.load;

/** A command line that is not understood; the message says why. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
