package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.Compensations;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginCopies;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginFolder;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginRules;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginFailures;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator does with plugins. Each operation has two phases. The first one takes a private copy of the jar, validates
 * it (hash, signature, manifest, API, dependencies) and writes what files are to become next to them: nothing has an effect
 * yet. The second one does it, as a whole or not at all. Calls block, and fail with a {@link PluginsBusyException} where
 * another one takes too long.
 *
 * <p>The first phase is the same whether a host runs or not; {@link RunningPlugins} and {@link StoppedPlugins} say what the
 * second one is.
 */
public abstract sealed class PluginOperations permits RunningPlugins, StoppedPlugins {
    private static final Logger log = LoggerFactory.getLogger(PluginOperations.class);

    final PluginFolder folder;
    private final PluginRules rules;

    PluginOperations(PluginPlaces places, PluginRules rules) {
        this.folder = new PluginFolder(places);
        this.rules = rules;
    }

    /** What loads, ends or changes plugins. */
    @FunctionalInterface
    interface Change<T> {
        T run(PluginCopies copies) throws OperationException, InterruptedException;
    }

    /** Does it, and nothing else meanwhile; the copies live that long, but for those that are loaded. */
    abstract <T> T operate(String what, Change<T> change) throws OperationException, InterruptedException;

    /**
     * Does something while no plugin comes or goes. Blocks for a moment if an operation is in progress.
     *
     * @param what what it is, for others who have to wait
     * @throws OperationException if an operation is in progress and does not end soon, or if the action throws it
     */
    public abstract <T> T undisturbed(String what, Operation<T> action) throws OperationException;

    /** The loaded plugins, by their ids; none where no host runs. */
    abstract Map<String, PluginFile> loaded();

    /** Those that run, or would if a host did, by their ids. */
    abstract Map<String, PluginFile> running(FolderContent there);

    /** What is wrong with those that should run and do not. */
    abstract PluginFailures failures();

    /** Refuses to end a plugin that others need. */
    abstract void requireUnneeded(String id, FolderContent there) throws OperationException;

    /** The second phase: runs the plugin of an id from a copy that was validated, or ends it, and changes files with it. */
    abstract void carryOut(String id, Optional<PluginFile> next, FileChange files)
            throws OperationException, InterruptedException;

    /** Changes files alone. */
    static void commit(FileChange files) throws OperationException {
        Compensations undo = new Compensations();
        try {
            files.commit(undo);
        } catch (OperationException e) {
            String problems = undo.run();
            throw problems.isEmpty() ? e : new OperationException(e.getMessage() + problems, e);
        } catch (RuntimeException | Error e) {
            var unused = undo.run(); // Logged.
            throw e;
        }
    }

    /** Why a jar would be refused as things are; none if nothing is known. */
    final List<String> problemsOf(PluginFile plugin, FolderContent there) {
        List<String> problems = new ArrayList<>();
        try {
            folder.requireTrusted(plugin);
        } catch (OperationException e) {
            problems.add(e.getMessage());
        }
        try {
            rules.requireExchangeable(plugin, running(there).values());
        } catch (OperationException e) {
            problems.add(e.getMessage());
        }
        return problems;
    }

    private PluginList listOf(FolderContent there) {
        return new PluginList(folder, there, loaded(), failures());
    }

    /** Where plugins are, the program's too. */
    public final PluginPlaces places() {
        return folder.places();
    }

    /**
     * The plugins of the folder, loaded or not, and the files in it that should be some, in the order of their ids.
     *
     * @throws OperationException if the folder cannot be read
     */
    public final List<PluginInfo> list() throws OperationException {
        return undisturbed(
                "a look at the plugins folder", () -> listOf(folder.read()).all());
    }

    /**
     * What can be set for a plugin, as its behaviours declare it.
     *
     * @return the settings; empty if the plugin is not loaded, as only its own code knows them
     */
    public abstract Optional<SettingsSchema> settings(String id);

    /**
     * Pins the content of all plugins of the folder as it is now, and of the versions that are kept for a roll-back, in
     * {@code plugins.lock}: from then on a file with another content, or one that is not named there, is not loaded.
     *
     * @throws OperationException if a file cannot be read or written
     */
    public final List<PluginInfo> pin() throws OperationException {
        return undisturbed("the pinning of all plugins", () -> {
            try (FileChange files = folder.pinAll(folder.read())) {
                commit(files);
            }
            return listOf(folder.read()).all();
        });
    }

    /**
     * Puts a jar into the folder, and runs it if the host runs.
     *
     * @throws OperationException if it is there already or cannot be used; then nothing has changed
     */
    public final PluginInfo install(PluginSource source) throws OperationException, InterruptedException {
        return operate("the installation of " + source.name(), copies -> add(copies.take(source), folder.read()));
    }

    /**
     * Takes another version of an installed plugin, and keeps the one before for {@link #rollback}.
     *
     * @throws OperationException if it is not installed, or the new one cannot be used; then the one before runs on
     */
    public final PluginInfo update(PluginSource source) throws OperationException, InterruptedException {
        return operate(
                "the update from " + source.name(), copies -> replace(copies.take(source), folder.read(), "updated"));
    }

    /**
     * Updates the plugin that a jar is, or installs it if the operator has none with its id.
     *
     * @throws OperationException if it cannot be used; then nothing has changed
     */
    public final PluginInfo put(PluginSource source) throws OperationException, InterruptedException {
        return operate("the loading of " + source.name(), copies -> {
            PluginFile next = copies.take(source);
            FolderContent there = folder.read();
            return there.isInstalled(next.id()) ? replace(next, there, "updated") : add(next, there);
        });
    }

    private PluginInfo add(PluginFile next, FolderContent there) throws OperationException, InterruptedException {
        validate(next, there);
        return done(next.id(), Optional.of(next), folder.add(there, next), "installed");
    }

    private PluginInfo replace(PluginFile next, FolderContent there, String what)
            throws OperationException, InterruptedException {
        String id = next.id();
        Optional<PluginFile> loaded = Optional.ofNullable(loaded().get(id));
        boolean runs = loaded.isPresent() || !there.disabled().contains(id);
        validate(next, there);
        return done(id, Optional.of(next).filter(any -> runs), folder.replace(there, next, loaded), what);
    }

    /** Refuses what a copy's manifest says that cannot be; who has copied it has seen to its hash, signature and pin. */
    final void validate(PluginFile next, FolderContent there) throws OperationException {
        rules.requireExchangeable(next, running(there).values());
    }

    final PluginInfo done(String id, Optional<PluginFile> next, FileChange files, String what)
            throws OperationException, InterruptedException {
        try (files) {
            carryOut(id, next, files);
        }
        return told(what, id);
    }

    private PluginInfo told(String what, String id) throws OperationException {
        PluginInfo info = listOf(folder.read()).of(id);
        log.info("The plugin \"{}\" {} is {}", id, info.version(), what);
        return info;
    }

    /**
     * Takes the version of a plugin that was there before the last update; that one is kept in its turn.
     *
     * @throws OperationException if there is none, it is not the one that {@code plugins.lock} names, or it cannot be used;
     *     then nothing has changed
     */
    public final PluginInfo rollback(String id) throws OperationException, InterruptedException {
        return operate("the roll-back of " + id, copies -> {
            FolderContent there = folder.read();
            Optional<Path> kept = folder.previous(id);
            if (kept.isPresent()) {
                PluginFile next = copies.take(PluginSource.of(kept.get()));
                if (!next.id().equals(id)) {
                    throw new OperationException("The earlier version that is kept is another plugin: " + next.id());
                }
                folder.requirePinnedPrevious(next);
                return replace(next, there, "rolled back");
            }
            if (there.hiddenBy(id).isEmpty()) {
                throw new OperationException("No earlier version of the plugin \"" + id + "\" is kept");
            }
            Optional<PluginFile> next = hiddenThatRuns(id, there, copies);
            return done(id, next, folder.unhide(there, id), "rolled back");
        });
    }

    /** What is to run where an installed plugin goes: what it hides, unless that is off. */
    private Optional<PluginFile> hiddenThatRuns(String id, FolderContent there, PluginCopies copies)
            throws OperationException {
        if (running(there).containsKey(id) && there.hiddenBy(id).isPresent() && !there.isOffWithout(id)) {
            PluginFile next = copies.take(there.hiddenBy(id).get());
            validate(next, there);
            return Optional.of(next);
        }
        requireUnneeded(id, there);
        return Optional.empty();
    }

    /**
     * Loads a plugin again from its file, whether that has changed or not, and with it what depends on it.
     *
     * @throws OperationException if it cannot be used; then the one before runs on
     */
    public abstract PluginInfo reload(String id) throws OperationException, InterruptedException;

    /**
     * Runs a plugin that was disabled, also after a restart.
     *
     * @throws OperationException if it is not installed or cannot be used; then it stays disabled
     */
    public final PluginInfo enable(String id) throws OperationException, InterruptedException {
        return operate("the enabling of " + id, copies -> {
            FolderContent there = folder.read();
            PluginFile next = copies.take(there.plugin(id));
            validate(next, there);
            return done(id, Optional.of(next), folder.switchTo(there, id, true), "enabled");
        });
    }

    /**
     * Ends a plugin and leaves it ended, also after a restart. When it returns, nothing of it is called.
     *
     * @throws OperationException if it is not installed or others depend on it; then nothing has changed
     */
    public final PluginInfo disable(String id) throws OperationException, InterruptedException {
        return operate("the disabling of " + id, copies -> {
            FolderContent there = folder.read();
            var unused = there.plugin(id);
            requireUnneeded(id, there);
            return done(id, Optional.empty(), folder.switchTo(there, id, false), "disabled");
        });
    }

    /**
     * Runs a plugin for one account again, after {@link #disable(String, String)}.
     *
     * @throws OperationException if there is no such plugin, if it cannot work there, or if no host runs
     * @throws NoSuchAccountException if there is no such account
     */
    public abstract PluginInfo enable(String id, String account) throws OperationException, InterruptedException;

    /**
     * Ends a plugin for one account, also after a restart; for others it goes on. When it returns, nothing of it is called
     * for that account.
     *
     * @throws OperationException if there is no such plugin, or if no host runs
     * @throws NoSuchAccountException if there is no such account
     */
    public abstract PluginInfo disable(String id, String account) throws OperationException, InterruptedException;

    final PluginInfo info(String id) throws OperationException {
        return listOf(folder.read()).of(id);
    }

    /**
     * Ends a plugin and removes its file and the earlier version of it.
     *
     * @throws OperationException if it is not installed or others depend on it; then nothing has changed
     */
    public final PluginInfo uninstall(String id) throws OperationException, InterruptedException {
        return operate("the removal of " + id, copies -> {
            FolderContent there = folder.read();
            PluginInfo before = listOf(there).of(id);
            folder.requireRemovable(there, id);
            Optional<PluginFile> next = hiddenThatRuns(id, there, copies);
            try (FileChange files = folder.remove(there, id)) {
                carryOut(id, next, files);
            }
            log.info(
                    "The plugin \"{}\" is uninstalled{}",
                    id,
                    next.isPresent() ? "; the bundled version is used again" : "");
            return before;
        });
    }
}
