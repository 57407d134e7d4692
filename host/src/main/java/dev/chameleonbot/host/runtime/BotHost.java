package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.EngineBuilder;
import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.alerts.WebhookAlerts;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.plugins.files.ChangeLock;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.LoadedBehaviour;
import dev.chameleonbot.host.plugins.loading.PluginFailure;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.plugins.operations.RunningPlugins;
import dev.chameleonbot.host.process.AccountsNote;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running host: plugins and the engine that they work in. The same for {@code run} and for the demo.
 *
 * <p>It is started with the accounts that can be used, unless it is to be {@linkplain Strictness#STRICT strict}. Where there
 * is none, it waits for one if the configuration is {@linkplain HostConfig#isRunnable() of that kind}.
 */
public final class BotHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(BotHost.class);
    private static final InstantSource clock = InstantSource.system();

    private final PluginHost plugins;
    private final Engine engine;
    /** What the host was started with. */
    private final HostConfig config;

    private final Strictness strictness;
    private final EngineStage stage;
    private final MisconfiguredAccounts misconfigured;

    private final HostAlerts alerts;

    private final RunningPlugins administration;

    private BotHost(
            PluginHost plugins,
            Engine engine,
            HostConfig config,
            Folders folders,
            Strictness strictness,
            MisconfiguredAccounts misconfigured,
            HostAlerts alerts) {
        this.plugins = plugins;
        this.engine = engine;
        this.config = config;
        this.strictness = strictness;
        this.stage = new EngineStage(engine, config);
        this.administration = new RunningPlugins(folders.plugins(), plugins, stage);
        this.misconfigured = misconfigured;
        this.alerts = alerts;
    }

    /**
     * Loads the plugins and starts the accounts; returns without waiting for them.
     *
     * @param folders where things are
     * @param strictness what becomes of a configuration that does not fit the plugins, now and later
     * @throws OperationException if the plugins cannot be loaded
     * @throws UnusableConfigException if there is no account that can be used, where there has to be one, or what is
     *     configured for all does not fit the plugins
     * @throws EngineStartException if the engine cannot start
     */
    public static BotHost start(HostConfig config, Folders folders, Strictness strictness) throws OperationException {
        return start(config, folders, strictness, PluginSettingsCheck::of);
    }

    /**
     * Does the same where a plugin is still to come: nothing is said of what is set for it, before {@link #unused} is asked.
     *
     * @param folders where things are
     * @throws OperationException if the plugins cannot be loaded
     * @throws UnusableConfigException if what is configured for all does not fit the plugins that are there
     * @throws EngineStartException if the engine cannot start
     */
    public static BotHost startBeforePlugin(HostConfig config, Folders folders) throws OperationException {
        return start(config, folders, Strictness.LENIENT, PluginSettingsCheck::ofLoaded);
    }

    private static BotHost start(HostConfig configured, Folders folders, Strictness strictness, Check check)
            throws OperationException {
        // Until the engine has the state directory, by which commands see that a host runs.
        try (ChangeLock held = ChangeLock.toRead(folders.plugins().installed())) {
            Objects.requireNonNull(held);
            return startAlone(configured, folders, strictness, check);
        }
    }

    private static BotHost startAlone(HostConfig configured, Folders folders, Strictness strictness, Check check)
            throws OperationException {
        PluginHost plugins = PluginHost.load(folders.plugins(), folders.state());
        WebhookAlerts webhooks = null;
        Engine engine = null;
        try {
            plugins.failures().all().forEach(failure -> log.error("{}. The host starts without it", failure.reason()));
            ConfigReport judged =
                    strictness.of(ConfigReport.of(configured).with(check.of(configured.plugins(), plugins)));
            HostConfig config = judged.config()
                    .filter(HostConfig::isRunnable)
                    .orElseThrow(() -> new UnusableConfigException(judged.errors()));
            judged.warnings().forEach(warning -> log.warn("{}", warning));
            MisconfiguredAccounts misconfigured = new MisconfiguredAccounts();
            misconfigured.take(config, clock.instant());
            config.misconfigured().forEach(line -> log.error("{}", line));
            EngineBuilder builder = Engine.builder()
                    .endpoints(config.endpoints())
                    .accounts(config.accounts())
                    .stateDirectory(folders.state());
            for (LoadedBehaviour loaded : plugins.behaviours()) {
                builder.behaviour(
                        loaded.pluginId(), new AskedBehaviour(loaded.behaviour(), loaded.audience(), loaded.scopes()));
            }
            if (!config.alerts().webhooks().isEmpty()) {
                webhooks = WebhookAlerts.start(config.alerts());
                Consumer<EngineEvent> take = webhooks::take;
                builder.listener("alerts", event -> take.accept(misconfigured.marked(event)));
            }
            engine = builder.build();
            engine.start();
            HostAlerts alerts =
                    new HostAlerts(engine, misconfigured, config.alerts().atMostEvery(), webhooks);
            alerts.tell(List.of(), misconfigured.among(List.of()), clock.instant());
            return new BotHost(plugins, engine, config, folders, strictness, misconfigured, alerts);
        } catch (OperationException | RuntimeException | Error e) {
            if (engine != null) {
                engine.close();
            }
            if (webhooks != null) {
                webhooks.close();
            }
            plugins.close();
            throw e;
        }
    }

    /** Looks at what is configured for plugins before they are used. */
    @FunctionalInterface
    private interface Check {
        /** All that does not fit, and what is odd. */
        List<ConfigProblem> of(PluginSettings settings, PluginHost plugins) throws OperationException;
    }

    /**
     * What is set for plugins that are not there.
     *
     * @throws OperationException if the plugins folder cannot be read
     */
    public List<String> unused() throws OperationException {
        return administration.undisturbed(
                "a look at what is set for plugins",
                () -> stage.config().plugins().absent(plugins.known()).stream()
                        .map(ConfigProblem::toString)
                        .toList());
    }

    /**
     * Holds what a configuration sets for plugins against those that are there; nothing of it is used.
     *
     * @return all problems, with their paths in the file
     * @throws OperationException if the plugins folder cannot be read
     */
    List<ConfigProblem> check(PluginSettings settings) throws OperationException {
        return administration.undisturbed(
                "a check of the configuration", () -> PluginSettingsCheck.of(settings, plugins));
    }

    /** How each account stands, those included that cannot be run as they are configured. */
    public List<AccountStatus> accounts() {
        return misconfigured.among(engine.accounts());
    }

    /** A line for each account that cannot be run as it is configured. */
    public List<String> misconfigured() {
        return stage.config().misconfigured();
    }

    /**
     * Says why an account does not run.
     *
     * @return what is wrong with its configuration; empty if it runs, or nothing is known of it
     */
    public Optional<String> whyLeftOut(String account) {
        return stage.config().whyLeftOut(account);
    }

    /**
     * The engine, for what its accounts are busy with, what is kept of them and what they are to do. How they stand tells
     * {@link #accounts}.
     */
    public Engine engine() {
        return engine;
    }

    /**
     * Runs another configuration from now on; only the accounts that differ are touched, and those that are left out of it
     * go on with what held for them before. Blocks until accounts that have to end have ended.
     *
     * @param warnings takes what of it cannot be applied without a restart
     * @return which accounts it concerned
     * @throws OperationException if a plugin comes or goes just now, or the plugins folder cannot be read; then nothing has
     *     changed
     * @throws UnusableConfigException if nothing of it can be used; then nothing has changed
     */
    public AccountChanges reconfigure(HostConfig next, List<String> warnings) throws OperationException {
        return administration.undisturbed("a change of the configuration", () -> apply(next, warnings));
    }

    private AccountChanges apply(HostConfig next, List<String> warnings) throws OperationException {
        ConfigReport judged =
                strictness.of(ConfigReport.of(next).with(PluginSettingsCheck.of(next.plugins(), plugins)));
        HostConfig usable = judged.config()
                .map(changed -> changed.continuing(stage.config()))
                .filter(HostConfig::isRunnable)
                .orElseThrow(() -> new UnusableConfigException(judged.errors()));
        judged.warnings().forEach(warning -> warnings.add(warning.toString()));
        if (!next.endpoints().equals(config.endpoints())) {
            warnings.add("twitch: other endpoints are used after a restart");
        }
        if (!next.alerts().equals(config.alerts())) {
            warnings.add("alerts: other webhooks are used after a restart");
        }
        List<AccountStatus> before = accounts();
        AccountChanges changes = engine.reconfigure(usable.accounts());
        stage.use(usable);
        Instant now = clock.instant();
        misconfigured.take(usable, now);
        alerts.tell(before, accounts(), now);
        AccountsNote.write(usable.accounts().size());
        return changes;
    }

    /** What is alerted of, and was. */
    public HostAlerts alerts() {
        return alerts;
    }

    /** What the behaviours of all plugins need of a token. */
    public Set<String> scopes() {
        return plugins.scopes();
    }

    /** What can be set for the plugins at work, by their ids, as they have said when they were loaded. */
    public Map<String, SettingsSchema> schemas() {
        return plugins.schemas();
    }

    /** What can be done with the plugins while the host runs. */
    public RunningPlugins administration() {
        return administration;
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
        return plugins.failures().all();
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
            log.warn("An operation on plugins has not ended in time; the plugins do not hear that the host stops");
        }
    }

    /** Where a host finds and keeps things. */
    public record Folders(Path state, PluginPlaces plugins) {}
}
