package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
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
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.Plugin;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRuntimeException;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * pf4j as this host wants it: jars only, each that declares a module in a layer of its own, extensions from plugins
 * only and never from the host's own path, and failures thrown where pf4j would log them and go on.
 *
 * <p>pf4j is not safe for use by several threads; neither is this.
 */
final class LayeredPlugins extends DefaultPluginManager {
    private static final Logger log = LoggerFactory.getLogger(LayeredPlugins.class);
    static final Module API = ChatBehaviour.class.getModule();

    LayeredPlugins(Path place) {
        super(place);
        setSystemVersion(apiVersion());
    }

    /**
     * The version of the plugin API, without the qualifier of a build between releases, which would put it before the
     * release. Where the API is not a module its version is not known, and pf4j's 0.0.0 lets every plugin in.
     */
    static String apiVersion() {
        return Optional.ofNullable(API.getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .map(version -> version.replaceFirst("[-+].*", ""))
                .orElse("0.0.0");
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

    /** Stops and unloads plugins, the last one first, whatever goes wrong on the way. */
    void unload(List<String> ids) {
        for (String id : ids.reversed()) {
            PluginWrapper plugin = getPlugin(id);
            if (plugin != null && plugin.getPluginState().isStarted()) {
                stop(plugin);
            }
        }
        for (String id : ids.reversed()) {
            try {
                if (getPlugin(id) != null) {
                    unloadPlugin(id, false, false);
                }
            } catch (PluginRuntimeException e) {
                log.error("The plugin \"{}\" was not unloaded entirely", id, e);
            }
        }
    }

    private void stop(PluginWrapper plugin) {
        try {
            stopPlugin(plugin.getPluginId(), false);
        } catch (RuntimeException | LinkageError e) {
            log.error("The plugin \"{}\" failed to stop", plugin.getPluginId(), e);
            plugin.setFailedException(e);
            plugin.setPluginState(PluginState.FAILED);
        }
    }

    /** Stops and unloads everything, the last started first. */
    void unloadAll() {
        List<String> ids = new ArrayList<>(
                getStartedPlugins().stream().map(PluginWrapper::getPluginId).toList());
        getPlugins().stream()
                .map(PluginWrapper::getPluginId)
                .filter(id -> !ids.contains(id))
                .forEach(ids::addFirst);
        unload(ids);
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        return new ModulePluginLoader(this);
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        ExtensionsOfPlugins finder = new ExtensionsOfPlugins(this);
        addPluginStateListener(finder);
        return finder;
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return LayeredPlugins::create;
    }

    private static Plugin create(PluginWrapper plugin) {
        String name = plugin.getDescriptor().getPluginClass();
        try {
            Class<? extends Plugin> type =
                    plugin.getPluginClassLoader().loadClass(name).asSubclass(Plugin.class);
            return instantiate(type, plugin);
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new PluginRuntimeException(e, "its class {} cannot be used: {}", name, Reasons.of(e));
        }
    }

    private static Plugin instantiate(Class<? extends Plugin> type, PluginWrapper plugin)
            throws ReflectiveOperationException {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {PluginWrapper.class})) {
                return type.cast(constructor.newInstance(plugin));
            }
        }
        return type.getConstructor().newInstance();
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
