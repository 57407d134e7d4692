package dev.chameleonbot.host.cli;

import java.util.List;

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

    /** Problems that were found before anything was started. */
    static CommandFailedException of(List<String> problems) {
        return new CommandFailedException(PROBLEMS, String.join(System.lineSeparator() + "chameleon: ", problems));
    }

    int exitCode() {
        return exitCode;
    }
}
