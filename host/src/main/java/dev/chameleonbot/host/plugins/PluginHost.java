package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a folder, loaded and started: all of them or none.
 *
 * <p>Not thread-safe, as pf4j is not.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginFiles files;
    private final PluginManager manager;
    private final List<LoadedBehaviour> behaviours;

    private PluginHost(PluginFiles files, PluginManager manager, List<LoadedBehaviour> behaviours) {
        this.files = files;
        this.manager = manager;
        this.behaviours = List.copyOf(behaviours);
    }

    /**
     * Loads the plugin jars of a folder.
     *
     * @param folder where they are
     * @return the loaded plugins
     * @throws PluginLoadException if there is none, or one cannot be loaded or started; then none stays loaded
     */
    public static PluginHost load(Path folder) throws PluginLoadException {
        PluginFiles files = PluginFiles.copy(folder);
        HostPluginManager manager = new HostPluginManager(files.folder());
        manager.setSystemVersion(ApiVersion.CURRENT);
        try {
            loadAll(manager, files);
            startAll(manager);
            return new PluginHost(files, manager, behaviours(manager, folder));
        } catch (PluginLoadException e) {
            end(manager, files);
            throw e;
        } catch (PluginRuntimeException e) {
            end(manager, files);
            throw new PluginLoadException(reason(e), e);
        }
    }

    private static void loadAll(HostPluginManager manager, PluginFiles files) throws PluginLoadException {
        manager.loadPlugins();
        for (String id : files.byId().keySet()) {
            PluginWrapper plugin = manager.getPlugin(id);
            if (plugin == null) {
                throw new PluginLoadException("The plugin '" + id
                        + "' cannot be loaded: its manifest or a class file of " + "it cannot be used by this host");
            }
            if (plugin.getPluginState() == PluginState.DISABLED) {
                throw new PluginLoadException("The plugin '" + id + "' asks for version "
                        + plugin.getDescriptor().getRequires() + " of the plugin API, but this host has "
                        + ApiVersion.CURRENT);
            }
            if (plugin.getPluginClassLoader() instanceof ModulePluginClassLoader module) {
                module.layer();
            }
        }
    }

    private static void startAll(HostPluginManager manager) throws PluginLoadException {
        manager.startPlugins();
        for (PluginWrapper plugin : manager.getPlugins()) {
            if (plugin.getPluginState() != PluginState.STARTED) {
                Throwable cause = plugin.getFailedException();
                throw new PluginLoadException(
                        "The plugin '" + plugin.getPluginId() + "' does not start"
                                + (cause == null ? "" : ": " + reason(cause)),
                        cause);
            }
        }
    }

    private static List<LoadedBehaviour> behaviours(HostPluginManager manager, Path folder) throws PluginLoadException {
        List<LoadedBehaviour> found = new ArrayList<>();
        for (PluginWrapper plugin : manager.getPlugins()) {
            String id = plugin.getPluginId();
            try {
                for (ChatBehaviour behaviour : manager.getExtensions(ChatBehaviour.class, id)) {
                    found.add(new LoadedBehaviour(id, plugin.getDescriptor().getVersion(), behaviour));
                }
            } catch (PluginRuntimeException | LinkageError e) {
                throw new PluginLoadException("A behaviour of plugin '" + id + "' cannot be created: " + reason(e), e);
            }
        }
        if (found.isEmpty()) {
            throw new PluginLoadException("No plugin in " + folder + " brings a chat behaviour");
        }
        return found;
    }

    /** The innermost cause that says something: what pf4j wraps around it helps nobody. */
    private static String reason(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null || message.isBlank() ? innermost.getClass().getSimpleName() : message;
    }

    /** The behaviours that the plugins bring, in the order of their files' names. */
    public List<LoadedBehaviour> behaviours() {
        return behaviours;
    }

    /** Stops and unloads all plugins; what one of them throws is logged, and the others are still ended. */
    @Override
    public void close() {
        end(manager, files);
    }

    private static void end(PluginManager manager, PluginFiles files) {
        List<PluginWrapper> loaded = new ArrayList<>(manager.getPlugins());
        for (PluginWrapper plugin : loaded.reversed()) {
            try {
                manager.unloadPlugin(plugin.getPluginId());
            } catch (RuntimeException | LinkageError e) {
                log.error("The plugin '{}' does not unload", plugin.getPluginId(), e);
            }
        }
        files.close();
    }
}
