package dev.chameleonbot.engineplugin;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.PluginManager;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the behaviours among the extensions of a host's plugin manager.
 *
 * <p>It asks pf4j for the names of the extensions and loads them itself: pf4j's own way needs the library ASM as soon as
 * one plugin of the host has an optional dependency, and finds nothing where the host has no ASM.
 *
 * <p>For the thread that the host works its plugins with.
 */
final class HostBehaviours {
    /** What stands for a plugin's id where an extension is on the host's own path. */
    static final String HOST = "host";

    private static final Logger log = LoggerFactory.getLogger(HostBehaviours.class);
    private static final Comparator<Class<?>> IN_ORDER =
            Comparator.<Class<?>>comparingInt(HostBehaviours::ordinal).thenComparing(Class::getName);

    private final PluginManager plugins;
    private final PluginWrapper self;
    private final List<HostBehaviour> ofTheHost;
    /** Those of started plugins, by id. */
    private final Map<String, Instances> ofPlugins = new LinkedHashMap<>();

    /** The class loader tells a plugin from the same one loaded again, which has other classes. */
    private record Instances(ClassLoader loader, List<HostBehaviour> behaviours) {}

    /**
     * Looks at the host's own path once; it does not change.
     *
     * @param self the plugin that asks, which has no behaviours
     */
    HostBehaviours(PluginWrapper self) {
        this.self = self;
        this.plugins = self.getPluginManager();
        this.ofTheHost = instances(HOST, types(null, plugins.getClass().getClassLoader(), HOST));
    }

    /** The behaviours of the host and of all plugins that are started now; each keeps its instance while it is. */
    List<HostBehaviour> started() {
        List<PluginWrapper> started = plugins.getPlugins().stream()
                .filter(plugin -> plugin.getPluginState() == PluginState.STARTED && !plugin.equals(self))
                .toList();
        ofPlugins
                .values()
                .removeIf(known -> started.stream()
                        .noneMatch(plugin -> plugin.getPluginClassLoader().equals(known.loader)));
        for (PluginWrapper plugin : started) {
            ofPlugins.computeIfAbsent(
                    plugin.getPluginId(),
                    id -> new Instances(plugin.getPluginClassLoader(), instances(id, typesOf(plugin))));
        }
        List<HostBehaviour> all = new ArrayList<>(ofTheHost);
        ofPlugins.values().forEach(known -> all.addAll(known.behaviours));
        return all;
    }

    /** Whether a plugin is there that offers a behaviour and was not started yet. */
    boolean mayCome() {
        return plugins.getPlugins().stream()
                .filter(plugin -> plugin.getPluginState() == PluginState.RESOLVED && !plugin.equals(self))
                .anyMatch(plugin -> !typesOf(plugin).isEmpty());
    }

    /** Its own ones only. */
    private List<Class<? extends ChatBehaviour>> typesOf(PluginWrapper plugin) {
        ClassLoader loader = plugin.getPluginClassLoader();
        return types(plugin.getPluginId(), loader, "The plugin \"" + plugin.getPluginId() + "\"").stream()
                // For a plugin without an index pf4j reads that of the host, or of a plugin that it depends on.
                .filter(type -> loader.equals(type.getClassLoader()))
                .toList();
    }

    private List<Class<? extends ChatBehaviour>> types(@Nullable String pluginId, ClassLoader loader, String label) {
        List<Class<? extends ChatBehaviour>> found = new ArrayList<>();
        for (String name : Set.copyOf(plugins.getExtensionClassNames(pluginId))) {
            try {
                Class<?> type = loader.loadClass(name);
                if (ChatBehaviour.class.isAssignableFrom(type)) {
                    found.add(type.asSubclass(ChatBehaviour.class));
                } else if (isBehaviourOfAnotherApi(type)) {
                    log.error(
                            "{}: {} is left out, as it implements another copy of the plugin API; the plugin must not"
                                    + " bring one, and has to be reloaded after chameleon-engine was",
                            label,
                            name);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                log.warn("{}: the extension {} cannot be loaded and is left out: {}", label, name, e.toString());
            }
        }
        found.sort(IN_ORDER);
        return found;
    }

    private static boolean isBehaviourOfAnotherApi(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> itsInterface : at.getInterfaces()) {
                if (itsInterface.getName().equals(ChatBehaviour.class.getName())) {
                    return true;
                }
            }
        }
        return false;
    }

    private List<HostBehaviour> instances(String pluginId, List<Class<? extends ChatBehaviour>> types) {
        List<HostBehaviour> made = new ArrayList<>();
        for (Class<? extends ChatBehaviour> type : types) {
            try {
                ChatBehaviour behaviour = plugins.getExtensionFactory().create(type);
                // Asked here, where a failure is this behaviour's alone.
                log.debug("{}: {} wants {}", pluginId, type.getName(), behaviour.audience());
                made.add(new HostBehaviour(pluginId, behaviour));
            } catch (RuntimeException | LinkageError e) {
                log.error("\"{}\": its behaviour {} cannot be created and is left out", pluginId, type.getName(), e);
            }
        }
        return made;
    }

    private static int ordinal(Class<?> type) {
        Extension extension = AbstractExtensionFinder.findExtensionAnnotation(type);
        return extension == null ? 0 : extension.ordinal();
    }
}
