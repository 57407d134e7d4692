package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import org.pf4j.CompoundPluginLoader;
import org.pf4j.DefaultPluginManager;
import org.pf4j.JarPluginLoader;
import org.pf4j.JarPluginRepository;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptorFinder;
import org.pf4j.PluginLoader;
import org.pf4j.PluginRepository;

/**
 * pf4j, told to take jars only: its unpacking of archives is not used, and so cannot be abused by one that holds paths
 * leading elsewhere. Jars that are modules run as modules, others on pf4j's own class loader.
 */
final class HostPluginManager extends DefaultPluginManager {
    HostPluginManager(Path folder) {
        super(folder);
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
        return new CompoundPluginLoader().add(new ModulePluginLoader(this)).add(new JarPluginLoader(this));
    }
}
