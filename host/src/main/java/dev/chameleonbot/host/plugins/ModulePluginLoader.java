package dev.chameleonbot.host.plugins;

import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Optional;
import org.pf4j.JarPluginLoader;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/** Gives a jar that declares a module a class loader with a layer, and any other jar pf4j's own class loader. */
final class ModulePluginLoader extends JarPluginLoader {

    ModulePluginLoader(PluginManager plugins) {
        super(plugins);
    }

    @Override
    public ClassLoader loadPlugin(Path jar, PluginDescriptor plugin) {
        Optional<ModuleReference> module =
                LayeredPlugins.API.isNamed() ? PluginClasses.declaredModule(jar) : Optional.empty();
        return module.isPresent()
                ? new ModulePluginClassLoader(pluginManager, plugin, module.get(), jar)
                : super.loadPlugin(jar, plugin);
    }
}
