package dev.chameleonbot.host;

import dev.chameleonbot.engine.AccountChanges;
import dev.chameleonbot.engine.AccountDiagnostics;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.AskedBehaviour;
import dev.chameleonbot.engine.DeadLetters;
import dev.chameleonbot.engine.DeployException;
import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.host.alerts.WebhookAlerts;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.host.plugins.PluginAdministration;
import dev.chameleonbot.host.plugins.PluginFailure;
import dev.chameleonbot.host.plugins.PluginHost;
import dev.chameleonbot.host.plugins.PluginLoadException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running host: plugins and the engine that they work in. The same for {@code run} and for the demo.
 *
 * <p>It is started whole or not at all.
 */
public final class BotHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BotHost.class);

    private final PluginHost plugins;
    private final Engine engine;
    /** What the host was started with. */
    private final HostConfig config;

    private final EngineStage stage;

    private final @Nullable WebhookAlerts alerts;
    private final PluginAdministration administration;

    private BotHost(
            PluginHost plugins,
            PluginAdministration administration,
            Engine engine,
            HostConfig config,
            EngineStage stage,
            @Nullable WebhookAlerts alerts) {
        this.plugins = plugins;
        this.administration = administration;
        this.engine = engine;
        this.config = config;
        this.stage = stage;
        this.alerts = alerts;
    }

    /**
     * Loads the plugins and starts the accounts; returns without waiting for them.
     *
     * @param config what to run
     * @param folders where things are
     * @return the running host
     * @throws PluginLoadException if the plugins cannot be loaded
     * @throws UnusableSettingsException if what is configured for plugins does not fit them
     * @throws EngineStartException if the engine cannot start
     */
    public static BotHost start(HostConfig config, Folders folders) throws PluginLoadException {
        return start(config, folders, PluginSettingsCheck::require);
    }

    /**
     * Does the same where a plugin is still to come: nothing is said of what is set for it, before {@link #unused} is asked.
     *
     * @param config what to run
     * @param folders where things are
     * @return the running host
     * @throws PluginLoadException if the plugins cannot be loaded
     * @throws UnusableSettingsException if what is configured for plugins does not fit them
     * @throws EngineStartException if the engine cannot start
     */
    public static BotHost startBeforePlugin(HostConfig config, Folders folders) throws PluginLoadException {
        return start(config, folders, PluginSettingsCheck::requireOfLoaded);
    }

    private static BotHost start(HostConfig config, Folders folders, Check check) throws PluginLoadException {
        PluginHost plugins = PluginHost.load(folders.plugins());
        WebhookAlerts alerts = null;
        try {
            plugins.failures().forEach(failure -> log.error("{}. The host starts without it", failure.reason()));
            check.of(config.plugins(), plugins).forEach(warning -> log.warn("{}", warning));
            Engine.Builder builder = Engine.builder()
                    .endpoints(config.endpoints())
                    .accounts(config.accounts())
                    .stateDirectory(folders.state());
            for (LoadedBehaviour loaded : plugins.behaviours()) {
                builder.behaviour(loaded.pluginId(), new AskedBehaviour(loaded.behaviour(), loaded.audience()));
            }
            if (!config.alerts().webhooks().isEmpty()) {
                alerts = WebhookAlerts.start(config.alerts());
                builder.listener("alerts", alerts::take);
            }
            Engine engine = builder.build();
            engine.start();
            EngineStage stage = new EngineStage(engine, config);
            PluginAdministration administration = new PluginAdministration(folders.plugins(), plugins, stage);
            return new BotHost(plugins, administration, engine, config, stage, alerts);
        } catch (PluginLoadException | RuntimeException | Error e) {
            if (alerts != null) {
                alerts.close();
            }
            plugins.close();
            throw e;
        }
    }

    /** Looks at what is configured for plugins before they are used. */
    @FunctionalInterface
    private interface Check {
        /** What is odd and does no harm. */
        List<ConfigProblem> of(PluginSettings settings, PluginHost plugins) throws PluginLoadException;
    }

    /**
     * What is set for plugins that are not there.
     *
     * @return a line for each such plugin
     * @throws PluginLoadException if the plugins folder cannot be read
     */
    public List<String> unused() throws PluginLoadException {
        return administration.undisturbed(
                "a look at what is set for plugins",
                () -> stage.config.plugins().absent(plugins.known()).stream()
                        .map(ConfigProblem::toString)
                        .toList());
    }

    /**
     * Holds what a configuration sets for plugins against those that are there; nothing of it is used.
     *
     * @param settings what it sets
     * @return all problems, with their paths in the file
     * @throws PluginLoadException if the plugins folder cannot be read
     */
    List<ConfigProblem> check(PluginSettings settings) throws PluginLoadException {
        return administration.undisturbed(
                "a check of the configuration", () -> PluginSettingsCheck.of(settings, plugins));
    }

    /** How each account stands. */
    public List<AccountStatus> accounts() {
        return engine.accounts();
    }

    /** What did not reach a listener of the engine's events. */
    public DeadLetters deadLetters() {
        return engine.deadLetters();
    }

    /** What each account is busy with. */
    public List<AccountDiagnostics> diagnostics() {
        return engine.diagnostics();
    }

    /**
     * Asks for a login of an account with a code; its status has the prompt soon after.
     *
     * @param account the account's login
     * @return whether there is such an account
     */
    public boolean login(String account) {
        return engine.login(account);
    }

    /**
     * Runs another configuration from now on; only the accounts that differ are touched. Blocks until accounts that have
     * to end have ended.
     *
     * @param next the configuration
     * @param warnings takes what of it cannot be applied without a restart
     * @return which accounts it concerned
     * @throws PluginLoadException if a plugin comes or goes just now, or the plugins folder cannot be read; then nothing has
     *     changed
     * @throws UnusableSettingsException if what is configured for plugins does not fit them; then nothing has changed
     */
    public AccountChanges reconfigure(HostConfig next, List<String> warnings) throws PluginLoadException {
        return administration.undisturbed("a change of the configuration", () -> apply(next, warnings));
    }

    private AccountChanges apply(HostConfig next, List<String> warnings) throws PluginLoadException {
        PluginSettingsCheck.require(next.plugins(), plugins).forEach(warning -> warnings.add(warning.toString()));
        if (!next.endpoints().equals(config.endpoints())) {
            warnings.add("twitch: other endpoints are used after a restart");
        }
        if (!next.alerts().equals(config.alerts())) {
            warnings.add("alerts: other webhooks are used after a restart");
        }
        AccountChanges changes = engine.reconfigure(next.accounts());
        stage.config = next;
        return changes;
    }

    /** What can be done with the plugins while the host runs. */
    public PluginAdministration administration() {
        return administration;
    }

    /** Where the plugin jars are. */
    public Path pluginsFolder() {
        return administration.folder();
    }

    /** The plugins at work, as {@code id version}. */
    public List<String> plugins() {
        return plugins.behaviours().stream()
                .map(loaded -> loaded.pluginId() + " " + loaded.version())
                .distinct()
                .toList();
    }

    /** The plugins that should run and do not, and the files that cannot be used. */
    public List<PluginFailure> pluginFailures() {
        return plugins.failures();
    }

    /**
     * Ends what is being done with plugins, stops the accounts gracefully, then tells what there is to tell of that, then
     * ends the plugins.
     */
    @Override
    public void close() {
        boolean undisturbed = administration.close();
        try (alerts) {
            engine.close();
        }
        if (undisturbed) {
            plugins.close();
        } else {
            log.warn("An operation on plugins has not ended in time; the plugins are not told that the host ends");
        }
    }

    /** The engine, for those who exchange plugins; it takes none that what is configured does not fit. */
    private static final class EngineStage implements PluginAdministration.Stage {
        private final Engine engine;
        /** What holds now; written while no plugin comes or goes. */
        private volatile HostConfig config;

        EngineStage(Engine engine, HostConfig config) {
            this.engine = engine;
            this.config = config;
        }

        @Override
        public void suspend(String pluginId) throws InterruptedException {
            engine.suspend(pluginId);
        }

        @Override
        public void deploy(String pluginId, List<LoadedBehaviour> behaviours)
                throws PluginLoadException, InterruptedException {
            try {
                PluginSettingsCheck.require(config.plugins(), behaviours).forEach(warning -> log.warn("{}", warning));
                engine.deploy(
                        pluginId,
                        behaviours.stream()
                                .map(loaded -> new AskedBehaviour(loaded.behaviour(), loaded.audience()))
                                .toArray(AskedBehaviour[]::new));
            } catch (UnusableSettingsException e) {
                throw new PluginLoadException(
                        "The configuration does not fit the plugin \"" + pluginId + "\": "
                                + String.join("; ", e.problems()),
                        e);
            } catch (DeployException e) {
                throw new PluginLoadException("The plugin \"" + pluginId + "\" does not work: " + e.getMessage(), e);
            }
        }

        @Override
        public void undeploy(String pluginId) throws InterruptedException {
            engine.undeploy(pluginId);
        }

        @Override
        public void enable(String pluginId, String account) throws PluginLoadException, InterruptedException {
            try {
                engine.enable(pluginId, account);
            } catch (DeployException e) {
                throw new PluginLoadException(
                        "The plugin \"" + pluginId + "\" does not work for " + account + ": " + e.getMessage(), e);
            } catch (IllegalArgumentException e) {
                throw new PluginLoadException(String.valueOf(e.getMessage()), e);
            }
        }

        @Override
        public void disable(String pluginId, String account) throws PluginLoadException, InterruptedException {
            try {
                engine.disable(pluginId, account);
            } catch (IllegalArgumentException e) {
                throw new PluginLoadException(String.valueOf(e.getMessage()), e);
            }
        }
    }

    /**
     * Where a host finds and keeps things.
     *
     * @param state what it has learned
     * @param plugins the plugin jars
     */
    public record Folders(Path state, Path plugins) {}
}
