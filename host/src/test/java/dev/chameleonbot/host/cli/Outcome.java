package dev.chameleonbot.host.cli;

/**
 * What a run of the program left behind.
 *
 * @param exitCode its exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
public record Outcome(int exitCode, String out, String err) {}
