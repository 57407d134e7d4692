package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.data.ProcessEnvironment;
import dev.chameleonbot.host.demo.Demo;
import dev.chameleonbot.host.demo.DemoPlan;
import dev.chameleonbot.host.demo.DemoReport;
import dev.chameleonbot.host.demo.Screen;
import dev.chameleonbot.host.demo.Workshop;
import dev.chameleonbot.host.demo.dev.PluginProject;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: the real host against a simulated Twitch, with somebody to chat. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description =
                "Shows it running without an account: a simulated Twitch on this machine, the real host and plugin.",
        exitCodeList = {
            "0:Every message was served, or it was stopped before the chat.",
            "1:A message was not served.",
            "2:Wrong usage."
        },
        footer = {
            "  chameleon demo",
            "  chameleon demo --accounts 500 --rate 50 --for 1m --report report.json",
            "  chameleon demo --dev my-plugin"
        })
final class DemoCommand extends CliCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Option(names = "--accounts", paramLabel = "N", description = "Accounts (default: 3; with --dev 1).")
    private @Nullable Integer accounts;

    @Option(
            names = "--channels",
            paramLabel = "N",
            description = "Channels that each of them listens in (default: 2; with --dev 1).")
    private @Nullable Integer channels;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Own messages a second, over all accounts (default: 2; with --dev one in ten seconds).")
    private @Nullable Double rate;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long to chat, such as 30s or 2m (default: until Ctrl-C).")
    private @Nullable Duration duration;

    @Option(names = "--report", paramLabel = "FILE", description = "Writes the figures as JSON.")
    private @Nullable Path report;

    @Option(names = "--json", description = "Prints the figures as JSON, and nothing else.")
    private boolean json;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Where the plugin jars are (default: those of the program).")
    private @Nullable Path plugins;

    @Option(
            names = "--dev",
            paramLabel = "DIR",
            description = {
                "Builds the plugin project in this folder, runs it in the demo, and does so again whenever its sources"
                        + " change. What you type is said in the chat."
            })
    private @Nullable Path project;

    @Option(
            names = "--build",
            paramLabel = "COMMAND",
            description = {
                "With --dev: what builds the project, run by sh in its folder; it has to leave the jar in target or"
                        + " build/libs (default: mvn -q -DskipTests package)."
            })
    private @Nullable String build;

    @Option(
            names = "--web",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "With the page in the browser, or without (default: with it).")
    private boolean web;

    @Option(
            names = "--settings",
            paramLabel = "FILE",
            description = "With --dev: what is set for plugins, as JSON: {\"ID\": {\"NAME\": VALUE}}.")
    private @Nullable Path settings;

    DemoCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.start(Level.WARN, project == null ? Level.WARN : Level.INFO);
        Logging.standardError(LogFormat.TEXT, Console.optionsOf(spec).isQuiet());
        requireDev(build, "--build");
        requireDev(settings, "--settings");
        if (project != null && (report != null || json)) {
            throw wrongUsage((json ? "--json" : "--report") + " and --dev contradict each other");
        }
        DemoPlan plan = plan();
        if (report != null) {
            checkFolder(report);
        }
        Screen screen = screen();
        DemoReport figures;
        try {
            if (project != null) {
                Demo.develop(plan, pluginsFolder(), workshop(project), stop, screen, web);
                return 0;
            }
            figures = Demo.run(plan, pluginsFolder(), stop, screen, web && !json);
        } catch (OperationException | EngineStartException | IOException e) {
            throw new CommandFailedException(e.getMessage());
        }
        screen.summary(figures);
        if (json) {
            console(true).show(figures.json());
        }
        if (report != null) {
            write(figures, report);
        }
        return figures.isGood() ? 0 : ExitCode.PROBLEMS.code();
    }

    /** Unless somebody says where: in the distribution that the program was started from. */
    private Path pluginsFolder() {
        return plugins != null
                ? plugins
                : ProcessEnvironment.programFolder().orElse(Path.of("")).resolve("plugins");
    }

    private Screen screen() {
        Console console = console(json);
        return console.hasRemarks() ? Screen.on(spec.commandLine().getOut(), console.isColored()) : Screen.NONE;
    }

    private DemoPlan plan() {
        try {
            return new DemoPlan(
                    chosen(accounts, 3, 1),
                    chosen(channels, 2, 1),
                    chosen(rate, 2.0, 0.1),
                    Optional.ofNullable(duration));
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private <N> N chosen(@Nullable N given, N usual, N toWorkBy) {
        if (given != null) {
            return given;
        }
        return project == null ? usual : toWorkBy;
    }

    private Workshop workshop(Path folder) {
        try {
            return new Workshop(PluginProject.in(folder, Optional.ofNullable(build)), readSettings(), System.in);
        } catch (IllegalArgumentException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private PluginSettings readSettings() {
        if (settings == null) {
            return PluginSettings.NONE;
        }
        try {
            return ConfigReader.readPluginSettings(settings);
        } catch (UnreadableConfigException e) {
            throw wrongUsage(e.getMessage());
        }
    }

    private void requireDev(@Nullable Object option, String name) {
        if (option != null && project == null) {
            throw wrongUsage(name + " goes with --dev");
        }
    }

    /** Found out before the demo, not after it. */
    private void checkFolder(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw wrongUsage("The report cannot be written to " + file + ": there is no such folder");
        }
    }

    private static void write(DemoReport figures, Path file) {
        try {
            figures.write(file);
        } catch (IOException e) {
            throw new CommandFailedException("The report could not be written to " + file + ": " + IoWords.of(e));
        }
    }
}
