package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.StopSignal;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code chameleon} itself: it only holds the others. */
@Command(
        name = "chameleon",
        description = "Runs chat bots for Twitch accounts.",
        mixinStandardHelpOptions = true,
        versionProvider = ChameleonCommand.Version.class,
        subcommands = CommandLine.HelpCommand.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 fine, 1 problems, 2 wrong usage or an unreadable configuration.",
            "Try it without an account: chameleon demo"
        })
public final class ChameleonCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private ChameleonCommand() {}

    /**
     * Runs a command line.
     *
     * @param stop the wish of the outside that the program ends
     * @param args the words after {@code chameleon}
     * @return the exit code: 0 fine, 1 problems, 2 wrong usage or unreadable input
     */
    public static int run(StopSignal stop, String... args) {
        return commandLine(stop).execute(args);
    }

    static CommandLine commandLine(StopSignal stop) {
        CommandLine commandLine = new CommandLine(new ChameleonCommand())
                .addSubcommand(new DemoCommand(stop))
                .addSubcommand(new RunCommand(stop))
                .addSubcommand(new StatusCommand())
                .addSubcommand(new LoginCommand(stop))
                .addSubcommand(new ReloadCommand())
                .addSubcommand(new PluginsCommand())
                .addSubcommand(new CheckConfigCommand())
                .addSubcommand(new TrainCommand(stop))
                .addSubcommand(new CommandLine(new SimulatorCommand()).setUnmatchedOptionsArePositionalParams(true));
        DurationConverter.register(commandLine);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler(ChameleonCommand::failed);
        commandLine.setParameterExceptionHandler(ChameleonCommand::wrongUsage);
        return commandLine;
    }

    /** What is wrong comes last, or would be out of sight; all there is to know is for those who ask. */
    private static int wrongUsage(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (!command.getSubcommands().isEmpty()) {
            command.usage(err);
            err.println();
        }
        err.println("chameleon: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' tells more.");
        return CommandLine.ExitCode.USAGE;
    }

    /** Expected failures are one sentence; anything else is a fault of the program and shows where it happened. */
    private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof CommandFailedException failure) {
            err.println("chameleon: " + failure.getMessage());
            return failure.exitCode();
        }
        err.println("chameleon: a fault of the program; please report it with what follows");
        thrown.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do");
    }

    /** The version, from the module's own descriptor or its jar. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ChameleonCommand.class
                    .getModule()
                    .getDescriptor()
                    .rawVersion()
                    .orElse("of this source tree");
            return new String[] {"chameleon " + version + " on Java " + Runtime.version()};
        }
    }
}
