package dev.chameleonbot.host.plugins.operations;

import dev.chameleonbot.host.config.Operation;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.ApiRange;
import dev.chameleonbot.host.plugins.files.FileChange;
import dev.chameleonbot.host.plugins.files.FolderContent;
import dev.chameleonbot.host.plugins.files.PluginCopies;
import dev.chameleonbot.host.plugins.files.PluginDependencies;
import dev.chameleonbot.host.plugins.files.PluginFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginRules;
import dev.chameleonbot.host.plugins.loading.PluginFailures;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins folders of a host that does not run: files change, nothing is loaded but to ask it what can be set. What a host
 * would not load for what the manifests say, such as a plugin for another API or one whose dependencies are missing, is
 * refused. For one thread.
 */
public final class StoppedPlugins extends PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(StoppedPlugins.class);

    /**
     * Looks at a folder.
     *
     * @param places where the jars are
     */
    public StoppedPlugins(PluginPlaces places) {
        this(places, ApiRange.ofThisHost());
    }

    StoppedPlugins(PluginPlaces places, ApiRange api) {
        super(places, new PluginRules(api));
    }

    @Override
    <T> T operate(String what, Change<T> change) throws OperationException, InterruptedException {
        try (PluginCopies copies = PluginCopies.of(folder, Optional.of(folder.path()))) {
            return change.run(copies);
        }
    }

    @Override
    public <T> T undisturbed(String what, Operation<T> action) throws OperationException {
        return action.run();
    }

    @Override
    Map<String, PluginFile> loaded() {
        return Map.of();
    }

    @Override
    Map<String, PluginFile> running(FolderContent there) {
        Map<String, PluginFile> enabled = new LinkedHashMap<>(there.plugins());
        enabled.keySet().removeAll(there.disabled());
        return enabled;
    }

    @Override
    PluginFailures failures() {
        return new PluginFailures();
    }

    @Override
    void requireUnneeded(String id, FolderContent there) throws OperationException {
        PluginRules.requireUnneeded(id, new PluginDependencies(running(there).values()).dependentsOf(id));
    }

    @Override
    void carryOut(String id, Optional<PluginFile> next, FileChange files) throws OperationException {
        commit(files);
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        try (PluginHost host = PluginHost.load(places())) {
            return host.settings(id);
        } catch (OperationException e) {
            log.warn("What can be set is not known: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public PluginInfo reload(String id) throws OperationException {
        throw new OperationException("No host runs, so there is nothing to reload");
    }

    @Override
    public PluginInfo enable(String id, String account) throws OperationException {
        throw needsAHost();
    }

    @Override
    public PluginInfo disable(String id, String account) throws OperationException {
        throw needsAHost();
    }

    private static OperationException needsAHost() {
        return new OperationException(
                "Whether a plugin runs for one account is for a running host to know; start it, or"
                        + " name its state directory with --state");
    }
}
