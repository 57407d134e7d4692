package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.demo.Demo;
import dev.chameleonbot.host.demo.DemoFailedException;
import dev.chameleonbot.host.demo.DemoPlan;
import dev.chameleonbot.host.demo.DemoReport;
import dev.chameleonbot.host.demo.Swatches;
import dev.chameleonbot.host.logging.ConsoleLogging;
import dev.chameleonbot.host.logging.LogLevel;
import dev.chameleonbot.host.run.DescriptorLimit;
import dev.chameleonbot.host.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the program at work without any account. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false,
        description = "Shows the program at work, without any account: runs it against a simulated Twitch, chats,"
                + " and shows each message with the colour that its writer got for it.",
        footer = {
            "",
            "With more than 20 accounts or 20 messages a second, one line a second is shown instead.",
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every message was answered by a change of colour",
            "1:one was not, or the demo could not take place",
            "2:wrong usage"
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final int MAX_ACCOUNTS = 100_000;
    private static final int MAX_CHANNELS = 300;
    private static final double MAX_RATE = 100_000;

    @Option(names = "--accounts", paramLabel = "N", description = "How many accounts (default: ${DEFAULT-VALUE}).")
    private int accounts = 3;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "How many channels each of them listens in (default: ${DEFAULT-VALUE}).")
    private int channels = 2;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Own messages a second, over all accounts (default: ${DEFAULT-VALUE}).")
    private double rate = 2;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = Durations.class,
            description = "How long, such as 30s or 1h30m (default: until Ctrl-C).")
    private @Nullable Duration length;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the counts there, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where the plugins' jars are (default: those that came with the program).")
    private Path plugins = Folders.plugins();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "How much is logged: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LogLevel logLevel = LogLevel.WARN;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        requireWithin("--accounts", accounts, 1, MAX_ACCOUNTS);
        requireWithin("--channels", channels, 1, MAX_CHANNELS);
        requireWithin("--rate", rate, 0.001, MAX_RATE);
        requireWritable(report);
        ConsoleLogging.show(logLevel);
        DescriptorLimit.warning(2 * accounts)
                .ifPresent(warning -> spec.commandLine().getErr().println("warning  " + warning));
        DemoPlan plan =
                new DemoPlan(accounts, channels, rate, Optional.ofNullable(length), plugins, ProgramVersion.api());
        try (StopSignal signal = StopSignal.install(STOP_PATIENCE)) {
            return signal.endedWith(run(plan, signal));
        }
    }

    private int run(DemoPlan plan, StopSignal signal) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf(
                "A simulated Twitch, %s in %s each, %s messages a second, %s%n",
                Count.of(accounts, "account"),
                Count.of(channels, "channel"),
                plain(rate),
                length == null
                        ? "until Ctrl-C"
                        : "for " + length.toString().substring(2).toLowerCase(Locale.ROOT));
        out.flush();
        try {
            DemoReport outcome = new Demo(plan, signal, new Swatches(Terminal.showsColors()), out).run();
            out.println();
            out.print(outcome.summary());
            out.flush();
            if (report != null) {
                outcome.write(report);
            }
            return outcome.isFine() ? ExitCode.FINE : ExitCode.PROBLEMS;
        } catch (DemoFailedException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println("chameleon: " + problem + "."));
        } catch (IOException e) {
            spec.commandLine().getErr().println("chameleon: " + report + " could not be written: " + e.getMessage());
        }
        return ExitCode.PROBLEMS;
    }

    private void requireWithin(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(
                    spec.commandLine(),
                    option + " must be between " + plain(least) + " and " + plain(most) + ", not " + plain(value));
        }
    }

    /** Better before the demo than after it. */
    private void requireWritable(@Nullable Path file) {
        Path folder = file == null ? null : file.toAbsolutePath().getParent();
        if (file != null && (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file))) {
            throw new ParameterException(
                    spec.commandLine(), "--report " + file + " is not a file in a folder that exists");
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? String.valueOf((long) number)
                : String.valueOf(number);
    }
}
