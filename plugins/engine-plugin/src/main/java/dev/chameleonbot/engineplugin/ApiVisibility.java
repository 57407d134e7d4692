package dev.chameleonbot.engineplugin;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDependency;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other plugins see the plugin API where this one brings it. pf4j lets a plugin see the classes of its dependencies,
 * so each plugin with behaviours is given this one as a dependency, for as long as this one is started.
 *
 * <p>A plugin could declare the dependency itself, but a needed one keeps it out of every host without this plugin, and an
 * optional one makes pf4j look for extensions by a library that most hosts do not have: they would find none any more,
 * of any plugin.
 *
 * <p>For the thread that the host works its plugins with.
 */
final class ApiVisibility {
    private static final Logger log = LoggerFactory.getLogger(ApiVisibility.class);

    private final PluginWrapper self;
    private final boolean brought;
    private final PluginDependency onThis;
    private final List<DefaultPluginDescriptor> granted = new ArrayList<>();

    /**
     * Nothing is granted yet.
     *
     * @param self this plugin
     * @param brought whether the plugin API is this plugin's own; the host's is seen by all anyway
     */
    ApiVisibility(PluginWrapper self, boolean brought) {
        this.self = self;
        this.brought = brought;
        this.onThis = new PluginDependency(self.getPluginId());
    }

    /** Lets all plugins see the API that need it. */
    void grantToAll() {
        self.getPluginManager().getPlugins().forEach(this::grant);
    }

    /**
     * Has the behaviours' classes loaded with the API, and nothing more. They stay loadable then, whatever becomes of the
     * engine; with a class that is not, a host's look for extensions of its own fails up to pf4j 3.7, and logs an error
     * later.
     */
    void loadBehaviours() {
        try {
            grantToAll();
        } finally {
            revokeAll();
        }
    }

    /** Lets a plugin see the API if it needs that. */
    void grant(PluginWrapper plugin) {
        if (!brought || plugin.equals(self) || dependsOnThis(plugin)) {
            return;
        }
        Set<String> needing = extensionsThatNeedTheApi(plugin);
        if (needing.isEmpty()) {
            return;
        }
        if (plugin.getDescriptor() instanceof DefaultPluginDescriptor descriptor) {
            add(descriptor);
            granted.add(descriptor);
            needing.forEach(name -> initialize(plugin, name));
            log.debug("\"{}\" sees the plugin API from now on", plugin.getPluginId());
        } else {
            log.error(
                    "\"{}\" cannot see the plugin API; it has to declare the dependency {}",
                    plugin.getPluginId(),
                    self.getPluginId());
        }
    }

    /** Takes everything back: a dependency on a plugin that is gone would keep pf4j from resolving the others. */
    void revokeAll() {
        granted.forEach(descriptor -> descriptor.getDependencies().remove(onThis));
        granted.clear();
    }

    private boolean dependsOnThis(PluginWrapper plugin) {
        return plugin.getDescriptor().getDependencies().stream()
                .anyMatch(dependency -> dependency.getPluginId().equals(self.getPluginId()));
    }

    private void add(DefaultPluginDescriptor descriptor) {
        try {
            descriptor.addDependency(onThis);
        } catch (UnsupportedOperationException immutable) { // where there are none, up to pf4j 3.4
            makeMutable(descriptor);
            descriptor.addDependency(onThis);
        }
    }

    private static void makeMutable(DefaultPluginDescriptor descriptor) {
        try {
            Field dependencies = DefaultPluginDescriptor.class.getDeclaredField("dependencies");
            dependencies.setAccessible(true);
            dependencies.set(descriptor, new ArrayList<>(descriptor.getDependencies()));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("This version of pf4j does not let a plugin get a dependency", e);
        }
    }

    private Set<String> extensionsThatNeedTheApi(PluginWrapper plugin) {
        Set<String> needing = new LinkedHashSet<>();
        for (String name : self.getPluginManager().getExtensionClassNames(plugin.getPluginId())) {
            try {
                // Loaded already, it was with the API; it needs more of it when it works.
                if (ChatBehaviour.class.isAssignableFrom(
                        plugin.getPluginClassLoader().loadClass(name))) {
                    needing.add(name);
                }
            } catch (NoClassDefFoundError e) {
                if (String.valueOf(e.getMessage()).replace('/', '.').startsWith(PluginApi.PACKAGE)) {
                    needing.add(name);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                log.debug("{} of \"{}\" cannot be loaded", name, plugin.getPluginId(), e);
            }
        }
        return needing;
    }

    /** With its statics, so that a host that creates all extensions of a plugin can do so after the engine has stopped. */
    private static void initialize(PluginWrapper plugin, String name) {
        try {
            Class.forName(name, true, plugin.getPluginClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            log.debug("{} of \"{}\" cannot be used", name, plugin.getPluginId(), e);
        }
    }
}
