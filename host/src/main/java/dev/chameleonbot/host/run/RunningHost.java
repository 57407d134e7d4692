package dev.chameleonbot.host.run;

import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.host.plugins.LoadedPlugins;
import dev.chameleonbot.host.plugins.PluginProblemsException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Plugins and engine at work for a configuration. Closing stops the engine, then the plugins.
 *
 * <p>Started wholly or not at all. One thread starts and closes it; the status may be asked for by all.
 */
public final class RunningHost implements AutoCloseable {
    private final LoadedPlugins plugins;
    private final Engine engine;

    private RunningHost(LoadedPlugins plugins, Engine engine) {
        this.plugins = plugins;
        this.engine = engine;
    }

    /**
     * Loads the plugins, then starts the engine, which brings up the accounts on its own threads.
     *
     * @param config the configuration
     * @param pluginsFolder where the plugins' jars are
     * @param stateDirectory where learned state is kept
     * @param apiVersion the version of the plugin API, {@code x.y.z}
     * @throws HostStartException if the plugins or the state directory cannot be used
     */
    public static RunningHost start(HostConfig config, Path pluginsFolder, Path stateDirectory, String apiVersion)
            throws HostStartException {
        LoadedPlugins plugins = load(pluginsFolder, apiVersion);
        try {
            requireConfigured(config, plugins.ids(), pluginsFolder);
            Engine.Builder engine = Engine.builder()
                    .accounts(config.accounts())
                    .endpoints(config.endpoints())
                    .stateDirectory(stateDirectory);
            for (LoadedBehaviour loaded : plugins.behaviours()) {
                engine.behaviour(loaded.pluginId(), loaded.behaviour());
            }
            Engine started = engine.build();
            started.start();
            return new RunningHost(plugins, started);
        } catch (EngineStartException e) {
            plugins.close();
            throw new HostStartException(List.of(String.valueOf(e.getMessage())), e);
        } catch (HostStartException | RuntimeException e) {
            plugins.close();
            throw e;
        }
    }

    private static LoadedPlugins load(Path folder, String apiVersion) throws HostStartException {
        try {
            return LoadedPlugins.load(folder, apiVersion);
        } catch (PluginProblemsException e) {
            throw new HostStartException(e.problems(), e);
        }
    }

    /** A setting for a plugin that is not there would have no effect, and nobody would notice. */
    private static void requireConfigured(HostConfig config, Set<String> loaded, Path folder)
            throws HostStartException {
        List<String> missing = config.configuredPlugins().stream()
                .filter(id -> !loaded.contains(id))
                .map(id -> "The configuration has settings for the plugin '" + id + "', which is not in " + folder
                        + "; there are only: " + String.join(", ", loaded))
                .toList();
        if (!missing.isEmpty()) {
            throw new HostStartException(missing);
        }
    }

    /** How each account stands, in the order of the configuration. */
    public List<AccountStatus> accounts() {
        return engine.accounts();
    }

    @Override
    public void close() {
        try (plugins) {
            engine.close();
        }
    }
}
