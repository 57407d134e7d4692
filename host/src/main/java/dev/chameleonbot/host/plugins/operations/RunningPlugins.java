package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.LoadedBehaviour;
import dev.chameleonbot.host.plugins.loading.PluginFailures;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins of a running host. Other plugins' behaviours do not notice an operation. Messages for a plugin that is exchanged
 * wait until the new one is there.
 *
 * <p>Concurrency: an {@link OperationLock} guards the plugin host; no message's way takes it. Nothing waits for a plugin
 * without a deadline, so an operation ends.
 */
public final class RunningPlugins extends PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(RunningPlugins.class);
    /** How long an operator waits for another operation before the command says which. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /** How long the operation that is in progress may take to end when the host ends. */
    private static final Duration LAST_OPERATION = Duration.ofSeconds(1);

    private final PluginHost plugins;
    private final Stage stage;
    private final Exchange exchange;
    private final OperationLock lock;
    private final FolderSynchronisation synchronisation;

    /** Where behaviours work: the engine. */
    public interface Stage {
        /** Ends a plugin's sessions and lets messages wait. */
        void suspend(String pluginId) throws InterruptedException;

        /** Refuses a plugin if what is set for an account does not fit what can be set for it. */
        void check(String pluginId, SettingsSchema settings) throws OperationException;

        /** Runs a plugin's behaviours, in the place of those it had. */
        void deploy(String pluginId, List<LoadedBehaviour> behaviours) throws OperationException, InterruptedException;

        /** Ends a plugin's behaviours. */
        void undeploy(String pluginId) throws InterruptedException;

        /** Runs a plugin for one account again. */
        void enable(String pluginId, String account) throws OperationException, InterruptedException;

        /** Ends a plugin for one account. */
        void disable(String pluginId, String account) throws OperationException, InterruptedException;
    }

    /**
     * Those of a host.
     *
     * @param places where the jars are
     * @param stage where behaviours work
     */
    public RunningPlugins(PluginPlaces places, PluginHost plugins, Stage stage) {
        this(places, plugins, stage, PATIENCE);
    }

    RunningPlugins(PluginPlaces places, PluginHost plugins, Stage stage, Duration patience) {
        super(places, plugins.rules());
        this.plugins = plugins;
        this.stage = stage;
        this.exchange = new Exchange(plugins, stage);
        this.lock = new OperationLock(patience);
        this.synchronisation = new FolderSynchronisation(folder, plugins, exchange);
    }

    @Override
    <T> T operate(String what, Change<T> change) throws OperationException, InterruptedException {
        return lock.take(what, () -> {
            try {
                return change.run(plugins.copies());
            } finally {
                plugins.removeUnused();
            }
        });
    }

    @Override
    public <T> T undisturbed(String what, Operation<T> action) throws OperationException {
        try {
            return lock.take(what, action::run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("The host is stopping", e);
        }
    }

    @Override
    Map<String, PluginFile> loaded() {
        return plugins.jars();
    }

    @Override
    Map<String, PluginFile> running(FolderContent there) {
        return plugins.jars();
    }

    @Override
    PluginFailures failures() {
        return plugins.failures();
    }

    @Override
    void requireUnneeded(String id, FolderContent there) throws OperationException {
        plugins.requireUnneeded(id);
    }

    @Override
    void carryOut(String id, Optional<PluginFile> next, FileChange files)
            throws OperationException, InterruptedException {
        exchange.run(id, next, files);
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        return plugins.settings(id);
    }

    @Override
    public PluginInfo reload(String id) throws OperationException, InterruptedException {
        return operate("the reload of " + id, copies -> {
            FolderContent there = folder.read();
            if (there.disabled().contains(id)) {
                throw new OperationException("The plugin \"" + id + "\" is disabled; use 'plugins enable'");
            }
            PluginFile next = copies.take(there.plugin(id));
            validate(next, there);
            return done(id, Optional.of(next), FileChange.none(), "loaded");
        });
    }

    @Override
    public PluginInfo enable(String id, String account) throws OperationException, InterruptedException {
        return lock.take("the enabling of " + id + " for " + account, () -> {
            PluginInfo info = info(id);
            stage.enable(id, account);
            log.info("The plugin \"{}\" is enabled for {}", id, account);
            return info;
        });
    }

    @Override
    public PluginInfo disable(String id, String account) throws OperationException, InterruptedException {
        return lock.take("the disabling of " + id + " for " + account, () -> {
            PluginInfo info = info(id);
            stage.disable(id, account);
            log.info("The plugin \"{}\" is disabled for {}", id, account);
            return info;
        });
    }

    /**
     * Runs what is in the folder as it is now: loads what is new or has another content, ends what is gone. What cannot be
     * used is logged and changes nothing; the rest goes on. Waits for the operation that is in progress.
     */
    public void synchronise() throws InterruptedException {
        try {
            var unused = lock.await("what has changed in the plugins folder", () -> {
                synchronisation.run();
                return folder;
            });
        } catch (OperationException e) {
            log.error("The plugins folder cannot be compared with what runs: {}", e.getMessage());
        }
    }

    /**
     * Refuses further operations, and interrupts the one in progress.
     *
     * @return whether that has ended, so that the plugins may be unloaded
     */
    public boolean close() {
        return lock.close(LAST_OPERATION);
    }
}
