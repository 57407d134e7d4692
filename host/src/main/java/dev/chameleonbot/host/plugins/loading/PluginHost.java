package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.ApiRange;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginCopies;
import dev.chameleonbot.host.plugins.files.PluginDependencies;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginFolder;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginRules;
import dev.chameleonbot.host.plugins.files.Reasons;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Files;
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
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that are there, loaded and started.
 *
 * <p>Only jars count. Each is loaded from a private copy, so a file may be replaced while the host runs. A jar with a
 * {@code module-info} becomes a named module in a layer of its own; one without runs in pf4j's class loader. Neither
 * confines what a plugin does: it is code that the operator trusts. But a plugin that fails, or does not come back, ends as
 * a plugin that is not loaded, with a reason, for anything it throws.
 *
 * <p>Changes are for one thread at a time; what is loaded and what is wrong may be asked by any.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);
    /** How long the threads of a plugin that has ended may take to end too. */
    private static final Duration THREADS_END = Duration.ofSeconds(1);
    /** How long all plugins together may take to stop when the host ends, which has little time. */
    private static final Duration LAST_STOPS = Duration.ofSeconds(2);

    private final PluginFolder folder;
    private final PluginCopies copies;
    private final LayeredPlugins plugins;
    private final PluginStarter starter;
    private final PluginRules rules;
    private final PluginFailures failures = new PluginFailures();
    /** By id, in the order of their start. Replaced as a whole. */
    private volatile Map<String, Loaded> loaded = Map.of();

    private record Loaded(PluginFile file, List<LoadedBehaviour> behaviours) {}

    private PluginHost(PluginFolder folder, PluginCopies copies, PluginCalls calls, ApiRange api) {
        this.folder = folder;
        this.copies = copies;
        this.plugins = new LayeredPlugins(copies.place(), calls);
        this.starter = new PluginStarter(plugins, calls);
        this.rules = new PluginRules(api);
    }

    /**
     * Loads and starts the plugin jars of the operator and of the program. One that cannot be used is left out, and so is
     * what needs it; they are among the {@link #failures}. If none can be used, that is thrown and nothing stays loaded.
     */
    public static PluginHost load(PluginPlaces places) throws OperationException {
        return load(places, new PluginCalls(PluginCalls.Limits.STANDARD), ApiRange.ofThisHost());
    }

    /** Does the same where the system's temporary folder may not be writable; copies of jars are put elsewhere then. */
    public static PluginHost load(PluginPlaces places, Path otherwise) throws OperationException {
        return load(
                places, Optional.of(otherwise), new PluginCalls(PluginCalls.Limits.STANDARD), ApiRange.ofThisHost());
    }

    /** Does the same with other limits and another plugin API. */
    public static PluginHost load(PluginPlaces places, PluginCalls calls, ApiRange api) throws OperationException {
        return load(places, Optional.empty(), calls, api);
    }

    private static PluginHost load(PluginPlaces places, Optional<Path> otherwise, PluginCalls calls, ApiRange api)
            throws OperationException {
        PluginFolder folder = new PluginFolder(places);
        FolderContent there = usable(folder);
        PluginHost host = new PluginHost(folder, PluginCopies.of(folder, otherwise), calls, api);
        try {
            host.start(there);
            return host;
        } catch (InterruptedException e) {
            host.close();
            Thread.currentThread().interrupt();
            throw new OperationException("The start of the plugins was interrupted", e);
        } catch (OperationException | RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static FolderContent usable(PluginFolder folder) throws OperationException {
        Optional<Path> bundled = folder.places().bundled();
        if (bundled.isEmpty() && !Files.isDirectory(folder.path())) {
            throw new OperationException("The plugins folder " + folder.path()
                    + " does not exist or is not a folder; name another one with --plugins");
        }
        FolderContent there = folder.read();
        if (there.plugins().isEmpty() && there.broken().isEmpty()) {
            String nor = bundled.isPresent() ? ", nor does " + folder.path() : "";
            throw new OperationException("The plugins folder " + bundled.orElse(folder.path()) + " holds no plugin"
                    + nor + "; put a plugin jar there, such as color-changer.jar");
        }
        return there;
    }

    private void start(FolderContent there) throws OperationException, InterruptedException {
        Set<String> disabled = there.disabled();
        there.broken()
                .forEach((file, problem) -> failures.put(file.getFileName().toString(), problem));
        List<PluginFile> wanted = new ArrayList<>();
        for (PluginFile found : there.plugins().values()) {
            String id = found.id();
            if (disabled.contains(id)) {
                log.info("The plugin \"{}\" is disabled", id);
                continue;
            }
            try {
                wanted.add(copies.take(found));
                folder.hint(found).ifPresent(hint -> log.warn("The plugin \"{}\": {}", id, hint));
            } catch (OperationException e) {
                failures.put(id, e.getMessage());
            }
        }
        loadWhatCan(wanted).forEach(failures::put);
        List<String> reasons =
                failures.all().stream().map(PluginFailure::reason).toList();
        if (behaviours().isEmpty() && (disabled.isEmpty() || !reasons.isEmpty())) {
            throw new OperationException(
                    reasons.isEmpty()
                            ? "No plugin in " + folder.path() + " brings a chat behaviour: an implementation of "
                                    + ChatBehaviour.class.getSimpleName() + " with pf4j's @Extension"
                            : String.join("; ", reasons));
        }
        removeUnused();
    }

    /** The behaviours of all plugins, in the order of the plugins' start. */
    public List<LoadedBehaviour> behaviours() {
        return loaded.values().stream()
                .flatMap(one -> one.behaviours().stream())
                .toList();
    }

    /** The behaviours of one plugin. */
    public List<LoadedBehaviour> behaviours(String id) {
        Loaded one = loaded.get(id);
        return one == null ? List.of() : one.behaviours();
    }

    /** What all of them need of a token. */
    public Set<String> scopes() {
        return behaviours().stream()
                .flatMap(behaviour -> behaviour.scopes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What can be set for the plugins that have behaviours, by their ids. */
    public Map<String, SettingsSchema> schemas() {
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        behaviours().forEach(one -> schemas.merge(one.pluginId(), one.settings(), SettingsSchema::and));
        return schemas;
    }

    /** What can be set for a plugin. */
    public Optional<SettingsSchema> settings(String id) {
        return loaded.containsKey(id) ? Optional.of(schemas().getOrDefault(id, SettingsSchema.of())) : Optional.empty();
    }

    /** The jars of the loaded plugins, by their ids, in the order of their start. */
    public Map<String, PluginFile> jars() {
        Map<String, PluginFile> jars = new LinkedHashMap<>();
        loaded.forEach((id, one) -> jars.put(id, one.file()));
        return jars;
    }

    /** The plugins that should run and do not, and the files that cannot be used. */
    public PluginFailures failures() {
        return failures;
    }

    /** Where copies of jars are taken. */
    public PluginCopies copies() {
        return copies;
    }

    /** Which plugins can be loaded. */
    public PluginRules rules() {
        return rules;
    }

    /** Deletes the copies of jars that are not loaded. */
    public void removeUnused() {
        copies.retain(jars().values());
    }

    /** The plugin and those that depend on it, in the order of their start. */
    public List<String> familyOf(String id) {
        return plugins.familyOf(id);
    }

    /** Refuses to end a plugin on which others depend. */
    public void requireUnneeded(String id) throws OperationException {
        List<String> family = familyOf(id);
        PluginRules.requireUnneeded(id, family.subList(1, family.size()));
    }

    /**
     * Loads and starts copies that can be loaded by what their manifests say; tells their plugins in the order of their start.
     * What is there by the time it fails is for the caller to {@link #unload}.
     */
    public List<String> load(Collection<PluginFile> jars) throws OperationException, InterruptedException {
        List<String> started = new ArrayList<>();
        for (PluginFile jar : starter.read(jars)) {
            Map<String, Loaded> more = new LinkedHashMap<>(loaded);
            more.put(jar.id(), new Loaded(jar, starter.start(jar)));
            loaded = Collections.unmodifiableMap(more);
            started.add(jar.id());
        }
        started.forEach(failures::clear);
        return started;
    }

    /** Loads copies one by one, each after those that it needs; tells what is wrong with those that cannot be loaded. */
    public Map<String, String> loadWhatCan(Collection<PluginFile> jars) throws InterruptedException {
        Map<String, String> problems = new LinkedHashMap<>();
        Map<String, PluginFile> byId = new LinkedHashMap<>();
        jars.forEach(jar -> byId.put(jar.id(), jar));
        PluginDependencies dependencies = new PluginDependencies(jars);
        for (String id : dependencies.inOrder()) {
            PluginFile jar = Objects.requireNonNull(byId.get(id));
            boolean isLoaded = false;
            try {
                Optional<String> circle = dependencies.circle(id);
                if (circle.isPresent()) {
                    throw new OperationException(jar.label() + " " + circle.get());
                }
                rules.require(jar, jars().values());
                load(List.of(jar));
                isLoaded = true;
            } catch (OperationException e) {
                problems.put(id, e.getMessage());
            } catch (RuntimeException | Error e) {
                problems.put(id, jar.label() + " cannot be loaded: " + Reasons.of(e));
            } finally {
                if (!isLoaded) {
                    unload(List.of(id));
                }
            }
        }
        return problems;
    }

    /**
     * Stops and unloads plugins, the last one first, also after failures: those given in the order of their start,
     * which are to include all that depend on them.
     */
    public void unload(List<String> ids) {
        Map<String, Loaded> left = new LinkedHashMap<>(loaded);
        left.keySet().removeAll(ids);
        loaded = Collections.unmodifiableMap(left);
        Map<String, ClassLoader> loaders = new LinkedHashMap<>();
        for (String id : ids) {
            PluginWrapper plugin = plugins.getPlugin(id);
            if (plugin != null) {
                loaders.put(id, plugin.getPluginClassLoader());
            }
        }
        plugins.unload(ids);
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

    /**
     * The ids of the plugins that are there: loaded, disabled, or failed. Not of those of the program that nobody has enabled.
     */
    public SortedSet<String> known() throws OperationException {
        SortedSet<String> known = new TreeSet<>(loaded.keySet());
        known.addAll(folder.switchedOff());
        failures.all().forEach(failure -> known.add(failure.plugin()));
        return known;
    }

    /**
     * Stops and unloads the plugins, the last started first, within a few seconds; what fails to stop is logged and unloaded
     * all the same.
     */
    @Override
    public void close() {
        loaded = Map.of();
        plugins.unloadAll(LAST_STOPS);
        copies.close();
    }
}
