package dev.chameleonbot.host.cli;

/** The exit codes of all commands. */
final class ExitCode {
    /** All went well. */
    static final int FINE = 0;
    /** There are problems, which were told. */
    static final int PROBLEMS = 1;
    /** The command line is wrong, or the configuration cannot be read. */
    static final int UNUSABLE = 2;

    private ExitCode() {}
}
