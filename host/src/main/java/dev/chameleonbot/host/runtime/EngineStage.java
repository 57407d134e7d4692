package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.host.plugins.PluginAdministration;
import dev.chameleonbot.host.plugins.PluginLoadException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine, for those who exchange plugins; it takes none that what is configured does not fit. */
final class EngineStage implements PluginAdministration.Stage {
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
    public void deploy(String pluginId, List<LoadedBehaviour> behaviours)
            throws PluginLoadException, InterruptedException {
        try {
            PluginSettingsCheck.require(config.plugins(), behaviours).forEach(warning -> log.warn("{}", warning));
            engine.deploy(
                    pluginId,
                    behaviours.stream()
                            .map(loaded -> new AskedBehaviour(loaded.behaviour(), loaded.audience(), loaded.scopes()))
                            .toArray(AskedBehaviour[]::new));
        } catch (UnusableConfigException e) {
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
