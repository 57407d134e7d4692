package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.NearestName;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.process.StopSignal;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/** The command {@code chameleon} itself: it only holds the others. */
@Command(
        name = "chameleon",
        description = "Runs chat bots for Twitch accounts.",
        mixinStandardHelpOptions = true,
        versionProvider = ChameleonCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  chameleon demo                without an account, against a simulated Twitch",
            "  chameleon run",
            "  chameleon help run            what a command does, like 'run --help'",
            "  chameleon help config         what can be configured; also config.users ...",
            "  chameleon help environment    which variables are read",
            "  chameleon help exit-codes     what the codes mean with which commands end"
        })
public final class ChameleonCommand extends CliCommand implements Runnable {
    @Mixin
    private final GlobalOptions options = new GlobalOptions();

    private ChameleonCommand() {}

    /**
     * Runs a command line.
     *
     * @param stop the request from outside that the program ends
     * @param args the words after {@code chameleon}
     * @return the exit code: 0 fine, 1 problems, 2 wrong usage or unreadable input
     */
    public static int run(StopSignal stop, String... args) {
        StandardOutput output = StandardOutput.ofThisProcess();
        int code = commandLine(stop, args).setOut(output.writer()).execute(args);
        Optional<String> unwritten = output.failure();
        unwritten.ifPresent(
                reason -> System.err.println("chameleon: What was to be shown could not be written: " + reason));
        return code == 0 && unwritten.isPresent() ? ExitCode.PROBLEMS.code() : code;
    }

    static CommandLine commandLine(StopSignal stop, String... args) {
        CommandLine commandLine = new CommandLine(new ChameleonCommand());
        for (Object command : asked(all(stop), args)) {
            // The simulator reads its own options.
            commandLine.addSubcommand(new CommandLine(command)
                    .setUnmatchedOptionsArePositionalParams(command instanceof SimulatorCommand));
        }
        return configured(commandLine);
    }

    /** Reads values and reports failures as all commands do. */
    static CommandLine configured(CommandLine commandLine) {
        DurationConverter.register(commandLine);
        commandLine.registerConverter(StatusOrder.class, StatusOrder::parse);
        commandLine.setExpandAtFiles(false); // A path may begin with an @.
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        giveVersion(commandLine);
        commandLine.setHelpFactory(HelpText::of);
        commandLine.setExecutionStrategy(ChameleonCommand::execute);
        commandLine.setExecutionExceptionHandler(ChameleonCommand::failed);
        commandLine.setParameterExceptionHandler(ChameleonCommand::wrongUsage);
        return commandLine;
    }

    /** Each command has --version, and there is one answer. */
    private static void giveVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(new Version());
        command.getSubcommands().values().forEach(ChameleonCommand::giveVersion);
    }

    /** In the order in which the usage shows them. */
    private static List<Object> all(StopSignal stop) {
        return List.of(
                new DemoCommand(stop),
                new SetupCommand(stop),
                new RunCommand(stop),
                new StatusCommand(),
                new LoginCommand(stop),
                new AccountsCommand(stop),
                new ChannelsCommand(),
                new ReloadCommand(),
                new StopCommand(stop),
                new PluginsCommand(),
                new WebCommand(),
                new CheckConfigCommand(),
                new DoctorCommand(),
                new ImportCommand(),
                new PathsCommand(),
                new BackupCommand(stop),
                new RestoreCommand(),
                new TrainCommand(stop),
                new SimulatorCommand(),
                new CompletionCommand(),
                new HelpCommand(),
                new WriteManualCommand());
    }

    /**
     * The command that is named first, alone: picocli reads all of a command's annotations, which a start would wait for.
     * Those that tell of the others need them.
     */
    private static List<Object> asked(List<Object> commands, String... args) {
        List<Object> named = commands.stream()
                .filter(command -> args.length > 0 && args[0].equals(name(command)))
                .filter(command -> !(command instanceof TellsOfAll))
                .toList();
        return named.isEmpty() ? commands : named;
    }

    /** A command that describes all the others. */
    interface TellsOfAll {}

    private static String name(Object command) {
        return command.getClass().getAnnotation(Command.class).name();
    }

    /** A command that there is not has no help either; picocli would show that of the one above it. */
    private static int execute(CommandLine.ParseResult parsed) {
        CommandLine.ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        CommandLine command = last.commandSpec().commandLine();
        if (!command.getSubcommands().isEmpty() && !last.unmatched().isEmpty()) {
            throw new CommandLine.UnmatchedArgumentException(command, last.unmatched());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    /** What is wrong comes last, or would be out of sight; all there is to know is for those who ask. */
    private static int wrongUsage(ParameterException wrong, String[] words) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        if (!command.getSubcommands().isEmpty()) {
            command.usage(err);
            err.println();
        }
        err.println("chameleon: " + sentence(wrong));
        err.println("'" + command.getCommandSpec().qualifiedName() + " --help' says more.");
        return CommandLine.ExitCode.USAGE;
    }

    private static String sentence(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        if (wrong instanceof CommandLine.UnmatchedArgumentException unmatched) {
            String word = unmatched.getUnmatched().getFirst();
            boolean isOption = word.startsWith("-");
            if (isOption || !command.getSubcommands().isEmpty()) {
                Collection<String> known = isOption
                        ? command.getCommandSpec().optionsMap().keySet()
                        : command.getSubcommands().keySet();
                return (isOption ? "Unknown option: '" : "There is no command '") + word + "'"
                        + NearestName.of(word, known)
                                .map(name -> "; did you mean '" + name + "'?")
                                .orElse("");
            }
        }
        return String.valueOf(wrong.getMessage());
    }

    /** Expected failures are one sentence; anything else is a fault of the program and shows where it happened. */
    private static int failed(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (thrown instanceof CommandFailedException failure) {
            err.println("chameleon: " + failure.getMessage());
            return failure.exitCode();
        }
        if (thrown instanceof OperationException refused) {
            err.println("chameleon: " + refused.getMessage());
            return refused instanceof UnreadableConfigException ? ExitCode.USAGE.code() : ExitCode.PROBLEMS.code();
        }
        err.println("chameleon: a fault of the program; please report it with what follows");
        thrown.printStackTrace(err);
        return CommandLine.ExitCode.SOFTWARE;
    }

    GlobalOptions options() {
        return options;
    }

    @Override
    public void run() {
        throw wrongUsage("Say what to do");
    }

    /** The version, for people. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = ProgramVersion.ofThisProgram();
            return new String[] {"chameleon " + version + " on Java " + Runtime.version()};
        }
    }
}
