package dev.chameleonbot.host.cli;

/** A command cannot do what was asked, for a reason that its user can understand and mend. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int PROBLEMS = 1;
    static final int UNREADABLE = 2;

    private final int exitCode;

    CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
