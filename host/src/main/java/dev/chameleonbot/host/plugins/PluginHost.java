package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins that are there, loaded and started.
 *
 * <p>Only jars count. Each is loaded from a private copy, so a file may be replaced while the host runs. A jar with a
 * {@code module-info} becomes a named module in a layer of its own; one without runs in pf4j's class loader. Neither
 * confines what a plugin does: it is code that the operator trusts. But a plugin that fails, or does not come back, ends as
 * a plugin that is not loaded, with a reason, whatever it throws.
 *
 * <p>Changes are for one thread at a time; what is loaded and what is wrong may be asked by any.
 */
public final class PluginHost implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginFolder folder;
    private final LoadedPlugins loaded;

    private PluginHost(PluginFolder folder, LoadedPlugins loaded) {
        this.folder = folder;
        this.loaded = loaded;
    }

    /**
     * Loads and starts the plugin jars of the operator and of the program. One that cannot be used is left out, and so is what needs it; they are
     * among the {@link #failures}.
     *
     * @param places where the jars are
     * @return the started plugins
     * @throws PluginLoadException if none of them can be used; nothing stays loaded then
     */
    public static PluginHost load(PluginPlaces places) throws PluginLoadException {
        return load(places, new PluginCalls(PluginCalls.Limits.STANDARD), ApiRange.ofThisHost());
    }

    /**
     * Does the same where the system's temporary folder may not be writable.
     *
     * @param places where the jars are
     * @param otherwise where copies of them are put if that is so
     * @return the started plugins
     * @throws PluginLoadException if none of them can be used; nothing stays loaded then
     */
    public static PluginHost load(PluginPlaces places, Path otherwise) throws PluginLoadException {
        PluginFolder files = usable(places);
        return start(
                files,
                PluginCopies.of(files, otherwise),
                new PluginCalls(PluginCalls.Limits.STANDARD),
                ApiRange.ofThisHost());
    }

    static PluginHost load(PluginPlaces places, PluginCalls calls, ApiRange api) throws PluginLoadException {
        PluginFolder files = usable(places);
        return start(files, PluginCopies.of(files), calls, api);
    }

    private static PluginHost start(PluginFolder files, PluginCopies copies, PluginCalls calls, ApiRange api)
            throws PluginLoadException {
        PluginHost host = new PluginHost(files, new LoadedPlugins(copies, calls, api));
        try {
            host.start();
            return host;
        } catch (InterruptedException e) {
            host.close();
            Thread.currentThread().interrupt();
            throw new PluginLoadException("The start of the plugins was interrupted", e);
        } catch (PluginLoadException | RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static PluginFolder usable(PluginPlaces places) throws PluginLoadException {
        PluginFolder folder = new PluginFolder(places);
        if (places.bundled().isEmpty() && !Files.isDirectory(folder.path())) {
            throw new PluginLoadException("The plugins folder " + folder.path()
                    + " does not exist or is not a folder; name another one with --plugins");
        }
        FolderContent content = folder.content();
        if (content.plugins().isEmpty() && content.broken().isEmpty()) {
            String nor = places.bundled().isPresent() ? ", nor does " + folder.path() : "";
            throw new PluginLoadException("The plugins folder "
                    + places.bundled().orElse(folder.path()) + " holds no plugin" + nor
                    + "; put a plugin jar there, such as color-changer.jar");
        }
        return folder;
    }

    private void start() throws PluginLoadException, InterruptedException {
        var unused = folder.lock().read(); // Half a file refuses everything rather than what comes after the damage.
        FolderContent content = folder.content();
        Set<String> disabled = content.disabled();
        content.broken()
                .forEach((file, problem) ->
                        loaded.failures().put(file.getFileName().toString(), problem));
        List<PluginJar> wanted = new ArrayList<>();
        for (FoundPlugin found : content.plugins().values()) {
            String id = found.id();
            if (disabled.contains(id)) {
                log.info("The plugin \"{}\" is disabled", id);
                continue;
            }
            try {
                PluginJar jar = take(found.file());
                folder.files().requirePinned(found, jar.sha256());
                folder.files().hint(found).ifPresent(hint -> log.warn("The plugin \"{}\": {}", id, hint));
                wanted.add(jar);
            } catch (PluginLoadException e) {
                loaded.failures().put(id, e.getMessage());
            }
        }
        loaded.bringUpWhatCan(wanted);
        List<String> reasons =
                loaded.failures().all().stream().map(PluginFailure::reason).toList();
        if (behaviours().isEmpty() && (disabled.isEmpty() || !reasons.isEmpty())) {
            throw new PluginLoadException(
                    reasons.isEmpty()
                            ? "No plugin in " + folder.path() + " brings a chat behaviour: an implementation of "
                                    + ChatBehaviour.class.getSimpleName() + " with pf4j's @Extension"
                            : String.join("; ", reasons));
        }
        loaded.removeUnused();
    }

    /** The behaviours of all plugins, in the order of the plugins' start. */
    public List<LoadedBehaviour> behaviours() {
        return loaded.behaviours();
    }

    /** The behaviours of one plugin. */
    List<LoadedBehaviour> behaviours(String id) {
        return loaded.behaviours(id);
    }

    /** What all of them need of a token. */
    public Set<String> scopes() {
        return behaviours().stream()
                .flatMap(behaviour -> behaviour.scopes().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What can be set for a plugin; empty if it is not loaded. */
    Optional<SettingsSchema> settings(String id) {
        if (!jars().containsKey(id)) {
            return Optional.empty();
        }
        return behaviours(id).stream()
                .map(LoadedBehaviour::settings)
                .reduce(SettingsSchema::and)
                .or(() -> Optional.of(SettingsSchema.of()));
    }

    /** The jars of the loaded plugins, by their ids. */
    Map<String, PluginJar> jars() {
        return loaded.jars();
    }

    /** The plugins that should run and do not, and the files that cannot be used. */
    public List<PluginFailure> failures() {
        return loaded.failures().all();
    }

    /** The same, to be kept. */
    PluginFailures failed() {
        return loaded.failures();
    }

    /** Copies a jar and reads what plugin it is; nothing is loaded yet. */
    PluginJar take(Path source) throws PluginLoadException {
        return loaded.take(source);
    }

    /** Deletes the copies of jars that are not loaded. */
    void removeUnused() {
        loaded.removeUnused();
    }

    /**
     * Loads a jar in the place of the plugin with its id, or beside the others, and loads anew what depends on it. What
     * was loaded before is put back if anything fails. What cannot even be put back is loaded no more, and is among the
     * {@link #failures}.
     *
     * @param jar the jar
     * @return the ids of the plugins that were loaded, in the order of their start
     * @throws PluginLoadException if one of them cannot be used; then those before are loaded again. The message has both
     *     reasons where that failed
     * @throws InterruptedException if the calling thread was interrupted; then those before are loaded again
     */
    List<String> exchange(PluginJar jar) throws PluginLoadException, InterruptedException {
        List<String> family = loaded.familyOf(jar.id());
        Map<String, PluginJar> before = new LinkedHashMap<>();
        family.forEach(id -> Optional.ofNullable(jars().get(id)).ifPresent(one -> before.put(id, one)));
        Map<String, PluginJar> after = new LinkedHashMap<>(before);
        after.put(jar.id(), jar);
        loaded.takeDown(family);
        try {
            return loaded.bringUp(after.values());
        } catch (PluginLoadException e) {
            loaded.takeDown(family);
            String problems = putBack(before);
            throw problems.isEmpty() ? e : new PluginLoadException(e.getMessage() + problems, e);
        } catch (InterruptedException | RuntimeException | Error e) {
            loaded.takeDown(family);
            putBack(before);
            throw e;
        }
    }

    /** Loads again what was loaded before; returns what is wrong with what cannot be, to be added to a sentence. */
    private String putBack(Map<String, PluginJar> before) throws InterruptedException {
        StringBuilder problems = new StringBuilder();
        loaded.bringUpWhatCan(before.values()).forEach((id, problem) -> {
            String words = "what was loaded before does not start any more: " + problem;
            loaded.failures().put(id, problem);
            log.error("The plugin \"{}\" does not run any more, as {}", id, words);
            problems.append("; and ").append(words);
        });
        return problems.toString();
    }

    /**
     * Takes back what {@link #exchange} has done.
     *
     * @param id the plugin
     * @param jar what was loaded before; nothing if it is not to be loaded
     * @return what is wrong with what cannot be loaded again, to be added to a sentence
     * @throws InterruptedException if the calling thread was interrupted
     */
    String goBack(String id, Optional<PluginJar> jar) throws InterruptedException {
        List<String> family = loaded.familyOf(id);
        Map<String, PluginJar> before = new LinkedHashMap<>();
        family.forEach(one -> Optional.ofNullable(jars().get(one)).ifPresent(there -> before.put(one, there)));
        before.remove(id);
        jar.ifPresent(one -> before.put(id, one));
        loaded.takeDown(family);
        return putBack(before);
    }

    /** Unloads a plugin, and what depends on it, because of something that is wrong with it. */
    void drop(String id, String reason) {
        List<String> family = loaded.familyOf(id);
        loaded.takeDown(family);
        family.forEach(one -> loaded.failures().put(one, reason));
    }

    /**
     * Unloads a plugin on which no other depends.
     *
     * @param id the plugin
     * @throws PluginLoadException if others depend on it; then nothing has changed
     */
    void remove(String id) throws PluginLoadException {
        requireUnneeded(id);
        loaded.takeDown(List.of(id));
    }

    /** Refuses to end a plugin on which others depend. */
    void requireUnneeded(String id) throws PluginLoadException {
        List<String> family = loaded.familyOf(id);
        if (family.size() > 1) {
            throw new PluginLoadException("The plugin \"" + id + "\" is needed by "
                    + String.join(", ", family.subList(1, family.size())) + "; disable those first");
        }
    }

    /** The plugin and those that depend on it, in the order of their start. */
    List<String> familyOf(String id) {
        return loaded.familyOf(id);
    }

    /**
     * The ids of the plugins that are there: loaded, disabled, or failed. Not of those of the program that nobody has enabled.
     *
     * @throws PluginLoadException if the list of the disabled ones cannot be read
     */
    public SortedSet<String> known() throws PluginLoadException {
        SortedSet<String> known = new TreeSet<>(jars().keySet());
        known.addAll(folder.content().switched().disabled());
        loaded.failures().all().forEach(failure -> known.add(failure.plugin()));
        return known;
    }

    /**
     * Stops and unloads the plugins, the last started first, within a few seconds; what fails to stop is logged and unloaded
     * all the same.
     */
    @Override
    public void close() {
        loaded.close();
    }
}
