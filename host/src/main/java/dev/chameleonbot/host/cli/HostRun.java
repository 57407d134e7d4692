package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.accounts.RunningAccounts;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.WebConfig;
import dev.chameleonbot.host.control.ControlServer;
import dev.chameleonbot.host.control.HostCommands;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.logging.LogFiles;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginWatch;
import dev.chameleonbot.host.process.AccountsNote;
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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a host, from its configuration to its stop.
 *
 * @param command where things are shown
 * @param web whether there is a page, and where
 * @param strictness what becomes of a configuration in which something is wrong
 * @param watchesPlugins whether it looks at what is put into the plugins folder
 */
record HostRun(
        CliCommand command,
        StopSignal stop,
        WebOption web,
        Strictness strictness,
        LogFormat logFormat,
        boolean watchesPlugins) {
    private static final Logger log = LoggerFactory.getLogger(HostRun.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final String TELLS_MORE = System.lineSeparator() + "'chameleon doctor' says more.";

    /**
     * Runs it.
     *
     * @param files what is to be opened once the state directory is this program's
     * @param fromSetup the page, where it is there already
     */
    int run(DataFolders data, HostConfig usable, ConfigWatch watch, Optional<LogFiles> files, Optional<Web> fromSetup)
            throws InterruptedException, IOException, OperationException {
        Console console = command.console();
        data.createPlugins();
        BotHost.Folders folders = new BotHost.Folders(data.state().path(), PluginPlaces.of(data));
        log.info(
                "The configuration is {}, the state is in {}, plugins are in {}{}",
                data.config().path(),
                data.state().path(),
                data.bundled().map(path -> path + " and ").orElse(""),
                data.plugins().path());
        try (BotHost host = BotHost.start(usable, folders, strictness)) {
            AccountsNote.write(usable.accounts().size());
            // Not before: the state directory is this program's only once the engine has locked it.
            if (files.isPresent()) {
                files.get().open();
            }
            ConfigReload reload = new ConfigReload(watch, new ConfigReader(System.getenv()), strictness, host);
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
                page.ifPresent(there -> console.remark("Watch and control it in your browser: "
                        + WebOption.shown(there, "'chameleon web address' prints the one that logs in")));
                attend(host, console);
            } finally {
                changes.close();
                control.ifPresent(ControlServer::close);
                page.ifPresent(Web::close);
            }
            console.remark("Stopping.");
        } catch (UnusableConfigException e) {
            e.problems().forEach(problem -> command.err().println("error: " + problem));
            throw ConfigInput.unusable(data.config().path(), e.problems().size());
        } catch (OperationException | EngineStartException e) {
            throw new CommandFailedException(e.getMessage() + TELLS_MORE);
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
            return Optional.of(WebOption.open(wanted.get(), folders));
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
        return watchesPlugins
                ? Optional.of(new PluginWatch(host.administration().places().installed(), () -> synchronise(host)))
                : Optional.empty();
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

    static void warnOfDescriptors(int accounts) {
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
