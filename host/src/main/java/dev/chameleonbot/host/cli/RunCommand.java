package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.data.StateFiles;
import dev.chameleonbot.host.logging.LogFiles;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.host.web.Web;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: the bots of a configuration, until told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the bots of a configuration until Ctrl-C or SIGTERM.",
            "An account that cannot start, or is misconfigured, is reported, and the others run."
        },
        exitCodeList = {
            "0:Stopped on request.",
            "1:It could not start.",
            "2:Wrong usage, or an unreadable configuration."
        },
        footer = {
            "  chameleon run",
            "  chameleon run --config /etc/chameleon/config.json --log-level DEBUG",
            "  chameleon run --log-format json --no-log-file --quiet",
            "  chameleon run --web",
            "  chameleon run --web 0.0.0.0:8443"
        })
final class RunCommand extends CliCommand implements Callable<Integer> {
    private static final Duration SETUP_LOOK = Duration.ofMillis(200);

    private final StopSignal stop;

    @Mixin
    private final ConfigOption configOption = new ConfigOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where tokens and other state are kept (default: the one of the data; see 'chameleon paths').")
    private @Nullable Path state;

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "The only folder of plugin jars (default: those of the program, and those of the data; see"
                    + " 'chameleon paths').")
    private @Nullable Path plugins;

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            defaultValue = "INFO",
            description = "TRACE, DEBUG, INFO, WARN or ERROR (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Level logLevel;

    @Option(
            names = "--log-dir",
            paramLabel = "DIR",
            description = "Where the log files are kept (default: logs in the state directory).")
    private @Nullable Path logDirectory;

    @Option(
            names = "--log-format",
            paramLabel = "FORMAT",
            defaultValue = "${env:" + LogFormat.VARIABLE + ":-text}",
            description =
                    "text or json, on standard error and in the files (default: CHAMELEON_LOG_FORMAT, or else text).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private LogFormat logFormat;

    @Option(names = "--no-log-file", description = "Logs to standard error only.")
    private boolean noLogFile;

    @Option(
            names = "--no-plugin-watch",
            description = "Leaves alone what is put into the plugins folder, or taken away, while the host runs.")
    private boolean noPluginWatch;

    @Mixin
    private final WebOption web = new WebOption();

    @Option(
            names = "--strict",
            description = "Starts nothing if anything is wrong with the configuration, an unknown key included.")
    private boolean strict;

    RunCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException, OperationException {
        Logging.start(logLevel);
        Logging.standardError(logFormat, Console.optionsOf(spec).isQuiet());
        if (noLogFile && logDirectory != null) {
            throw wrongUsage("--log-dir and --no-log-file contradict each other");
        }
        DataFolders folders = DataOption.requireOwn(folders());
        Optional<Web> page = setUp(folders);
        try {
            return page.isPresent() && stop.asked() ? 0 : run(folders, page);
        } finally {
            page.ifPresent(Web::close);
        }
    }

    /** Leads to the first configuration in a browser, where that is wanted and there is none; waits until it is written. */
    private Optional<Web> setUp(DataFolders folders) throws InterruptedException {
        if (!web.isGiven() || folders.hasConfiguration()) {
            return Optional.empty();
        }
        Web page = WebOption.open(web.of(Optional.empty()).orElseThrow(), folders);
        boolean isDone = false;
        try {
            AtomicBoolean written = new AtomicBoolean();
            page.setUp(() -> written.set(true));
            console()
                    .remark("There is no configuration yet; make it in your browser: "
                            + WebOption.shown(page, "'chameleon web password' sets the password that it asks for"));
            while (!written.get() && !stop.await(SETUP_LOOK)) {
                // Asked again, as somebody may write the file by hand meanwhile.
                written.compareAndSet(false, folders.hasConfiguration());
            }
            isDone = true;
            return Optional.of(page);
        } finally {
            if (!isDone) {
                page.close();
            }
        }
    }

    private int run(DataFolders folders, Optional<Web> page) throws InterruptedException, OperationException {
        Path config = folders.config().path();
        // Before it is read: what is changed from now on must not go unnoticed.
        ConfigWatch watch = new ConfigWatch(config, InstantSource.system());
        Optional<LogFiles> files = logFiles(folders); // Keeps what is logged from now on.
        try {
            HostConfig usable = ConfigInput.usable(config, strictness(), err());
            HostRun.warnOfDescriptors(usable.accounts().size());
            if (logDirectory != null && files.isPresent()) {
                files.get().open();
            }
            HostRun run = new HostRun(this, stop, web, strictness(), logFormat, !noPluginWatch);
            return run.run(folders, usable, watch, logDirectory == null ? files : Optional.empty(), page);
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage());
        } finally {
            files.ifPresent(LogFiles::close);
        }
    }

    private Strictness strictness() {
        return strict ? Strictness.STRICT : Strictness.LENIENT;
    }

    private DataFolders folders() {
        DataFolders all = web.isGiven() ? configOption.lookedForIn(data.folders()) : configOption.in(data.folders());
        return all.withState(state).withPlugins(plugins);
    }

    private Optional<LogFiles> logFiles(DataFolders folders) {
        return noLogFile
                ? Optional.empty()
                : Optional.of(new LogFiles(
                        logDirectory == null ? folders.state().path().resolve(StateFiles.LOGS) : logDirectory,
                        logFormat));
    }
}
