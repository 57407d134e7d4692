package dev.chameleonbot.host.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** A command that does nothing itself, but has others below it, which print JSON where that is asked for. */
abstract class CommandGroup extends CliCommand implements Runnable {
    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints JSON.")
    boolean json;

    @Override
    public final void run() {
        throw wrongUsage("Name a subcommand of '" + spec.name() + "'");
    }

    @Override
    final Console console() {
        return console(json);
    }
}
