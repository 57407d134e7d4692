package dev.chameleonbot.host.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked, for a reason that its user can understand and correct. */
final class CommandFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    /** Something is wrong, but neither with the usage nor with what was to be read. */
    CommandFailedException(@Nullable String message) {
        this(ExitCode.PROBLEMS, message);
    }

    CommandFailedException(ExitCode code, @Nullable String message) {
        super(String.valueOf(message));
        this.code = code;
    }

    /** Something to be read cannot be read, or is not what it has to be. */
    static CommandFailedException unreadable(@Nullable String message) {
        return new CommandFailedException(ExitCode.USAGE, message);
    }

    int exitCode() {
        return code.code();
    }
}
