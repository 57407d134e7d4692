package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.loading.LoadedBehaviour;
import dev.chameleonbot.host.plugins.operations.NoSuchAccountException;
import dev.chameleonbot.host.plugins.operations.RunningPlugins;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine, for those who exchange plugins; it takes none that what is configured does not fit. */
final class EngineStage implements RunningPlugins.Stage {
    private static final Logger log = LoggerFactory.getLogger(EngineStage.class);

    private final Engine engine;
    /** What holds now; written while no plugin comes or goes. */
    private volatile HostConfig config;

    EngineStage(Engine engine, HostConfig config) {
        this.engine = engine;
        this.config = config;
    }

    HostConfig config() {
        return config;
    }

    void use(HostConfig next) {
        config = next;
    }

    @Override
    public void suspend(String pluginId) throws InterruptedException {
        engine.suspend(pluginId);
    }

    @Override
    public void check(String pluginId, SettingsSchema settings) throws OperationException {
        try {
            PluginSettingsCheck.require(config.plugins(), Map.of(pluginId, settings))
                    .forEach(warning -> log.warn("{}", warning));
        } catch (UnusableConfigException e) {
            throw new OperationException(
                    "The configuration does not fit the plugin \"" + pluginId + "\": "
                            + String.join("; ", e.problems()),
                    e);
        }
    }

    @Override
    public void deploy(String pluginId, List<LoadedBehaviour> behaviours)
            throws OperationException, InterruptedException {
        try {
            engine.deploy(
                    pluginId,
                    behaviours.stream()
                            .map(loaded -> new AskedBehaviour(loaded.behaviour(), loaded.audience(), loaded.scopes()))
                            .toArray(AskedBehaviour[]::new));
        } catch (DeployException e) {
            throw new OperationException("The plugin \"" + pluginId + "\" does not work: " + e.getMessage(), e);
        }
    }

    @Override
    public void undeploy(String pluginId) throws InterruptedException {
        engine.undeploy(pluginId);
    }

    @Override
    public void enable(String pluginId, String account) throws OperationException, InterruptedException {
        requireAccount(account);
        try {
            engine.enable(pluginId, account);
        } catch (DeployException e) {
            throw new OperationException(
                    "The plugin \"" + pluginId + "\" does not work for " + account + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void disable(String pluginId, String account) throws OperationException, InterruptedException {
        requireAccount(account);
        engine.disable(pluginId, account);
    }

    /** Accounts come and go only while no plugin does, so it stays true. */
    private void requireAccount(String account) throws OperationException {
        Optional<String> reason = config.whyLeftOut(account);
        if (reason.isPresent()) {
            throw new OperationException(account + " does not run, because it is misconfigured: " + reason.get());
        }
        if (engine.accounts().stream().noneMatch(status -> status.login().equals(account))) {
            throw new NoSuchAccountException(account);
        }
    }
}
