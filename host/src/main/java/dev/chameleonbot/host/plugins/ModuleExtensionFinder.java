package dev.chameleonbot.host.plugins;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pf4j.LegacyExtensionFinder;
import org.pf4j.PluginManager;
import org.pf4j.PluginWrapper;

/** Finds extensions in {@code META-INF/extensions.idx} and in the {@code provides} of module descriptors. */
final class ModuleExtensionFinder extends LegacyExtensionFinder {
    ModuleExtensionFinder(PluginManager manager) {
        super(manager);
    }

    @Override
    public Map<String, Set<String>> readPluginsStorages() {
        Map<String, Set<String>> found = super.readPluginsStorages();
        for (PluginWrapper plugin : pluginManager.getPlugins()) {
            if (plugin.getPluginClassLoader() instanceof ModulePluginClassLoader loader) {
                Set<String> names = found.computeIfAbsent(plugin.getPluginId(), id -> new LinkedHashSet<>());
                loader.descriptor().provides().forEach(provided -> names.addAll(provided.providers()));
            }
        }
        return found;
    }
}
