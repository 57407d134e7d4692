package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.pf4j.AbstractExtensionFinder;
import org.pf4j.Extension;
import org.pf4j.PluginDependency;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of one folder, loaded and started.
 *
 * <p>Only jars count. Each is loaded from a private copy, so a file may be replaced while the host runs. A jar with a
 * {@code module-info} becomes a named module in a layer of its own; one without runs in pf4j's class loader. Neither
 * confines what a plugin does: it is code that the operator trusts.
 *
 * <p>All of it is for one thread at a time.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);
    /** How long the threads of a plugin that has ended may take to end too. */
    private static final Duration THREADS_END = Duration.ofSeconds(1);

    private static final Comparator<Class<?>> BY_ORDINAL = Comparator.comparingInt(PluginHost::ordinal);

    private final ApiRange api = ApiRange.ofThisHost();
    private final PluginFolder folder;
    private final PluginCopies copies;
    private final LayeredPlugins plugins;
    private final Map<String, List<LoadedBehaviour>> behaviours = new LinkedHashMap<>();

    private PluginHost(PluginFolder folder, PluginCopies copies) {
        this.folder = folder;
        this.copies = copies;
        plugins = new LayeredPlugins(copies.place());
    }

    /**
     * Loads and starts every plugin jar of a folder.
     *
     * @param folder where the jars are
     * @return the started plugins
     * @throws PluginLoadException if one of them cannot be used; nothing stays loaded then
     */
    public static PluginHost load(Path folder) throws PluginLoadException {
        PluginFolder files = new PluginFolder(folder);
        PluginHost host = new PluginHost(files, PluginCopies.of(folder));
        try {
            host.bringUp(host.copies.jars().values());
            if (host.behaviours().isEmpty() && files.disabled().isEmpty()) {
                throw new PluginLoadException(
                        "No plugin in " + folder + " brings a chat behaviour: an implementation of "
                                + ChatBehaviour.class.getSimpleName() + " with pf4j's @Extension");
            }
            return host;
        } catch (PluginLoadException | RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    /** The behaviours of all plugins, in the order of the plugins' start. */
    public List<LoadedBehaviour> behaviours() {
        return behaviours.values().stream().flatMap(List::stream).toList();
    }

    /** The behaviours of one plugin. */
    List<LoadedBehaviour> behaviours(String id) {
        return behaviours.getOrDefault(id, List.of());
    }

    /** What can be set for a plugin; empty if it is not loaded, or fails to say so. */
    Optional<SettingsSchema> settings(String id) {
        if (!copies.jars().containsKey(id)) {
            return Optional.empty();
        }
        try {
            return behaviours(id).stream()
                    .map(loaded -> loaded.behaviour().settings())
                    .reduce(SettingsSchema::and)
                    .or(() -> Optional.of(SettingsSchema.of()));
        } catch (RuntimeException | LinkageError e) {
            log.error("The plugin \"{}\" does not say what can be set", id, e);
            return Optional.empty();
        }
    }

    /** The jars of the loaded plugins, by their ids. */
    Map<String, PluginJar> jars() {
        return Map.copyOf(copies.jars());
    }

    /** Copies a jar and reads what plugin it is; nothing is loaded yet. */
    PluginJar take(Path source) throws PluginLoadException {
        return copies.take(source);
    }

    /**
     * Loads a jar in the place of the plugin with its id, or beside the others, and loads anew what depends on it. What
     * was loaded before is put back if anything fails.
     *
     * @param jar the jar
     * @return the ids of the plugins that were loaded, in the order of their start
     * @throws PluginLoadException if one of them cannot be used; then those before are loaded again
     */
    List<String> exchange(PluginJar jar) throws PluginLoadException {
        List<String> family = plugins.familyOf(jar.id());
        Map<String, PluginJar> before = new LinkedHashMap<>();
        family.forEach(id -> Optional.ofNullable(copies.jars().get(id)).ifPresent(one -> before.put(id, one)));
        Map<String, PluginJar> after = new LinkedHashMap<>(before);
        after.put(jar.id(), jar);
        takeDown(family);
        try {
            after.values().forEach(copies::put);
            return bringUp(after.values());
        } catch (PluginLoadException | RuntimeException | Error e) {
            takeDown(family);
            before.values().forEach(copies::put);
            putBack(before, e);
            throw e;
        }
    }

    private void putBack(Map<String, PluginJar> before, Throwable because) {
        try {
            bringUp(before.values());
        } catch (PluginLoadException | RuntimeException e) {
            because.addSuppressed(e);
        }
    }

    /**
     * Unloads a plugin on which no other depends.
     *
     * @param id the plugin
     * @throws PluginLoadException if others depend on it; then nothing has changed
     */
    void remove(String id) throws PluginLoadException {
        List<String> family = plugins.familyOf(id);
        if (family.size() > 1) {
            throw new PluginLoadException(
                    "The plugin \"" + id + "\" is needed by " + family.subList(1, family.size()) + "; end those first");
        }
        takeDown(family);
    }

    /** The plugin and those that depend on it, in the order of their start. */
    List<String> familyOf(String id) {
        return plugins.familyOf(id);
    }

    private void takeDown(List<String> ids) {
        ids.forEach(behaviours::remove);
        Map<String, ClassLoader> loaders = new LinkedHashMap<>();
        for (String id : ids) {
            PluginWrapper plugin = plugins.getPlugin(id);
            if (plugin != null) {
                loaders.put(id, plugin.getPluginClassLoader());
            }
        }
        plugins.unload(ids);
        ids.forEach(copies::remove);
        loaders.forEach(PluginHost::nameLeftoverThreads);
    }

    private static void nameLeftoverThreads(String id, ClassLoader loader) {
        List<String> left = LeftoverThreads.after(id, loader, THREADS_END);
        if (!left.isEmpty()) {
            log.warn(
                    "The plugin \"{}\" has ended and left threads behind, which keep its classes in memory: {}."
                            + " It should end them when its sessions close, or use the schedule instead",
                    id,
                    String.join(", ", left));
        }
    }

    private List<String> bringUp(Collection<PluginJar> jars) throws PluginLoadException {
        for (PluginJar jar : jars) {
            read(jar);
        }
        Set<String> ids = jars.stream().map(PluginJar::id).collect(Collectors.toSet());
        List<PluginWrapper> inOrder = resolve().stream()
                .filter(plugin -> ids.contains(plugin.getPluginId()))
                .toList();
        for (PluginWrapper plugin : inOrder) {
            start(plugin);
        }
        for (PluginWrapper plugin : inOrder) {
            instantiate(plugin);
        }
        return inOrder.stream().map(PluginWrapper::getPluginId).toList();
    }

    /**
     * The ids of the plugins that are there, loaded or disabled.
     *
     * @throws PluginLoadException if the list of the disabled ones cannot be read
     */
    public SortedSet<String> known() throws PluginLoadException {
        SortedSet<String> known = new TreeSet<>(copies.jars().keySet());
        known.addAll(folder.disabled());
        return known;
    }

    /** Stops and unloads the plugins, the last started first; what fails to stop is logged and unloaded all the same. */
    @Override
    public void close() {
        behaviours.clear();
        plugins.unloadAll();
        copies.close();
    }

    private void read(PluginJar jar) throws PluginLoadException {
        try {
            PluginWrapper plugin = plugins.read(jar.copy());
            if (plugin.getPluginState() == PluginState.DISABLED) {
                throw new PluginLoadException(jar.label() + " is for version "
                        + plugin.getDescriptor().getRequires() + " of the plugin API; this host has "
                        + plugins.getSystemVersion());
            }
            Optional<String> mismatch = api.mismatch(jar.copy());
            if (mismatch.isPresent()) {
                throw new PluginLoadException(jar.label() + " " + mismatch.get());
            }
        } catch (IOException | RuntimeException e) {
            throw new PluginLoadException(jar.label() + " cannot be read: " + Reasons.of(e), e);
        }
    }

    private List<PluginWrapper> resolve() throws PluginLoadException {
        for (PluginWrapper plugin : plugins.getPlugins()) {
            for (PluginDependency needed : plugin.getDescriptor().getDependencies()) {
                if (!needed.isOptional() && plugins.getPlugin(needed.getPluginId()) == null) {
                    throw new PluginLoadException(label(plugin) + " needs the plugin \"" + needed.getPluginId()
                            + "\", which is not in the plugins folder");
                }
            }
        }
        try {
            return plugins.resolve();
        } catch (RuntimeException e) {
            throw new PluginLoadException(
                    "The plugins " + new TreeSet<>(copies.jars().keySet()) + " do not fit together: " + Reasons.of(e),
                    e);
        }
    }

    private void start(PluginWrapper plugin) throws PluginLoadException {
        try {
            plugins.join(plugin);
        } catch (RuntimeException | LinkageError e) {
            throw new PluginLoadException(label(plugin) + " cannot be loaded: " + Reasons.of(e), e);
        }
        try {
            inContextOf(plugin, () -> plugins.startPlugin(plugin.getPluginId()));
        } catch (Exception | LinkageError e) {
            throw new PluginLoadException(label(plugin) + " failed to start: " + Reasons.of(e), e);
        }
    }

    /** So that the threads it begins, and libraries that look there for its classes, are its own. */
    private static <T> T inContextOf(PluginWrapper plugin, Callable<T> call) throws Exception {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        current.setContextClassLoader(plugin.getPluginClassLoader());
        try {
            return call.call();
        } finally {
            current.setContextClassLoader(before);
        }
    }

    private void instantiate(PluginWrapper plugin) throws PluginLoadException {
        for (Class<?> type : behaviourClasses(plugin)) {
            try {
                ChatBehaviour behaviour = inContextOf(
                        plugin, () -> (ChatBehaviour) type.getConstructor().newInstance());
                behaviours
                        .computeIfAbsent(plugin.getPluginId(), id -> new ArrayList<>())
                        .add(new LoadedBehaviour(
                                plugin.getPluginId(), plugin.getDescriptor().getVersion(), behaviour));
            } catch (Exception | LinkageError e) {
                throw new PluginLoadException(
                        label(plugin) + " cannot create its behaviour " + type.getName() + ": " + Reasons.of(e), e);
            }
        }
    }

    private List<Class<?>> behaviourClasses(PluginWrapper plugin) throws PluginLoadException {
        ClassLoader loader = plugin.getPluginClassLoader();
        refuseOwnCopyOfTheApi(plugin, loader);
        List<Class<?>> found = new ArrayList<>();
        for (String name : plugins.getExtensionClassNames(plugin.getPluginId())) {
            try {
                Class<?> type = loader.loadClass(name);
                if (ChatBehaviour.class.isAssignableFrom(type)) {
                    found.add(type);
                }
            } catch (ClassNotFoundException | RuntimeException | LinkageError e) {
                throw new PluginLoadException(
                        label(plugin) + " names an extension that cannot be loaded: " + Reasons.of(e), e);
            }
        }
        found.sort(BY_ORDINAL.thenComparing(Class::getName));
        return found;
    }

    private void refuseOwnCopyOfTheApi(PluginWrapper plugin, ClassLoader loader) throws PluginLoadException {
        String file = ChatBehaviour.class.getName().replace('.', '/') + ".class";
        if (loader instanceof URLClassLoader own && own.findResource(file) != null) {
            throw new PluginLoadException(
                    label(plugin) + " brings a copy of the plugin API of its own; the jar must leave it to the host");
        }
    }

    private static int ordinal(Class<?> type) {
        Extension extension = AbstractExtensionFinder.findExtensionAnnotation(type);
        return extension == null ? 0 : extension.ordinal();
    }

    private String label(PluginWrapper plugin) {
        Map<String, PluginJar> jars = copies.jars();
        PluginJar jar = jars.get(plugin.getPluginId());
        return jar == null ? plugin.getPluginId() : jar.label();
    }
}
