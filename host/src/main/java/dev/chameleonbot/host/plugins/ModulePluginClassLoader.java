package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;

/**
 * Loads a plugin with a module descriptor as the named module that it is, in a layer of its own.
 *
 * <p>The layer's parents are the layers of the plugins that this one depends on, and the host's. pf4j makes class
 * loaders before it knows the order of plugins, so the layer is defined later, by {@link #defineLayer}, before the
 * first class is asked for. It is a {@link PluginClassLoader} since pf4j expects one.
 */
final class ModulePluginClassLoader extends PluginClassLoader {
    private final PluginManager manager;
    private final PluginDescriptor plugin;
    private final ModuleLayer hostLayer;
    private final ModuleReference module;
    private volatile @Nullable ModuleLayer layer;

    ModulePluginClassLoader(
            PluginManager manager, PluginDescriptor plugin, ModuleLayer hostLayer, ModuleReference module) {
        super(manager, plugin, ModulePluginClassLoader.class.getClassLoader());
        this.manager = manager;
        this.plugin = plugin;
        this.hostLayer = hostLayer;
        this.module = module;
    }

    ModuleDescriptor descriptor() {
        return module.descriptor();
    }

    /** The plugin's layer; empty until it is defined. */
    Optional<ModuleLayer> layer() {
        return Optional.ofNullable(layer);
    }

    /**
     * Defines the plugin's layer, once the plugins that it depends on have theirs. Only pf4j may look into the module,
     * as it has to create the plugin and its extensions.
     *
     * @throws java.lang.module.ResolutionException if a module is missing, or a package is in two modules
     */
    void defineLayer() {
        List<ModuleLayer> parents = parents();
        Configuration resolved = Configuration.resolve(
                new SingleModule(module),
                parents.stream().map(ModuleLayer::configuration).toList(),
                ModuleFinder.of(),
                Set.of(descriptor().name()));
        ModuleLayer.Controller controller = ModuleLayer.defineModules(resolved, parents, name -> this);
        Module self = controller.layer().findModule(descriptor().name()).orElseThrow();
        self.getPackages().forEach(name -> controller.addOpens(self, name, PluginManager.class.getModule()));
        layer = controller.layer();
    }

    private List<ModuleLayer> parents() {
        List<ModuleLayer> parents = new ArrayList<>();
        for (PluginDependency dependency : plugin.getDependencies()) {
            ClassLoader loader = manager.getPluginClassLoader(dependency.getPluginId());
            if (loader instanceof ModulePluginClassLoader other) {
                parents.add(other.layer()
                        .orElseThrow(() -> new PluginRuntimeException("The plugin '" + dependency.getPluginId()
                                + "', which it depends on, is not resolved")));
            }
        }
        parents.add(hostLayer);
        return parents;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (layer == null) {
            throw new ClassNotFoundException(name + ": the plugin '" + plugin.getPluginId() + "' is not resolved");
        }
        return super.findClass(name);
    }

    /** What {@code Class.forName(Module, String)} and {@code ServiceLoader} ask for; by contract null where absent. */
    @Override
    protected @Nullable Class<?> findClass(String moduleName, String name) {
        if (moduleName != null && !descriptor().name().equals(moduleName)) {
            return null;
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(@Nullable String moduleName, String name) throws IOException {
        return moduleName == null || descriptor().name().equals(moduleName) ? findResource(name) : null;
    }

    /** Finds the plugin's module and no other. */
    private record SingleModule(ModuleReference module) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return module.descriptor().name().equals(name) ? Optional.of(module) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(module);
        }
    }
}
