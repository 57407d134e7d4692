package dev.chameleonbot.host.cli;

/** With which code the program ends; there are no others. */
enum ExitCode {
    FINE(0, "Done, or stopped on request."),
    PROBLEMS(1, "It could not be done, or not all of it; a sentence on standard error, or in the answer, says why."),
    USAGE(2, "Wrong usage, or something to be read, such as the configuration, cannot be read."),
    NEEDS_ATTENTION(3, "status --check: an account is not live, or something needs attention."),
    NO_HOST(4, "status --check: no host is running."),
    INTERRUPTED(130, "Ctrl-C has ended it before it was done.");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    int code() {
        return code;
    }

    /** For which end it stands, in a sentence. */
    String meaning() {
        return meaning;
    }
}
