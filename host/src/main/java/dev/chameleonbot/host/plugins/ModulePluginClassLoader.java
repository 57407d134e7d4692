package dev.chameleonbot.host.plugins;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginClassLoader;
import org.pf4j.PluginDependency;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginManager;
import org.pf4j.PluginRuntimeException;

/**
 * Loads a plugin jar that has a module descriptor as that module, in a layer of its own above the host's and those of
 * the plugins that it depends on. What the host does not export, the plugin cannot reach, also not by reflection.
 *
 * <p>It is pf4j's own class loader, so that pf4j closes the jar when it unloads the plugin. The layer is defined when
 * it is first asked for, as pf4j makes the class loaders before it has sorted the dependencies; {@code definition}
 * guards that.
 */
final class ModulePluginClassLoader extends PluginClassLoader {
    private final PluginManager plugins;
    private final PluginDescriptor plugin;
    private final ModuleLayer hostLayer;
    private final ModuleFinder finder;
    private final ModuleDescriptor descriptor;
    private final ReentrantLock definition = new ReentrantLock();
    private volatile @Nullable ModuleLayer layer;

    ModulePluginClassLoader(
            PluginManager plugins, PluginDescriptor plugin, ClassLoader parent, Path jar, ModuleLayer hostLayer) {
        super(plugins, plugin, parent);
        this.plugins = plugins;
        this.plugin = plugin;
        this.hostLayer = hostLayer;
        this.finder = ModuleFinder.of(jar);
        this.descriptor = finder.findAll().stream()
                .map(ModuleReference::descriptor)
                .findAny()
                .orElseThrow();
        addFile(jar.toFile());
    }

    /** Says whether a jar is a module by its own will. */
    static boolean isModule(Path jar) {
        try {
            return ModuleFinder.of(jar).findAll().stream()
                    .anyMatch(module -> !module.descriptor().isAutomatic());
        } catch (FindException e) {
            throw new PluginRuntimeException(e, "{} has an unusable module descriptor", jar.getFileName());
        }
    }

    /**
     * The plugin's layer.
     *
     * @throws PluginRuntimeException if the module cannot be resolved; its message names plugin, module and cause
     */
    ModuleLayer layer() {
        ModuleLayer defined = layer;
        if (defined != null) {
            return defined;
        }
        definition.lock();
        try {
            if (layer == null) {
                layer = define();
            }
            return Objects.requireNonNull(layer);
        } finally {
            definition.unlock();
        }
    }

    private ModuleLayer define() {
        List<ModuleLayer> parents = new ArrayList<>();
        for (PluginDependency dependency : plugin.getDependencies()) {
            if (plugins.getPluginClassLoader(dependency.getPluginId()) instanceof ModulePluginClassLoader module) {
                parents.add(module.layer());
            }
        }
        parents.add(hostLayer);
        List<Configuration> configurations =
                parents.stream().map(ModuleLayer::configuration).toList();
        try {
            Configuration configuration =
                    Configuration.resolve(finder, configurations, ModuleFinder.of(), Set.of(descriptor.name()));
            ModuleLayer.Controller controller = ModuleLayer.defineModules(configuration, parents, name -> this);
            Module self = controller.layer().findModule(descriptor.name()).orElseThrow();
            // pf4j makes the instances; a plugin need not export or open anything for that.
            self.getPackages().forEach(name -> controller.addOpens(self, name, PluginManager.class.getModule()));
            return controller.layer();
        } catch (FindException | ResolutionException | LayerInstantiationException e) {
            throw new PluginRuntimeException(
                    e,
                    "The module {} of plugin '{}' cannot be resolved: {}",
                    descriptor.name(),
                    plugin.getPluginId(),
                    e.getMessage());
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        layer();
        return super.findClass(name);
    }

    /** How the module system itself asks, for a service's provider say. */
    @Override
    protected @Nullable Class<?> findClass(@Nullable String module, String name) {
        if (module != null && !module.equals(descriptor.name())) {
            return null;
        }
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            return null;
        }
    }

    @Override
    protected @Nullable URL findResource(@Nullable String module, String name) {
        return module == null || module.equals(descriptor.name()) ? findResource(name) : null;
    }
}
