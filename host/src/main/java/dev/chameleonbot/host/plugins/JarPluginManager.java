package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractPluginManager;
import org.pf4j.CompoundPluginLoader;
import org.pf4j.DefaultExtensionFactory;
import org.pf4j.DefaultPluginFactory;
import org.pf4j.DefaultVersionManager;
import org.pf4j.ExtensionFactory;
import org.pf4j.ExtensionFinder;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginFactory;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;
import org.pf4j.PluginStatusProvider;
import org.pf4j.PluginWrapper;
import org.pf4j.VersionManager;

/**
 * pf4j for jars and nothing else: no archives to unpack, no development mode, no folders of classes.
 *
 * <p>Like pf4j itself not thread-safe; one thread loads, starts, stops and unloads.
 */
final class JarPluginManager extends AbstractPluginManager {
    /** The layer of the host's own module; null where the host runs on a class path, so that there is none. */
    private static final @Nullable ModuleLayer HOST_LAYER =
            JarPluginManager.class.getModule().getLayer();

    JarPluginManager(Path folder, String apiVersion) {
        super(folder);
        setSystemVersion(apiVersion);
    }

    /** Opens a plugin's jar without resolving it. */
    PluginWrapper open(Path jar) {
        return loadPluginFromPath(jar);
    }

    /** Resolves all that were opened, dependencies first, and defines the layers of those that are modules. */
    void resolve(LayerFailure onFailure) {
        resolvePlugins();
        for (PluginWrapper plugin : List.copyOf(getResolvedPlugins())) {
            if (plugin.getPluginClassLoader() instanceof ModulePluginClassLoader loader
                    && loader.layer().isEmpty()) {
                try {
                    loader.defineLayer();
                } catch (RuntimeException | LinkageError e) {
                    onFailure.failed(plugin, e);
                }
            }
        }
    }

    /** Unloads a plugin that is to go with all others, so that it does not matter who depends on whom. */
    void unload(PluginWrapper plugin) {
        unloadPlugin(plugin.getPluginId(), false, false);
    }

    /** Told of a plugin whose module cannot be made one of a layer. */
    @FunctionalInterface
    interface LayerFailure {
        void failed(PluginWrapper plugin, Throwable cause);
    }

    @Override
    protected PluginRepository createPluginRepository() {
        return new JarPluginRepository(getPluginsRoots());
    }

    @Override
    protected PluginDescriptorFinder createPluginDescriptorFinder() {
        return new ManifestPluginDescriptorFinder();
    }

    @Override
    protected PluginLoader createPluginLoader() {
        CompoundPluginLoader loaders = new CompoundPluginLoader();
        if (HOST_LAYER != null) {
            loaders.add(new ModulePluginLoader(this, HOST_LAYER));
        }
        return loaders.add(new JarPluginLoader(this));
    }

    @Override
    protected ExtensionFinder createExtensionFinder() {
        ModuleExtensionFinder finder = new ModuleExtensionFinder(this);
        addPluginStateListener(finder);
        return finder;
    }

    @Override
    protected PluginFactory createPluginFactory() {
        return new DefaultPluginFactory();
    }

    @Override
    protected ExtensionFactory createExtensionFactory() {
        return new DefaultExtensionFactory();
    }

    @Override
    protected VersionManager createVersionManager() {
        return new DefaultVersionManager();
    }

    /** Every plugin in the folder is wanted. */
    @Override
    protected PluginStatusProvider createPluginStatusProvider() {
        return new PluginStatusProvider() {
            @Override
            public boolean isPluginDisabled(String pluginId) {
                return false;
            }

            @Override
            public void disablePlugin(String pluginId) {
                throw new UnsupportedOperationException("Plugins are disabled by removing their jar");
            }

            @Override
            public void enablePlugin(String pluginId) {
                throw new UnsupportedOperationException("Plugins are enabled by adding their jar");
            }
        };
    }
}
