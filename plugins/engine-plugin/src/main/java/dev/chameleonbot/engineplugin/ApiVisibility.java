package dev.chameleonbot.engineplugin;

import java.util.ArrayList;
import java.util.List;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.PluginDependency;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets other plugins see the plugin API that this one brings. pf4j lets a plugin see the classes of its dependencies, so
 * each plugin whose extensions miss the API is given this one as a dependency, for as long as this one is started.
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
    private final PluginDependency onThis;
    private final List<DefaultPluginDescriptor> granted = new ArrayList<>();

    ApiVisibility(PluginWrapper self) {
        this.self = self;
        this.onThis = new PluginDependency(self.getPluginId());
    }

    /** Lets all plugins see the API that need it. */
    void grantToAll() {
        self.getPluginManager().getPlugins().forEach(this::grant);
    }

    /** Lets a plugin see the API if it needs that. */
    void grant(PluginWrapper plugin) {
        if (plugin.equals(self) || !missesTheApi(plugin)) {
            return;
        }
        if (plugin.getDescriptor() instanceof DefaultPluginDescriptor descriptor) {
            descriptor.addDependency(onThis);
            granted.add(descriptor);
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

    private boolean missesTheApi(PluginWrapper plugin) {
        for (String name : self.getPluginManager().getExtensionClassNames(plugin.getPluginId())) {
            try {
                plugin.getPluginClassLoader().loadClass(name);
            } catch (NoClassDefFoundError e) {
                if (String.valueOf(e.getMessage()).replace('/', '.').startsWith(PluginApi.PACKAGE)) {
                    return true;
                }
            } catch (ClassNotFoundException | LinkageError e) {
                log.debug("{} of \"{}\" cannot be loaded", name, plugin.getPluginId(), e);
            }
        }
        return false;
    }
}
