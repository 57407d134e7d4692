package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.logging.ConsoleLogging;
import dev.chameleonbot.host.logging.LogLevel;
import dev.chameleonbot.host.run.DescriptorLimit;
import dev.chameleonbot.host.run.HostStartException;
import dev.chameleonbot.host.run.LiveCount;
import dev.chameleonbot.host.run.RunningHost;
import dev.chameleonbot.host.run.StopSignal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the bots of a configuration until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        sortOptions = false,
        description = "Runs one bot for each account of a configuration, until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "An account that cannot start is reported and holds up no other; the process stays up even if none can.",
            "After SIGTERM or Ctrl-C it finishes what is under way, for about 5 seconds at most, and exits with 0."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:stopped in order",
            "1:could not start; nothing was left running",
            "2:the configuration cannot be read, or wrong usage",
            "143:the stop took too long (130 after Ctrl-C)"
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(1);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration; only read.")
    private Path config = Path.of("");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where tokens and what is learned are kept (default: chameleon-state in the working directory).")
    private Path state = Folders.state();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where the plugins' jars are (default: those that came with the program).")
    private Path plugins = Folders.plugins();

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "How much is logged: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private LogLevel logLevel = LogLevel.INFO;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        ConsoleLogging.show(logLevel);
        PrintWriter err = spec.commandLine().getErr();
        CheckedConfig checked = CheckedConfig.read(config, false, err);
        Optional<HostConfig> fine = checked.config();
        if (fine.isEmpty()) {
            return checked.exitCode();
        }
        DescriptorLimit.warning(fine.get().accounts().size()).ifPresent(warning -> err.println("warning  " + warning));
        try (StopSignal signal = StopSignal.install(STOP_PATIENCE)) {
            return signal.endedWith(run(fine.get(), signal));
        }
    }

    private int run(HostConfig fine, StopSignal signal) {
        PrintWriter out = spec.commandLine().getOut();
        try (RunningHost host = RunningHost.start(fine, plugins, state, ProgramVersion.api())) {
            out.println("Starting " + Count.of(fine.accounts().size(), "account") + " in "
                    + Count.of(fine.channelCount(), "channel") + ".");
            reportUntilStopped(host, signal, out);
            out.println("Stopping.");
            out.flush();
        } catch (HostStartException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println("chameleon: " + problem + "."));
            return ExitCode.PROBLEMS;
        }
        out.println("Stopped.");
        out.flush();
        return ExitCode.FINE;
    }

    private static void reportUntilStopped(RunningHost host, StopSignal signal, PrintWriter out) {
        @Nullable LiveCount last = null;
        do {
            LiveCount now = LiveCount.of(host.accounts());
            if (!now.equals(last)) {
                out.println(now);
                out.flush();
                last = now;
            }
        } while (!signal.await(REPORT_INTERVAL));
    }
}
