package dev.chameleonbot.host.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code chameleon} itself: it only holds the others. */
@Command(
        name = "chameleon",
        description = "Runs chat bots for Twitch accounts.",
        mixinStandardHelpOptions = true,
        subcommands = {CommandLine.HelpCommand.class})
public final class ChameleonCommand {

    /**
     * Runs a command line.
     *
     * @param args the words after {@code chameleon}
     * @return the exit code: 0 fine, 1 problems, 2 wrong usage or unreadable input
     */
    public static int run(String... args) {
        return new CommandLine(new ChameleonCommand()).execute(args);
    }
}
