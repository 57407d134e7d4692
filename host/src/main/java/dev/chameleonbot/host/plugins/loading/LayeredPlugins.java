package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.DefaultPluginManager;
import org.pf4j.ExtensionFinder;
import org.pf4j.JarPluginLoader;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginStateEvent;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * pf4j as this host wants it: jars only, each that declares a module in a layer of its own, extensions from plugins
 * only and never from the host's own path, and failures thrown where pf4j would log them and go on.
 *
 * <p>pf4j is not thread-safe, and neither is this. The plugins' own code alone runs on threads of their own,
 * with a time limit; what pf4j remembers of them is written by the one thread that uses this, so a plugin that comes back
 * late changes nothing.
 */
final class LayeredPlugins extends DefaultPluginManager {
    private static final Logger log = LoggerFactory.getLogger(LayeredPlugins.class);
    /** For a stop that comes after one that has taken all the time. */
    private static final Duration LEAST_TIME = Duration.ofMillis(100);

    private static final Module API = ChatBehaviour.class.getModule();

    private final PluginCalls calls;

    LayeredPlugins(Path place, PluginCalls calls) {
        super(place);
        this.calls = calls;
    }

    /** Loads one jar, without asking yet what it depends on. */
    PluginWrapper read(Path jar) {
        return loadPluginFromPath(jar);
    }

    /** Sorts the plugins by their dependencies and puts each that is a module into its layer. */
    List<PluginWrapper> resolve() {
        resolvePlugins();
        return List.copyOf(getResolvedPlugins());
    }

    /** Makes the plugin's module, if it is one; its dependencies must have been joined before. */
    void join(PluginWrapper plugin) {
        if (plugin.getPluginClassLoader() instanceof ModulePluginClassLoader loader) {
            loader.join(API.getLayer());
        }
    }

    /** The plugin and those that depend on it, also by way of others, in the order of their start. */
    List<String> familyOf(String id) {
        Set<String> family = new LinkedHashSet<>(List.of(id));
        for (PluginWrapper plugin : getResolvedPlugins()) {
            if (plugin.getDescriptor().getDependencies().stream()
                    .anyMatch(needed -> family.contains(needed.getPluginId()))) {
                family.add(plugin.getPluginId());
            }
        }
        return List.copyOf(family);
    }

    /**
     * Creates the plugin's own object and calls its start. If that succeeds after its time is over, its stop is called.
     *
     * @throws PluginCallException if it failed, or took too long; then it is not started
     */
    void start(PluginWrapper plugin) throws PluginCallException, InterruptedException {
        var unused = calls.call(
                plugin.getPluginId(),
                "start()",
                plugin.getPluginClassLoader(),
                () -> {
                    Plugin its = plugin.getPlugin();
                    its.start();
                    return its;
                },
                Plugin::stop);
        getStartedPlugins().add(plugin);
        moved(plugin, PluginState.STARTED);
    }

    /** Stops and unloads plugins, the last one first, also after failures. */
    void unload(List<String> ids) {
        unload(ids, calls);
    }

    private void unload(List<String> ids, PluginCalls stops) {
        for (String id : ids.reversed()) {
            PluginWrapper plugin = getPlugin(id);
            if (plugin != null && plugin.getPluginState().isStarted()) {
                stop(plugin, stops);
            }
        }
        for (String id : ids.reversed()) {
            try {
                if (getPlugin(id) != null) {
                    unloadPlugin(id, false, false);
                }
            } catch (RuntimeException | Error e) {
                log.error("The plugin \"{}\" was not unloaded entirely", id, e);
            }
        }
    }

    private void stop(PluginWrapper plugin, PluginCalls stops) {
        boolean wasInterrupted = Thread.interrupted();
        PluginState state = PluginState.FAILED;
        try {
            var unused = stops.call(plugin.getPluginId(), "stop()", plugin.getPluginClassLoader(), () -> {
                plugin.getPlugin().stop();
                return plugin;
            });
            state = PluginState.STOPPED;
        } catch (PluginCallException e) {
            log.error("The plugin \"{}\" failed to stop: {}", plugin.getPluginId(), e.getMessage(), e);
        } catch (InterruptedException e) {
            log.error("The plugin \"{}\" was not given the time to stop", plugin.getPluginId());
            wasInterrupted = true;
        }
        getStartedPlugins().remove(plugin);
        moved(plugin, state);
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void moved(PluginWrapper plugin, PluginState to) {
        PluginState from = plugin.getPluginState();
        plugin.setPluginState(to);
        firePluginStateEvent(new PluginStateEvent(this, plugin, from));
    }

    /**
     * Stops and unloads everything, the last started first.
     *
     * @param time how long all stops together may take; each gets its share
     */
    void unloadAll(Duration time) {
        List<String> ids = new ArrayList<>(
                getStartedPlugins().stream().map(PluginWrapper::getPluginId).toList());
        getPlugins().stream()
                .map(PluginWrapper::getPluginId)
                .filter(id -> !ids.contains(id))
                .forEach(ids::addFirst);
        Deadline deadline = Deadline.in(time);
        for (String id : ids.reversed()) {
            Duration left = deadline.left().compareTo(LEAST_TIME) > 0 ? deadline.left() : LEAST_TIME;
            unload(List.of(id), new PluginCalls(new PluginCalls.Limits(left, LEAST_TIME)));
        }
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new JarPluginLoader(this) {
            // A jar that declares a module gets a class loader with a layer, any other pf4j's own.
            @Override
            public ClassLoader loadPlugin(Path jar, PluginDescriptor plugin) {
                Optional<ModuleReference> module = API.isNamed() ? PluginClasses.declaredModule(jar) : Optional.empty();
                return module.isPresent()
                        ? new ModulePluginClassLoader(pluginManager, plugin, module.get(), jar)
                        : super.loadPlugin(jar, plugin);
            }
        };
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        ExtensionsOfPlugins finder = new ExtensionsOfPlugins(this);
        addPluginStateListener(finder);
        return finder;
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return LayeredPlugins::createPlugin;
    }

    private static Plugin createPlugin(PluginWrapper plugin) {
        String name = plugin.getDescriptor().getPluginClass();
        try {
            Class<? extends Plugin> type =
                    plugin.getPluginClassLoader().loadClass(name).asSubclass(Plugin.class);
            return instantiate(type, plugin);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new PluginRuntimeException("its class " + name + " cannot be used: " + Reasons.of(e));
        }
    }

    private static Plugin instantiate(Class<? extends Plugin> type, PluginWrapper plugin)
            throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {PluginWrapper.class})) {
                return type.cast(publicly(type, constructor).newInstance(plugin));
            }
        }
        return create(type);
    }

    /** Creates an object of a plugin's class, which has to be public and have a public constructor without parameters. */
    static <T> T create(Class<T> type) throws ReflectiveOperationException {
        try {
            return publicly(type, type.getConstructor()).newInstance();
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    type.getName() + " has to be public and to have a public constructor without parameters");
        }
    }

    private static <C extends Constructor<?>> C publicly(Class<?> type, C constructor) {
        if (!Modifier.isPublic(type.getModifiers())) {
            throw new IllegalStateException(type.getName() + " has to be public");
        }
        return constructor;
    }

    /** The extensions that the plugins' jars name themselves. */
    private static final class ExtensionsOfPlugins extends AbstractExtensionFinder {
        ExtensionsOfPlugins(LayeredPlugins plugins) {
            super(plugins);
        }

        @Override
        public Map<String, Set<String>> readPluginsStorages() {
            Map<String, Set<String>> names = new LinkedHashMap<>();
            for (PluginWrapper plugin : pluginManager.getPlugins()) {
                names.put(plugin.getPluginId(), PluginClasses.extensions(plugin.getPluginPath()));
            }
            return names;
        }

        @Override
        public Map<String, Set<String>> readClasspathStorages() {
            return Map.of();
        }
    }
}
