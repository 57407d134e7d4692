package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.pf4j.PluginDescriptor;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is loaded: the copies of the jars, their plugins, their behaviours, and what is wrong with those that are not.
 *
 * <p>Changes are for one thread at a time; what is loaded and what is wrong may be asked by any.
 */
final class LoadedPlugins implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LoadedPlugins.class);
    /** How long the threads of a plugin that has ended may take to end too. */
    private static final Duration THREADS_END = Duration.ofSeconds(1);
    /** How long all plugins together may take to stop when the host ends, which has little time. */
    private static final Duration LAST_STOPS = Duration.ofSeconds(2);

    private final PluginCopies copies;
    private final LayeredPlugins plugins;
    private final PluginStarter starter;
    private final PluginFailures failures = new PluginFailures();
    /** Replaced as a whole. */
    private volatile Map<String, List<LoadedBehaviour>> behaviours = Map.of();

    LoadedPlugins(PluginCopies copies, PluginCalls calls, ApiRange api) {
        this.copies = copies;
        plugins = new LayeredPlugins(copies.place(), calls);
        starter = new PluginStarter(plugins, calls, api);
    }

    /** The jars of the loaded plugins, by their ids. */
    Map<String, PluginJar> jars() {
        return copies.jars();
    }

    /** The behaviours of all plugins, in the order of the plugins' start. */
    List<LoadedBehaviour> behaviours() {
        return behaviours.values().stream().flatMap(List::stream).toList();
    }

    /** The behaviours of one plugin. */
    List<LoadedBehaviour> behaviours(String id) {
        return behaviours.getOrDefault(id, List.of());
    }

    /** What is wrong with those that should run and do not. */
    PluginFailures failures() {
        return failures;
    }

    /** The plugin and those that depend on it, in the order of their start. */
    List<String> familyOf(String id) {
        return plugins.familyOf(id);
    }

    /** Copies a jar and reads what plugin it is; nothing is loaded yet. */
    PluginJar take(Path source) throws PluginLoadException {
        return copies.take(source);
    }

    /** Deletes the copies of jars that are not loaded. */
    void removeUnused() {
        copies.removeUnused();
    }

    /** Stops and unloads plugins, the last one first, whatever goes wrong on the way. */
    void takeDown(List<String> ids) {
        Map<String, List<LoadedBehaviour>> left = new LinkedHashMap<>(behaviours);
        left.keySet().removeAll(ids);
        behaviours = Collections.unmodifiableMap(left);
        Map<String, ClassLoader> loaders = new LinkedHashMap<>();
        for (String id : ids) {
            PluginWrapper plugin = plugins.getPlugin(id);
            if (plugin != null) {
                loaders.put(id, plugin.getPluginClassLoader());
            }
        }
        plugins.unload(ids);
        ids.forEach(copies::remove);
        loaders.forEach(LoadedPlugins::nameLeftoverThreads);
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

    /**
     * Loads jars together.
     *
     * @return the ids of their plugins, in the order of their start
     * @throws PluginLoadException if one of them cannot be used; taking down what is there by then is the caller's
     */
    List<String> bringUp(Collection<PluginJar> jars) throws PluginLoadException, InterruptedException {
        List<String> started = new ArrayList<>();
        jars.forEach(copies::put);
        for (PluginJar jar : starter.read(jars)) {
            Map<String, List<LoadedBehaviour>> more = new LinkedHashMap<>(behaviours);
            more.put(jar.id(), starter.start(jar));
            behaviours = Collections.unmodifiableMap(more);
            started.add(jar.id());
        }
        started.forEach(failures::clear);
        return started;
    }

    /** Loads the jars one by one, and leaves out those that cannot be loaded; returns what is wrong with those. */
    Map<String, String> bringUpWhatCan(Collection<PluginJar> jars) throws InterruptedException {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, PluginJar> byId = new LinkedHashMap<>();
        jars.forEach(jar -> byId.put(jar.id(), jar));
        PluginDependencies dependencies = PluginDependencies.of(descriptors(jars, problems));
        for (String id : dependencies.inOrder()) {
            PluginJar jar = Objects.requireNonNull(byId.get(id));
            try {
                Optional<String> circle = dependencies.circle(id);
                if (circle.isPresent()) {
                    throw new PluginLoadException(jar.label() + " " + circle.get());
                }
                bringUp(List.of(jar));
            } catch (PluginLoadException e) {
                takeDown(List.of(id));
                problems.put(id, e.getMessage());
            } catch (RuntimeException | Error e) {
                takeDown(List.of(id));
                problems.put(id, jar.label() + " cannot be loaded: " + Reasons.of(e));
            } catch (InterruptedException e) {
                takeDown(List.of(id));
                throw e;
            }
        }
        problems.forEach(failures::put);
        return problems;
    }

    private static List<PluginDescriptor> descriptors(Collection<PluginJar> jars, Map<String, String> problems) {
        List<PluginDescriptor> found = new ArrayList<>();
        for (PluginJar jar : jars) {
            try {
                found.add(PluginDependencies.descriptor(jar.copy()));
            } catch (PluginLoadException e) {
                problems.put(jar.id(), e.getMessage());
            }
        }
        return found;
    }

    /** Stops and unloads all, the last started first, within a few seconds. */
    @Override
    public void close() {
        behaviours = Map.of();
        plugins.unloadAll(LAST_STOPS);
        copies.close();
    }
}
