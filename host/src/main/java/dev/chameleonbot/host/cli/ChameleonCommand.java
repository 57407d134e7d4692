package dev.chameleonbot.host.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParseResult;

/** The command {@code chameleon} itself: it only holds the others. */
@Command(
        name = "chameleon",
        description = "Runs chat bots for Twitch accounts.",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {DemoCommand.class, RunCommand.class, CheckConfigCommand.class, CommandLine.HelpCommand.class})
public final class ChameleonCommand {
    private static final Logger log = LoggerFactory.getLogger(ChameleonCommand.class);

    private ChameleonCommand() {}

    /**
     * Runs a command line.
     *
     * @param args the words after {@code chameleon}
     * @return the exit code: 0 fine, 1 problems, 2 wrong usage or unreadable input
     */
    public static int run(String... args) {
        return run(System.out, System.err, args);
    }

    static int run(PrintStream out, PrintStream err, String... args) {
        CommandLine line = new CommandLine(new ChameleonCommand());
        CommandLine simulator = new CommandLine(new SimulatorCommand());
        line.addSubcommand(simulator);
        line.setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(ChameleonCommand::wrongUsage)
                .setExecutionExceptionHandler(ChameleonCommand::internalError);
        // What the simulator is told, it reads by itself.
        simulator.setUnmatchedOptionsArePositionalParams(true);
        return line.execute(args.length == 0 ? new String[] {"--help"} : args);
    }

    private static int wrongUsage(CommandLine.ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("chameleon: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(e, line.getErr());
        line.getErr().println("Try '" + line.getCommandSpec().qualifiedName() + " --help'.");
        return ExitCode.UNUSABLE;
    }

    private static int internalError(Exception e, CommandLine line, ParseResult parsed) {
        log.error("The command '{}' failed", line.getCommandSpec().qualifiedName(), e);
        line.getErr().println("chameleon: this is a fault of the program, please report it with the lines above.");
        return ExitCode.PROBLEMS;
    }
}
