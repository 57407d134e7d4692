package dev.chameleonbot.host.plugins.loading;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;

/**
 * The class loader of a plugin that is a named module, in a layer of its own. It still is pf4j's class loader, which
 * pf4j counts on; the layer only decides what module its classes belong to, and thereby what they see and show.
 *
 * <p>pf4j makes class loaders before it knows the order of the plugins, so the layer comes later: {@link #join} is
 * called once, on the loading thread, after the plugins that this one depends on and before any of its classes is
 * loaded.
 */
final class ModulePluginClassLoader extends PluginClassLoader {
    private final PluginManager plugins;
    private final PluginDescriptor plugin;
    private final ModuleReference module;
    private final Path jar;
    private volatile @Nullable ModuleLayer layer;

    ModulePluginClassLoader(PluginManager plugins, PluginDescriptor plugin, ModuleReference module, Path jar) {
        super(plugins, plugin, ModulePluginClassLoader.class.getClassLoader());
        this.plugins = plugins;
        this.plugin = plugin;
        this.module = module;
        this.jar = jar;
        addFile(jar.toFile());
    }

    /**
     * Puts the module into a layer below those of its dependencies and the host's own.
     *
     * @throws java.lang.module.FindException if a required module is missing
     * @throws java.lang.module.ResolutionException if it contradicts a module above it
     */
    void join(ModuleLayer host) {
        List<ModuleLayer> parents = new ArrayList<>();
        for (PluginDependency dependency : plugin.getDependencies()) {
            if (plugins.getPluginClassLoader(dependency.getPluginId()) instanceof ModulePluginClassLoader other
                    && other.layer != null) {
                parents.add(other.layer);
            }
        }
        parents.add(host);
        String name = module.descriptor().name();
        Configuration configuration = Configuration.resolve(
                ModuleFinder.of(jar),
                parents.stream().map(ModuleLayer::configuration).toList(),
                ModuleFinder.of(),
                Set.of(name));
        ModuleLayer.Controller controller = ModuleLayer.defineModules(configuration, parents, any -> this);
        Module self = controller.layer().findModule(name).orElseThrow();
        for (String entryPoint : entryPoints()) {
            String itsPackage = entryPoint.substring(0, Math.max(0, entryPoint.lastIndexOf('.')));
            if (self.getPackages().contains(itsPackage)) {
                controller.addOpens(self, itsPackage, ModulePluginClassLoader.class.getModule());
            }
        }
        layer = controller.layer();
    }

    private Set<String> entryPoints() {
        Set<String> names = new LinkedHashSet<>(PluginClasses.extensions(jar));
        names.add(plugin.getPluginClass());
        return names;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (layer == null) {
            throw new IllegalStateException("A class of " + plugin.getPluginId() + " was requested too early: " + name);
        }
        return super.findClass(name);
    }

    /** How the JDK asks for the classes of one module: {@code ServiceLoader} and {@code Class.forName(Module, …)}. */
    @Override
    protected @Nullable Class<?> findClass(@Nullable String moduleName, String name) {
        if (moduleName != null && !moduleName.equals(module.descriptor().name())) {
            return null;
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            try {
                return loaded != null ? loaded : findClass(name);
            } catch (ClassNotFoundException e) {
                return null;
            }
        }
    }

    @Override
    protected @Nullable URL findResource(@Nullable String moduleName, String name) {
        return moduleName == null || moduleName.equals(module.descriptor().name()) ? findResource(name) : null;
    }
}
