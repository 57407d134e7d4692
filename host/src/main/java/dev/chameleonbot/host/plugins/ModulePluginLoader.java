package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;

/** Loads the plugins that say in a module descriptor what they need and what they show. */
final class ModulePluginLoader implements PluginLoader {
    private final PluginManager manager;
    private final ModuleLayer hostLayer;

    ModulePluginLoader(PluginManager manager, ModuleLayer hostLayer) {
        this.manager = manager;
        this.hostLayer = hostLayer;
    }

    @Override
    public boolean isApplicable(Path file) {
        try (JarFile jar = new JarFile(file.toFile(), false, ZipFile.OPEN_READ, JarFile.runtimeVersion())) {
            return jar.getJarEntry("module-info.class") != null;
        } catch (IOException e) {
            throw new PluginRuntimeException(e, "It cannot be read as a jar: {}", e.getMessage());
        }
    }

    @Override
    public ClassLoader loadPlugin(Path file, PluginDescriptor plugin) {
        ModuleReference module = ModuleFinder.of(file).findAll().iterator().next();
        ModulePluginClassLoader loader = new ModulePluginClassLoader(manager, plugin, hostLayer, module);
        loader.addFile(file.toFile());
        return loader;
    }
}
