package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator does with the plugins of a running host. Each operation is done as a whole or not at all: if a plugin
 * cannot be used, the file and what was loaded before are put back.
 *
 * <p>Other plugins' behaviours do not notice. Messages for a plugin that is exchanged wait until the new one is there.
 *
 * <p>Concurrency: operations take {@link Turns}, which guard the plugin host; no message's way takes one. Nothing waits for a
 * plugin without a deadline, so a turn ends.
 */
public final class PluginAdministration implements PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(PluginAdministration.class);
    /** How long an operator waits for a turn before being told who has it. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long the operation that is under way may take to end when the host ends. */
    private static final Duration LAST_TURN = Duration.ofSeconds(1);

    private final PluginFolder folder;
    private final PluginHost plugins;
    private final Stage stage;
    private final StagedPlugins staged;
    private final Turns turns;
    private final FolderSynchronisation synchronisation;

    /** Where behaviours work: the engine. */
    public interface Stage {
        /** Ends a plugin's sessions and lets messages wait. */
        void suspend(String pluginId) throws InterruptedException;

        /** Runs a plugin's behaviours, in the place of those it had. */
        void deploy(String pluginId, List<LoadedBehaviour> behaviours) throws PluginLoadException, InterruptedException;

        /** Runs none of a plugin's behaviours any more. */
        void undeploy(String pluginId) throws InterruptedException;

        /** Runs a plugin for one account again. */
        void enable(String pluginId, String account) throws PluginLoadException, InterruptedException;

        /** Does not run a plugin for one account any more. */
        void disable(String pluginId, String account) throws PluginLoadException, InterruptedException;
    }

    /**
     * Creates the administration of a host.
     *
     * @param places where the jars are
     * @param plugins what is loaded
     * @param stage where behaviours work
     */
    public PluginAdministration(PluginPlaces places, PluginHost plugins, Stage stage) {
        this(places, plugins, stage, PATIENCE);
    }

    PluginAdministration(PluginPlaces places, PluginHost plugins, Stage stage, Duration patience) {
        this.folder = new PluginFolder(places);
        this.plugins = plugins;
        this.stage = stage;
        this.staged = new StagedPlugins(plugins, stage);
        this.synchronisation = new FolderSynchronisation(this.folder, plugins, staged);
        this.turns = new Turns(patience);
    }

    /** Where the operator's jars are. */
    public Path folder() {
        return folder.path();
    }

    /** Where plugins are, the program's too. */
    public PluginPlaces places() {
        return folder.places();
    }

    /**
     * Does something while no plugin comes or goes. Blocks for a moment if an operation is under way.
     *
     * @param what what it is, for others who have to wait
     * @param action what to do
     * @param <T> what comes of it
     * @return what came of it
     * @throws PluginLoadException if an operation is under way and does not end soon, or if the action throws it
     */
    public <T> T undisturbed(String what, Undisturbed<T> action) throws PluginLoadException {
        try {
            return turns.take(what, action::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PluginLoadException("The host is stopping", e);
        }
    }

    /**
     * What is done while no plugin comes or goes.
     *
     * @param <T> what comes of it
     */
    @FunctionalInterface
    public interface Undisturbed<T> {
        /** Does it. */
        T run() throws PluginLoadException;
    }

    /** An operation on plugins; copies that it did not need are removed afterwards. */
    private <T> T operate(String what, Turns.Action<T> action) throws PluginLoadException, InterruptedException {
        return turns.take(what, () -> {
            try {
                return action.run();
            } finally {
                plugins.removeUnused();
            }
        });
    }

    @Override
    public List<PluginInfo> list() throws PluginLoadException {
        return undisturbed("a look at the plugins folder", () -> shown().all());
    }

    private PluginList shown() {
        return new PluginList(folder, plugins.jars(), plugins.failed());
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        return plugins.settings(id);
    }

    @Override
    public PluginInfo install(PluginSource source) throws PluginLoadException, InterruptedException {
        return operate("the installation of " + source.jar().getFileName(), () -> {
            PluginJar taken = take(source);
            folder.requireAbsent(taken.id());
            var unused = folder.lock().read(); // Rather now than when the plugin runs.
            Optional<PluginJar> hidden = Optional.ofNullable(plugins.jars().get(taken.id()));
            staged.exchange(taken);
            try {
                folder.add(taken.copy(), taken.id(), taken.sha256());
            } catch (PluginLoadException e) {
                throw takenBack(taken, hidden, e);
            }
            return said("installed", taken.id());
        });
    }

    private PluginLoadException takenBack(PluginJar taken, Optional<PluginJar> before, PluginLoadException because)
            throws InterruptedException {
        String problems = staged.takeBack(taken.id(), before);
        return problems.isEmpty() ? because : new PluginLoadException(because.getMessage() + problems, because);
    }

    @Override
    public PluginInfo update(PluginSource source) throws PluginLoadException, InterruptedException {
        return operate("the update from " + source.jar().getFileName(), () -> replace(take(source), "updated"));
    }

    @Override
    public PluginInfo rollback(String id) throws PluginLoadException, InterruptedException {
        return operate("the roll-back of " + id, () -> {
            if (folder.goesBackToHidden(id)) {
                goBackTo(folder.hidden(id).orElseThrow(), folder::unhide);
                return said("rolled back", id);
            }
            Path kept = folder.previous(id);
            PluginJar taken = plugins.take(kept);
            if (!taken.id().equals(id)) {
                throw new PluginLoadException("The earlier version that is kept is another plugin: " + taken.id());
            }
            folder.lock().checkPrevious(kept, id, taken.sha256());
            return replace(taken, "rolled back");
        });
    }

    private PluginInfo replace(PluginJar taken, String what) throws PluginLoadException, InterruptedException {
        FoundPlugin there = folder.installed(taken.id());
        var unused = folder.lock().read(); // Rather now than when the plugin runs.
        Optional<PluginJar> loaded = Optional.ofNullable(plugins.jars().get(taken.id()));
        boolean runs = loaded.isPresent() || !folder.content().disabled().contains(taken.id());
        if (runs) {
            staged.exchange(taken);
        }
        try {
            folder.replace(there, taken.copy(), taken.sha256(), loaded);
        } catch (PluginLoadException e) {
            throw runs ? takenBack(taken, loaded, e) : e;
        }
        return said(what, taken.id());
    }

    /**
     * Updates the plugin that a jar is, or installs it if there is none with its id.
     *
     * @param source the file
     * @return what it is
     * @throws PluginLoadException if it cannot be used; then nothing has changed
     * @throws InterruptedException if the calling thread was interrupted
     */
    public PluginInfo put(PluginSource source) throws PluginLoadException, InterruptedException {
        return operate("the loading of " + source.jar().getFileName(), () -> {
            String id = PluginFile.read(source.jar()).id();
            FoundPlugin there = folder.content().plugins().get(id);
            return there != null && there.isIn(folder.path()) ? update(source) : install(source);
        });
    }

    private PluginJar take(PluginSource source) throws PluginLoadException {
        PluginJar taken = plugins.take(source.jar());
        source.check(taken.sha256());
        return taken;
    }

    @Override
    public PluginInfo reload(String id) throws PluginLoadException, InterruptedException {
        return operate("the reload of " + id, () -> {
            if (folder.content().disabled().contains(id)) {
                throw new PluginLoadException("The plugin \"" + id + "\" is disabled; use 'plugins enable'");
            }
            return load(folder.installed(id));
        });
    }

    private PluginInfo load(FoundPlugin found) throws PluginLoadException, InterruptedException {
        staged.load(found, folder.files());
        return said("loaded", found.id());
    }

    /**
     * Runs what is in the folder as it is now: loads what is new or has another content, ends what is gone. What cannot be
     * used is logged and changes nothing; the rest goes on. Waits for the operation that is under way.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void synchronise() throws InterruptedException {
        try {
            var unused = turns.await("what has changed in the plugins folder", () -> {
                synchronisation.run();
                return folder;
            });
        } catch (PluginLoadException e) {
            log.error("The plugins folder cannot be compared with what runs: {}", e.getMessage());
        }
    }

    @Override
    public PluginInfo enable(String id) throws PluginLoadException, InterruptedException {
        return operate("the enabling of " + id, () -> {
            FoundPlugin found = folder.installed(id);
            PluginSwitches.Switched before = folder.switchTo(id, true);
            return orSwitchedBack(id, before, () -> load(found));
        });
    }

    @Override
    public PluginInfo disable(String id) throws PluginLoadException, InterruptedException {
        return operate("the disabling of " + id, () -> {
            var unused = folder.installed(id);
            plugins.requireUnneeded(id);
            PluginSwitches.Switched before = folder.switchTo(id, false);
            return orSwitchedBack(id, before, () -> {
                staged.end(id);
                plugins.failed().clear(id);
                log.info("The plugin \"{}\" is disabled", id);
                return shown().of(id);
            });
        });
    }

    /** Does something, and writes what was said of enabled and disabled plugins before if that fails. */
    private <T> T orSwitchedBack(String id, PluginSwitches.Switched before, Turns.Action<T> action)
            throws PluginLoadException, InterruptedException {
        boolean done = false;
        try {
            T result = action.run();
            done = true;
            return result;
        } finally {
            if (!done) {
                writeAgain(id, before);
            }
        }
    }

    private void writeAgain(String id, PluginSwitches.Switched before) {
        try {
            folder.write(before);
        } catch (PluginLoadException e) {
            log.error("{}; whether {} is disabled is not written there as it is", e.getMessage(), id);
        }
    }

    @Override
    public List<PluginInfo> pin() throws PluginLoadException {
        return undisturbed("the pinning of all plugins", () -> {
            folder.pinAll();
            return shown().all();
        });
    }

    @Override
    public PluginInfo enable(String id, String account) throws PluginLoadException, InterruptedException {
        return operate("the enabling of " + id + " for " + account, () -> {
            PluginInfo info = shown().of(id);
            stage.enable(id, account);
            log.info("The plugin \"{}\" is enabled for {}", id, account);
            return info;
        });
    }

    @Override
    public PluginInfo disable(String id, String account) throws PluginLoadException, InterruptedException {
        return operate("the disabling of " + id + " for " + account, () -> {
            PluginInfo info = shown().of(id);
            stage.disable(id, account);
            log.info("The plugin \"{}\" is disabled for {}", id, account);
            return info;
        });
    }

    @Override
    public PluginInfo uninstall(String id) throws PluginLoadException, InterruptedException {
        return operate("the removal of " + id, () -> {
            PluginInfo before = shown().of(id);
            folder.requireRemovable(id);
            Optional<FoundPlugin> hidden = folder.hidden(id);
            if (hidden.isPresent()) {
                goBackTo(hidden.get(), folder::remove);
                log.info("The plugin \"{}\" is uninstalled; the one of the program counts again", id);
                return before;
            }
            plugins.requireUnneeded(id);
            // Before it is ended: what cannot be removed from the folder runs on.
            folder.remove(folder.installed(id));
            staged.end(id);
            plugins.failed().clear(id);
            log.info("The plugin \"{}\" is uninstalled", id);
            return before;
        });
    }

    /** Runs what an installed plugin hides, unless that is off; then takes the installed one away. */
    private void goBackTo(FoundPlugin hidden, TakeAway takeAway) throws PluginLoadException, InterruptedException {
        String id = hidden.id();
        FoundPlugin there = folder.installed(id);
        Optional<PluginJar> loaded = Optional.ofNullable(plugins.jars().get(id));
        boolean runs = loaded.isPresent() && !folder.isOffWithout(there);
        if (!runs) {
            plugins.requireUnneeded(id);
            takeAway.from(there);
            staged.end(id);
            plugins.failed().clear(id);
            return;
        }
        PluginJar taken = plugins.take(hidden.file());
        folder.files().requirePinned(hidden, taken.sha256());
        staged.exchange(taken);
        try {
            takeAway.from(there);
        } catch (PluginLoadException e) {
            throw takenBack(taken, loaded, e);
        }
    }

    /** Takes a plugin's file from where it counts. */
    @FunctionalInterface
    private interface TakeAway {
        void from(FoundPlugin there) throws PluginLoadException;
    }

    private PluginInfo said(String what, String id) throws PluginLoadException {
        PluginInfo info = shown().of(id);
        log.info("The plugin \"{}\" {} is {}", id, info.version(), what);
        return info;
    }

    /**
     * Lets no operation begin any more, and interrupts the one that is under way.
     *
     * @return whether that has ended, so that the plugins may be unloaded
     */
    public boolean close() {
        return turns.close(LAST_TURN);
    }
}
