package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an operator does with the plugins of a running host. Each operation is done as a whole or not at all: if a plugin
 * cannot be used, the file and what was loaded before are put back.
 *
 * <p>Other plugins' behaviours do not notice. Messages for a plugin that is exchanged wait until the new one is there.
 *
 * <p>Concurrency: {@code lock} lets operations take turns and guards the plugin host; no message's way takes it.
 */
public final class PluginAdministration implements PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(PluginAdministration.class);

    private final PluginFolder folder;
    private final PluginHost plugins;
    private final Stage stage;
    private final ReentrantLock lock = new ReentrantLock();

    /** Where behaviours work: the engine. */
    public interface Stage {
        /** Ends a plugin's sessions and lets messages wait. */
        void suspend(String pluginId) throws InterruptedException;

        /** Runs a plugin's behaviours, in the place of those it had. */
        void deploy(String pluginId, List<ChatBehaviour> behaviours) throws PluginLoadException, InterruptedException;

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
     * @param folder where the jars are
     * @param plugins what is loaded
     * @param stage where behaviours work
     */
    public PluginAdministration(Path folder, PluginHost plugins, Stage stage) {
        this.folder = new PluginFolder(folder);
        this.plugins = plugins;
        this.stage = stage;
    }

    /** Where the jars are. */
    public Path folder() {
        return folder.path();
    }

    /**
     * Does something while no plugin comes or goes. Blocks until an operation that is under way is done.
     *
     * @param action what to do
     * @param <T> what comes of it
     * @return what came of it
     * @throws PluginLoadException if the action throws it
     */
    public <T> T undisturbed(Undisturbed<T> action) throws PluginLoadException {
        lock.lock();
        try {
            return action.run();
        } finally {
            lock.unlock();
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

    @Override
    public List<PluginInfo> list() throws PluginLoadException {
        lock.lock();
        try {
            return folder.list(plugins.jars());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        lock.lock();
        try {
            return plugins.settings(id);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo install(PluginSource source) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            PluginJar taken = take(source);
            folder.requireAbsent(taken.id());
            exchange(taken);
            try {
                folder.add(taken.copy(), taken.id());
                return said("installed", taken.id());
            } catch (PluginLoadException e) {
                end(taken.id());
                throw e;
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo update(PluginSource source) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            PluginJar taken = take(source);
            Path before = folder.installed(taken.id());
            PluginJar loaded = plugins.jars().get(taken.id());
            if (loaded != null) {
                exchange(taken);
            }
            try {
                folder.replace(before, taken.copy(), taken.id());
            } catch (PluginLoadException e) {
                if (loaded != null) {
                    exchange(loaded);
                }
                throw e;
            }
            return said("updated", taken.id());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo rollback(String id) throws PluginLoadException, InterruptedException {
        return update(PluginSource.of(folder.previous(id)));
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
        lock.lock();
        try {
            String id = PluginFile.read(source.jar()).id();
            boolean isThere = list().stream().anyMatch(plugin -> plugin.id().equals(id));
            return isThere ? update(source) : install(source);
        } finally {
            lock.unlock();
        }
    }

    private PluginJar take(PluginSource source) throws PluginLoadException {
        PluginJar taken = plugins.take(source.jar());
        source.check(taken.sha256());
        return taken;
    }

    @Override
    public PluginInfo reload(String id) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            if (folder.disabled().contains(id)) {
                throw new PluginLoadException("The plugin \"" + id + "\" is disabled; use 'plugins enable'");
            }
            return load(id);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs what is in the folder as it is now: loads what is new or has another content, ends what is gone. What cannot be
     * used is logged and changes nothing; the rest goes on.
     *
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void synchronise() throws InterruptedException {
        lock.lock();
        try {
            Map<String, Path> there = filesById();
            Set<String> disabled = folder.disabled();
            for (String gone : loadedBut(there.keySet())) {
                attempt(gone, () -> {
                    end(gone);
                    log.info("The plugin \"{}\" is gone from the folder and ended", gone);
                });
            }
            for (Map.Entry<String, Path> file : there.entrySet()) {
                String id = file.getKey();
                if (!disabled.contains(id)) {
                    attempt(id, () -> loadIfOther(id, file.getValue()));
                }
            }
        } catch (PluginLoadException e) {
            log.error("The plugins folder cannot be compared with what runs: {}", e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private Map<String, Path> filesById() throws PluginLoadException {
        Map<String, Path> found = new LinkedHashMap<>();
        for (Path file : folder.jars()) {
            try {
                String id = PluginFile.read(file).id();
                Path other = found.putIfAbsent(id, file);
                if (other != null) {
                    log.error(
                            "{} and {} are both the plugin \"{}\"; the second is left alone, remove one of them",
                            other.getFileName(),
                            file.getFileName(),
                            id);
                }
            } catch (PluginLoadException e) {
                log.error("{}", e.getMessage());
            }
        }
        return found;
    }

    /** The last started first, as others may depend on those before. */
    private List<String> loadedBut(Set<String> there) {
        List<String> gone = new ArrayList<>(plugins.jars().keySet());
        gone.removeAll(there);
        gone.sort(Comparator.comparingInt(id -> plugins.familyOf(id).size()));
        return gone;
    }

    private void loadIfOther(String id, Path file) throws PluginLoadException, InterruptedException {
        PluginJar loaded = plugins.jars().get(id);
        if (loaded == null || !loaded.sha256().equals(PluginFile.read(file).sha256())) {
            load(id);
        }
    }

    private static void attempt(String id, Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (PluginLoadException e) {
            log.error("The plugin \"{}\" stays as it was: {}", id, e.getMessage());
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws PluginLoadException, InterruptedException;
    }

    private PluginInfo load(String id) throws PluginLoadException, InterruptedException {
        Path file = folder.installed(id);
        PluginJar taken = plugins.take(file);
        folder.lock().check(file, taken.id(), taken.sha256());
        exchange(taken);
        return said("loaded", id);
    }

    @Override
    public PluginInfo enable(String id) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            load(id);
            folder.setDisabled(id, false);
            return folder.info(id, plugins.jars());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<PluginInfo> pin() throws PluginLoadException {
        lock.lock();
        try {
            folder.pinAll();
            return folder.list(plugins.jars());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo disable(String id) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            folder.installed(id);
            end(id);
            folder.setDisabled(id, true);
            log.info("The plugin \"{}\" is disabled", id);
            return folder.info(id, plugins.jars());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo enable(String id, String account) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            PluginInfo info = folder.info(id, plugins.jars());
            stage.enable(id, account);
            log.info("The plugin \"{}\" is enabled for {}", id, account);
            return info;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo disable(String id, String account) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            PluginInfo info = folder.info(id, plugins.jars());
            stage.disable(id, account);
            log.info("The plugin \"{}\" is disabled for {}", id, account);
            return info;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PluginInfo uninstall(String id) throws PluginLoadException, InterruptedException {
        lock.lock();
        try {
            PluginInfo before = folder.info(id, plugins.jars());
            end(id);
            folder.remove(before.file(), id);
            log.info("The plugin \"{}\" is uninstalled", id);
            return before;
        } finally {
            lock.unlock();
        }
    }

    private void end(String id) throws PluginLoadException, InterruptedException {
        if (!plugins.jars().containsKey(id)) {
            return;
        }
        List<String> family = plugins.familyOf(id);
        if (family.size() > 1) {
            throw new PluginLoadException("The plugin \"" + id + "\" is needed by "
                    + String.join(", ", family.subList(1, family.size())) + "; disable those first");
        }
        stage.undeploy(id);
        plugins.remove(id);
    }

    /** Lets messages wait, exchanges the classes, and goes on with the new ones, or with the old ones. */
    private void exchange(PluginJar jar) throws PluginLoadException, InterruptedException {
        List<String> family = plugins.familyOf(jar.id());
        Map<String, PluginJar> before = plugins.jars();
        for (String id : family.reversed()) {
            stage.suspend(id);
        }
        try {
            deploy(plugins.exchange(jar));
        } catch (PluginLoadException | RuntimeException | Error e) {
            goOnAsBefore(jar, before.get(jar.id()), family, e);
            throw e;
        }
    }

    private void goOnAsBefore(PluginJar failed, @Nullable PluginJar before, List<String> family, Throwable because)
            throws InterruptedException {
        try {
            PluginJar loaded = plugins.jars().get(failed.id());
            if (loaded != null && loaded.equals(failed)) { // It was loaded, but does not work for some account.
                if (before == null) {
                    stage.undeploy(failed.id());
                    plugins.remove(failed.id());
                } else {
                    plugins.exchange(before);
                }
            }
            deploy(family.stream().filter(plugins.jars()::containsKey).toList());
        } catch (PluginLoadException e) {
            because.addSuppressed(e);
            log.error("A plugin cannot go on as it was before", e);
        }
    }

    private void deploy(List<String> ids) throws PluginLoadException, InterruptedException {
        for (String id : ids) {
            List<ChatBehaviour> behaviours = new ArrayList<>();
            plugins.behaviours(id).forEach(loaded -> behaviours.add(loaded.behaviour()));
            stage.deploy(id, behaviours);
        }
    }

    private PluginInfo said(String what, String id) throws PluginLoadException {
        PluginInfo info = folder.info(id, plugins.jars());
        log.info("The plugin \"{}\" {} is {}", id, info.version(), what);
        return info;
    }
}
