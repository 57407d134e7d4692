package dev.chameleonbot.host.cli;

/** A command cannot do what was asked, for a reason that its user can understand and mend. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    static final int PROBLEMS = ExitCode.PROBLEMS.code();
    static final int UNREADABLE = ExitCode.USAGE.code();
    static final int INTERRUPTED = ExitCode.INTERRUPTED.code();

    private final int exitCode;

    CommandFailedException(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
