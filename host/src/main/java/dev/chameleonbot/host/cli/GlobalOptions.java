package dev.chameleonbot.host.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What can be said to every command. */
final class GlobalOptions {
    /** What holds for a command that stands alone, as in a test. */
    static final GlobalOptions USUAL = new GlobalOptions();

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Shows only errors and the requested output.")
    private boolean quiet;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            defaultValue = "auto",
            scope = ScopeType.INHERIT,
            description = "auto, always or never (default: auto, on a terminal unless NO_COLOR is set).")
    private Terminal.Color color = Terminal.Color.AUTO;

    boolean isQuiet() {
        return quiet;
    }

    Terminal.Color color() {
        return color;
    }
}
