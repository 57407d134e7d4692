package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.SettingsSchema;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins folder of a host that does not run: files change, nothing is loaded but to ask it what can be set. For one
 * thread.
 */
public final class StoppedPlugins implements PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(StoppedPlugins.class);

    private final PluginFolder folder;

    /**
     * Looks at a folder.
     *
     * @param folder where the jars are
     */
    public StoppedPlugins(Path folder) {
        this.folder = new PluginFolder(folder);
    }

    @Override
    public List<PluginInfo> list() throws PluginLoadException {
        return folder.list(Map.of());
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        try (PluginHost host = PluginHost.load(folder.path())) {
            return host.settings(id);
        } catch (PluginLoadException e) {
            log.warn("What can be set is not known: {}", e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public PluginInfo install(PluginSource source) throws PluginLoadException {
        PluginFile plugin = read(source);
        folder.requireAbsent(plugin.id());
        folder.add(source.jar(), plugin.id());
        return folder.info(plugin.id(), Map.of());
    }

    @Override
    public PluginInfo update(PluginSource source) throws PluginLoadException {
        PluginFile plugin = read(source);
        folder.replace(folder.installed(plugin.id()), source.jar(), plugin.id());
        return folder.info(plugin.id(), Map.of());
    }

    private PluginFile read(PluginSource source) throws PluginLoadException {
        PluginFile plugin = PluginFile.read(source.jar());
        source.check(plugin.sha256());
        folder.trust().check(source.jar(), source.jar());
        return plugin;
    }

    @Override
    public PluginInfo rollback(String id) throws PluginLoadException {
        return update(PluginSource.of(folder.previous(id)));
    }

    @Override
    public PluginInfo reload(String id) throws PluginLoadException {
        throw new PluginLoadException("No host runs, so nothing is loaded that could be loaded anew");
    }

    @Override
    public PluginInfo enable(String id) throws PluginLoadException {
        folder.installed(id);
        folder.setDisabled(id, false);
        return folder.info(id, Map.of());
    }

    @Override
    public List<PluginInfo> pin() throws PluginLoadException {
        folder.pinAll();
        return list();
    }

    @Override
    public PluginInfo disable(String id) throws PluginLoadException {
        folder.installed(id);
        folder.setDisabled(id, true);
        return folder.info(id, Map.of());
    }

    @Override
    public PluginInfo enable(String id, String account) throws PluginLoadException {
        throw needsAHost();
    }

    @Override
    public PluginInfo disable(String id, String account) throws PluginLoadException {
        throw needsAHost();
    }

    private static PluginLoadException needsAHost() {
        return new PluginLoadException(
                "Whether a plugin runs for one account is for a running host to know; start it, or"
                        + " name its state directory with --state");
    }

    @Override
    public PluginInfo uninstall(String id) throws PluginLoadException {
        PluginInfo before = folder.info(id, Map.of());
        folder.remove(before.file(), id);
        return before;
    }
}
