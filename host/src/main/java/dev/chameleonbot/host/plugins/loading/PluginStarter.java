package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.host.DeclaredScopes;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.PluginWrapper;

/**
 * Brings plugins from their jars to behaviours that can work. What is a plugin's own code runs on a thread of its own, with
 * a time limit. Failures are reported with the plugin's name; taking down what has been brought up is the caller's.
 */
final class PluginStarter {
    private static final Comparator<Class<?>> BY_ORDINAL = Comparator.comparingInt(PluginStarter::ordinal);

    private final LayeredPlugins plugins;
    private final PluginCalls calls;

    PluginStarter(LayeredPlugins plugins, PluginCalls calls) {
        this.plugins = plugins;
        this.calls = calls;
    }

    /** Reads jars and sorts them by what they need; nothing of them has run yet. */
    List<PluginFile> read(Collection<PluginFile> jars) throws OperationException {
        for (PluginFile jar : jars) {
            try {
                plugins.read(jar.content());
            } catch (RuntimeException | Error e) {
                throw new OperationException(jar.label() + " cannot be read: " + Reasons.of(e), e);
            }
        }
        List<String> order;
        try {
            order = plugins.resolve().stream().map(PluginWrapper::getPluginId).toList();
        } catch (RuntimeException | Error e) {
            throw new OperationException(labels(jars) + " cannot be used with the other plugins: " + Reasons.of(e), e);
        }
        return jars.stream()
                .sorted(Comparator.comparingInt(jar -> order.indexOf(jar.id())))
                .toList();
    }

    private static String labels(Collection<PluginFile> jars) {
        return jars.stream().map(PluginFile::label).collect(Collectors.joining(", "));
    }

    /** Starts a plugin that was read, and creates its behaviours. */
    List<LoadedBehaviour> start(PluginFile jar) throws OperationException, InterruptedException {
        PluginWrapper plugin = Objects.requireNonNull(plugins.getPlugin(jar.id()));
        try {
            plugins.join(plugin);
        } catch (RuntimeException | Error e) {
            throw new OperationException(jar.label() + " cannot be loaded: " + Reasons.of(e), e);
        }
        try {
            plugins.start(plugin);
        } catch (PluginCallException e) {
            throw new OperationException(jar.label() + " failed to start: " + e.getMessage(), e);
        }
        List<LoadedBehaviour> behaviours = new ArrayList<>();
        for (Class<?> type : behaviourClasses(jar, plugin)) {
            behaviours.add(create(jar, plugin, type));
        }
        return behaviours;
    }

    private LoadedBehaviour create(PluginFile jar, PluginWrapper plugin, Class<?> type)
            throws OperationException, InterruptedException {
        ClassLoader loader = plugin.getPluginClassLoader();
        String id = jar.id();
        ChatBehaviour behaviour;
        try {
            behaviour = calls.call(id, "new", loader, () -> (ChatBehaviour) LayeredPlugins.create(type));
        } catch (PluginCallException e) {
            throw new OperationException(
                    jar.label() + " cannot create its behaviour " + type.getName() + ": " + e.getMessage(), e);
        }
        try {
            return new LoadedBehaviour(
                    id,
                    jar.version(),
                    behaviour,
                    calls.call(id, "audience()", loader, behaviour::audience),
                    calls.call(id, "scopes()", loader, () -> DeclaredScopes.of(behaviour)),
                    calls.call(id, "settings()", loader, behaviour::settings));
        } catch (PluginCallException e) {
            throw new OperationException(
                    jar.label() + " does not say whose messages its behaviour " + type.getName()
                            + " wants, what it needs and what can be set for it: " + e.getMessage(),
                    e);
        }
    }

    private List<Class<?>> behaviourClasses(PluginFile jar, PluginWrapper plugin)
            throws OperationException, InterruptedException {
        ClassLoader loader = plugin.getPluginClassLoader();
        refuseOwnCopyOfTheApi(jar, loader);
        Set<String> names = plugins.getExtensionClassNames(jar.id());
        try {
            return calls.call(jar.id(), "extensions", loader, () -> {
                List<Class<?>> found = new ArrayList<>();
                for (String name : names) {
                    Class<?> type = loader.loadClass(name);
                    if (ChatBehaviour.class.isAssignableFrom(type)) {
                        found.add(type);
                    }
                }
                found.sort(BY_ORDINAL.thenComparing(Class::getName));
                return found;
            });
        } catch (PluginCallException e) {
            throw new OperationException(
                    jar.label() + " names an extension that cannot be loaded: " + e.getMessage(), e);
        }
    }

    private static void refuseOwnCopyOfTheApi(PluginFile jar, ClassLoader loader) throws OperationException {
        String file = ChatBehaviour.class.getName().replace('.', '/') + ".class";
        if (loader instanceof URLClassLoader own && own.findResource(file) != null) {
            throw new OperationException(
                    jar.label() + " brings a copy of the plugin API of its own; the jar must leave it to the host");
        }
    }

    private static int ordinal(Class<?> type) {
        Extension extension = AbstractExtensionFinder.findExtensionAnnotation(type);
        return extension == null ? 0 : extension.ordinal();
    }
}
