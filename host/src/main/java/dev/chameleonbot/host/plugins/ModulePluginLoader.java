package dev.chameleonbot.host.plugins;

import java.nio.file.Files;
import java.nio.file.Path;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginLoader;
import org.pf4j.PluginManager;

/** Takes the jars that are modules, where the host is one itself. */
final class ModulePluginLoader implements PluginLoader {
    private final PluginManager plugins;

    ModulePluginLoader(PluginManager plugins) {
        this.plugins = plugins;
    }

    @Override
    public boolean isApplicable(Path jar) {
        return Files.isRegularFile(jar) && hostModule().getLayer() != null && ModulePluginClassLoader.isModule(jar);
    }

    @Override
    public ClassLoader loadPlugin(Path jar, PluginDescriptor descriptor) {
        return new ModulePluginClassLoader(
                plugins,
                descriptor,
                ModulePluginLoader.class.getClassLoader(),
                jar,
                hostModule().getLayer());
    }

    private static Module hostModule() {
        return ModulePluginLoader.class.getModule();
    }
}
