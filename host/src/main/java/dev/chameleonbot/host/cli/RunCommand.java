package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.RunningAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.ControlServer;
import dev.chameleonbot.host.control.HostCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.logging.LogDirectoryException;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.plugins.files.PluginLoadException;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginWatch;
import dev.chameleonbot.host.process.DescriptorLimit;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import dev.chameleonbot.host.runtime.FolderWatch;
import dev.chameleonbot.host.runtime.StartProgress;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.host.runtime.UnusableConfigException;
import dev.chameleonbot.host.runtime.WorkLog;
import dev.chameleonbot.host.text.Counted;
import dev.chameleonbot.host.web.Web;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
final class RunCommand implements Callable<Integer> {
    private static final Logger log = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SETUP_LOOK = Duration.ofMillis(200);

    private static final String TELLS_MORE = System.lineSeparator() + "'chameleon doctor' tells more.";

    private final StopSignal stop;

    @Mixin
    private final ConfigOption configOption = new ConfigOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--state",
            paramLabel = "DIR",
            description =
                    "Where tokens and what was learned are kept (default: the one of the data; see 'chameleon paths').")
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
            defaultValue = "${env:CHAMELEON_LOG_FORMAT:-text}",
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

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    RunCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.start(logLevel);
        Logging.standardError(logFormat, Console.optionsOf(spec).isQuiet());
        if (noLogFile && logDirectory != null) {
            throw new ParameterException(spec.commandLine(), "--log-dir and --no-log-file contradict each other");
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
        Web page = page(web.of(Optional.empty()).orElseThrow(), folders);
        boolean isDone = false;
        try {
            AtomicBoolean written = new AtomicBoolean();
            page.setUp(() -> written.set(true));
            console()
                    .remark("There is no configuration yet; make it in your browser: "
                            + shown(page, "'chameleon web password' sets the password that it asks for"));
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

    private Web page(WebConfig config, DataFolders folders) {
        try {
            return Web.open(config, folders.state().path(), folders.config().path(), new ConfigReader(System.getenv()));
        } catch (IOException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Whoever has the token is logged in: it is not for a journal, where other words say how to get in, and not needed where
     * there is a password.
     */
    private static String shown(Web page, String inJournals) {
        boolean isPrivate = System.getenv("JOURNAL_STREAM") == null && page.isLocal();
        return isPrivate
                ? page.addressWithToken().reveal()
                : page.address() + (page.isLocal() ? " (" + inJournals + ")" : "");
    }

    private Console console() {
        return Console.of(spec);
    }

    private int run(DataFolders folders, Optional<Web> page) throws InterruptedException {
        Path config = folders.config().path();
        // Before it is read: what is changed from now on must not go unnoticed.
        ConfigWatch watch = new ConfigWatch(config, InstantSource.system());
        Logging.Files files = logFiles(folders); // Keeps what is logged from now on.
        try {
            HostConfig usable =
                    ConfigFile.usable(config, strictness(), spec.commandLine().getErr());
            warnOfDescriptors(usable.accounts().size());
            return run(folders, usable, watch, files, page);
        } catch (LogDirectoryException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage());
        } finally {
            files.close();
        }
    }

    private Strictness strictness() {
        return strict ? Strictness.STRICT : Strictness.LENIENT;
    }

    private DataFolders folders() {
        DataFolders all = web.isGiven() ? configOption.lookedForIn(data.folders()) : configOption.in(data.folders());
        all = state == null ? all : all.withState(state);
        return plugins == null ? all : all.withPlugins(plugins);
    }

    private Logging.Files logFiles(DataFolders folders) {
        return noLogFile
                ? Logging.Files.NONE
                : Logging.toFiles(
                        logDirectory == null ? folders.state().path().resolve("logs") : logDirectory, logFormat);
    }

    private int run(
            DataFolders data, HostConfig usable, ConfigWatch watch, Logging.Files files, Optional<Web> fromSetup)
            throws InterruptedException, LogDirectoryException {
        Console console = Console.of(spec);
        if (logDirectory != null) {
            files.open();
        }
        try {
            data.createPlugins();
        } catch (IOException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, String.valueOf(e.getMessage()));
        }
        BotHost.Folders folders = new BotHost.Folders(
                data.state().path(), new PluginPlaces(data.plugins().path(), data.bundled()));
        log.info(
                "The configuration is {}, the state is in {}, plugins are in {}{}",
                data.config().path(),
                data.state().path(),
                data.bundled().map(path -> path + " and ").orElse(""),
                data.plugins().path());
        try (BotHost host = BotHost.start(usable, folders, strictness())) {
            if (logDirectory == null) {
                // Not before: the state directory is this program's only once the engine has locked it.
                files.open();
            }
            ConfigReload reload = new ConfigReload(watch, new ConfigReader(System.getenv()), strictness(), host);
            AccountOperations accounts = new AccountOperations(
                    data.config().path(), new ConfigReader(System.getenv()), new RunningAccounts(host, reload));
            HostOperations operations = new HostOperations(host, reload, accounts, InstantSource.system(), stop::ask);
            Optional<Web> page = fromSetup.or(() -> openPage(usable, data));
            Optional<ControlServer> control = control(operations, page, data);
            FolderWatch changes = FolderWatch.start(watch, reload, pluginWatch(host));
            try {
                page.ifPresent(there -> there.run(operations, Optional.empty()));
                console.remark(
                        "Running " + accounts(host) + " with " + String.join(", ", host.plugins()) + "; Ctrl-C stops.");
                if (host.accounts().isEmpty()) {
                    console.remark("There is no account yet: 'chameleon accounts add' adds one.");
                }
                page.ifPresent(there -> console.remark("See and steer it in your browser: "
                        + shown(there, "'chameleon web address' prints the one that logs in")));
                attend(host, console);
            } finally {
                changes.close();
                control.ifPresent(ControlServer::close);
                page.ifPresent(Web::close);
            }
            console.remark("Stopping.");
        } catch (UnusableConfigException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println("error: " + problem));
            throw ConfigFile.unusable(data.config().path(), e.problems().size());
        } catch (PluginLoadException | EngineStartException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage() + TELLS_MORE);
        }
        console.remark("Stopped.");
        return 0;
    }

    private static String accounts(BotHost host) {
        int leftOut = host.misconfigured().size();
        String running = Counted.of(host.accounts().size() - leftOut, "account");
        return leftOut == 0 ? running : running + " (" + leftOut + " left out)";
    }

    /** Where nobody has asked for it just now, the bots run without it as well. */
    private Optional<Web> openPage(HostConfig usable, DataFolders folders) {
        Optional<WebConfig> wanted = web.of(usable.web());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(page(wanted.get(), folders));
        } catch (CommandFailedException e) {
            if (web.isGiven()) {
                throw e;
            }
            log.error("{}. The host runs without it", e.getMessage());
            return Optional.empty();
        }
    }

    /** Without it the bots run as well; only nobody can ask how. */
    private Optional<ControlServer> control(HostOperations operations, Optional<Web> page, DataFolders data) {
        HostCommands commands = new HostCommands(operations, () -> page.map(Web::addressWithToken));
        try {
            return Optional.of(ControlServer.open(data.state().path(), commands.byName()));
        } catch (IOException | UnsupportedOperationException e) {
            log.warn("'chameleon status' and all other commands cannot reach this host: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<PluginWatch> pluginWatch(BotHost host) {
        return noPluginWatch
                ? Optional.empty()
                : Optional.of(new PluginWatch(host.pluginsFolder(), () -> synchronise(host)));
    }

    /**
     * Until the stop, once a second: says how far the accounts are if that has changed, shows who has to log in, and has the
     * log tell what is done. What keeps an account from going on is in the log.
     */
    private void attend(BotHost host, Console console) throws InterruptedException {
        LoginQueue logins = new LoginQueue(console, Terminal.isThere());
        WorkLog work = new WorkLog(host);
        try (StartDisplay display = display(host, console)) {
            while (!stop.await(TICK)) {
                List<AccountStatus> accounts = host.accounts();
                if (console.hasRemarks()) {
                    display.erase();
                    logins.update(accounts);
                }
                display.show(StartProgress.of(accounts));
                work.tick();
            }
        }
    }

    /** No bar among lines that a program reads. */
    private StartDisplay display(BotHost host, Console console) {
        return logFormat == LogFormat.JSON
                ? StartDisplay.inLines(console)
                : StartDisplay.of(host.accounts().size(), console);
    }

    private static void synchronise(BotHost host) {
        try {
            host.administration().synchronise();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warnOfDescriptors(int accounts) {
        OptionalLong limit = DescriptorLimit.ofThisProcess();
        if (limit.isPresent() && DescriptorLimit.isTooLow(limit.getAsLong(), accounts)) {
            long needed = DescriptorLimit.needed(accounts);
            log.warn(
                    "{} accounts may need {} file descriptors, but the limit is {}; raise it with 'ulimit -n {}'",
                    accounts,
                    needed,
                    limit.getAsLong(),
                    needed);
        }
    }
}
