package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a folder, loaded and started; closing stops and unloads them.
 *
 * <p>All or nothing: if anything is wrong with one of them, none is left loaded. Not thread-safe.
 */
public final class LoadedPlugins implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadedPlugins.class);

    private final PluginCopies copies;
    private final JarPluginManager manager;
    private final Map<String, Path> files = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final List<LoadedBehaviour> behaviours = new ArrayList<>();

    private LoadedPlugins(Path folder) throws IOException {
        copies = new PluginCopies();
        manager = new JarPluginManager(folder, ApiVersion.CURRENT);
    }

    /**
     * Loads all plugins of a folder.
     *
     * @param folder where the jars are
     * @return the plugins, started
     * @throws PluginProblemsException with everything that is wrong, file by file
     */
    public static LoadedPlugins load(Path folder) throws PluginProblemsException {
        List<PluginJar> jars = PluginFolder.list(folder);
        LoadedPlugins plugins;
        try {
            plugins = new LoadedPlugins(folder);
        } catch (IOException e) {
            throw new PluginProblemsException(List.of("Plugins cannot be copied to a temporary folder: " + e));
        }
        jars.forEach(plugins::open);
        plugins.start();
        if (plugins.problems.isEmpty() && plugins.behaviours.isEmpty()) {
            plugins.problems.add("No plugin in " + folder + " has a chat behaviour, so there is nothing to do");
        }
        if (!plugins.problems.isEmpty()) {
            plugins.close();
            throw new PluginProblemsException(plugins.problems);
        }
        return plugins;
    }

    /** The behaviours of all plugins, in the order of their plugins' start. */
    public List<LoadedBehaviour> behaviours() {
        return List.copyOf(behaviours);
    }

    /**
     * Checks that plugins are there that somebody counts on.
     *
     * @param ids their ids
     * @throws PluginProblemsException if one is not; those that are stay loaded
     */
    public void require(Set<String> ids) throws PluginProblemsException {
        List<String> missing = new TreeSet<>(ids)
                .stream()
                        .filter(id -> !files.containsKey(id))
                        .map(id -> "The configuration has settings for the plugin '" + id + "', which is not in "
                                + manager.getPluginsRoot() + "; there is only "
                                + String.join(", ", new TreeSet<>(files.keySet())))
                        .toList();
        if (!missing.isEmpty()) {
            throw new PluginProblemsException(missing);
        }
    }

    private void open(PluginJar jar) {
        files.put(jar.id(), jar.file());
        try {
            PluginWrapper plugin = manager.open(copies.copy(jar));
            if (plugin.getPluginState() == PluginState.DISABLED) {
                problems.add(jar.file() + ": the plugin '" + jar.id() + "' needs version "
                        + plugin.getDescriptor().getRequires() + " of the plugin API, and this is "
                        + manager.getSystemVersion());
            }
        } catch (IOException e) {
            problems.add(jar.file() + " cannot be copied: " + e);
        } catch (RuntimeException e) {
            failed(jar.id(), "cannot be opened", e);
        }
    }

    private void start() {
        if (!problems.isEmpty()) {
            return;
        }
        try {
            manager.resolve((plugin, cause) -> failed(plugin.getPluginId(), "cannot be resolved", cause));
        } catch (RuntimeException e) {
            problems.add("The plugins in " + manager.getPluginsRoot() + " do not fit together: " + reason(e));
        }
        if (!problems.isEmpty()) {
            return;
        }
        manager.startPlugins();
        for (PluginWrapper plugin : manager.getResolvedPlugins()) {
            if (plugin.getPluginState() == PluginState.STARTED) {
                collectBehaviours(plugin);
            } else {
                failed(plugin.getPluginId(), "cannot be started", plugin.getFailedException());
            }
        }
    }

    private void collectBehaviours(PluginWrapper plugin) {
        for (String name : new TreeSet<>(manager.getExtensionClassNames(plugin.getPluginId()))) {
            try {
                Class<?> type = plugin.getPluginClassLoader().loadClass(name);
                if (ChatBehaviour.class.isAssignableFrom(type)) {
                    ChatBehaviour behaviour =
                            manager.getExtensionFactory().create(type.asSubclass(ChatBehaviour.class));
                    behaviours.add(new LoadedBehaviour(
                            plugin.getPluginId(), plugin.getDescriptor().getVersion(), behaviour));
                }
            } catch (ClassNotFoundException | RuntimeException | LinkageError | AssertionError e) {
                failed(plugin.getPluginId(), "has an extension " + name + " that cannot be created", e);
            }
        }
    }

    private void failed(String pluginId, String what, Throwable cause) {
        log.debug("The plugin '{}' {}", pluginId, what, cause);
        problems.add(files.get(pluginId) + ": the plugin '" + pluginId + "' " + what + ": " + reason(cause));
    }

    /** The innermost cause says best what happened. */
    private static String reason(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String type = cause.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    /** Stops and unloads all plugins, last started first. What fails there is logged and holds up no other. */
    @Override
    public void close() {
        behaviours.clear();
        for (PluginWrapper plugin : List.copyOf(manager.getStartedPlugins()).reversed()) {
            try {
                manager.stopPlugin(plugin.getPluginId());
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log.error("The plugin '{}' failed while it was stopped", plugin.getPluginId(), e);
            }
        }
        for (PluginWrapper plugin : manager.getPlugins()) {
            try {
                manager.unload(plugin);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log.error("The plugin '{}' could not be unloaded", plugin.getPluginId(), e);
            }
        }
        copies.close();
    }
}
