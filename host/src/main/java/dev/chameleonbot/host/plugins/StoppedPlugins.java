package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.SettingsSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pf4j.PluginDescriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plugins folders of a host that does not run: files change, nothing is loaded but to ask it what can be set. What a host
 * would not load for what the manifests say, such as a plugin for another API or one whose dependencies are missing, is
 * refused. For one thread.
 */
public final class StoppedPlugins implements PluginOperations {
    private static final Logger log = LoggerFactory.getLogger(StoppedPlugins.class);

    private final PluginFolder folder;
    private final ApiRange api;

    /**
     * Looks at a folder.
     *
     * @param places where the jars are
     */
    public StoppedPlugins(PluginPlaces places) {
        this(places, ApiRange.ofThisHost());
    }

    StoppedPlugins(PluginPlaces places, ApiRange api) {
        this.folder = new PluginFolder(places);
        this.api = api;
    }

    @Override
    public List<PluginInfo> list() throws PluginLoadException {
        return PluginList.ofStopped(folder).all();
    }

    private PluginInfo info(String id) throws PluginLoadException {
        return PluginList.ofStopped(folder).of(id);
    }

    @Override
    public Optional<SettingsSchema> settings(String id) {
        try (PluginHost host = PluginHost.load(folder.places())) {
            return host.settings(id);
        } catch (PluginLoadException e) {
            log.warn("What can be set is not known: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What can be set for all plugins that would run.
     *
     * @return what can be set, by their ids
     * @throws PluginLoadException if they cannot be asked
     */
    public Map<String, SettingsSchema> schemas() throws PluginLoadException {
        try (PluginHost host = PluginHost.load(folder.places())) {
            Map<String, SettingsSchema> schemas = new TreeMap<>();
            host.behaviours()
                    .forEach(loaded -> schemas.merge(loaded.pluginId(), loaded.settings(), SettingsSchema::and));
            return schemas;
        }
    }

    /**
     * What the behaviours of all plugins need of a token that would run.
     *
     * @return the scopes
     * @throws PluginLoadException if they cannot be asked
     */
    public Set<String> scopes() throws PluginLoadException {
        try (PluginHost host = PluginHost.load(folder.places())) {
            return host.scopes();
        }
    }

    @Override
    public PluginInfo install(PluginSource source) throws PluginLoadException {
        PluginFile plugin = read(source);
        folder.requireAbsent(plugin.id());
        requireUsable(plugin.id(), source.jar());
        folder.add(source.jar(), plugin.id(), plugin.sha256());
        return info(plugin.id());
    }

    @Override
    public PluginInfo update(PluginSource source) throws PluginLoadException {
        PluginFile plugin = read(source);
        return replace(plugin, source.jar());
    }

    private PluginInfo replace(PluginFile plugin, Path jar) throws PluginLoadException {
        FoundPlugin there = folder.installed(plugin.id());
        requireUsable(plugin.id(), jar);
        folder.replace(there, jar, plugin.sha256(), Optional.empty());
        return info(plugin.id());
    }

    private PluginFile read(PluginSource source) throws PluginLoadException {
        PluginFile plugin = PluginFile.read(source.jar());
        source.check(plugin.sha256());
        folder.files().requireTrusted(source.jar(), source.jar());
        return plugin;
    }

    @Override
    public PluginInfo rollback(String id) throws PluginLoadException {
        if (folder.goesBackToHidden(id)) {
            FoundPlugin hidden = folder.hidden(id).orElseThrow();
            requireUsable(id, hidden.file());
            folder.unhide(folder.installed(id));
            return info(id);
        }
        Path kept = folder.previous(id);
        PluginFile plugin = read(PluginSource.of(kept));
        folder.lock().checkPrevious(kept, id, plugin.sha256());
        return replace(plugin, kept);
    }

    @Override
    public PluginInfo reload(String id) throws PluginLoadException {
        throw new PluginLoadException("No host runs, so nothing is loaded that could be loaded anew");
    }

    @Override
    public PluginInfo enable(String id) throws PluginLoadException {
        requireUsable(id, folder.installed(id).file());
        var unused = folder.switchTo(id, true);
        return info(id);
    }

    @Override
    public List<PluginInfo> pin() throws PluginLoadException {
        folder.pinAll();
        return list();
    }

    @Override
    public PluginInfo disable(String id) throws PluginLoadException {
        var there = folder.installed(id);
        requireUnneeded(there.id());
        var unused = folder.switchTo(id, false);
        return info(id);
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
        PluginInfo before = info(id);
        folder.requireRemovable(id);
        Optional<FoundPlugin> hidden = folder.hidden(id);
        if (hidden.isPresent()) {
            requireUsable(id, hidden.get().file());
        } else {
            requireUnneeded(id);
        }
        folder.remove(folder.installed(id));
        return before;
    }

    /** Refuses a jar that a host would not load beside the plugins that are there, or with which one of those would not be. */
    private void requireUsable(String id, Path jar) throws PluginLoadException {
        requireThisApi(id, jar);
        List<PluginDescriptor> others = enabledBut(id);
        List<PluginDescriptor> all = new ArrayList<>(others);
        all.add(PluginDependencies.descriptor(jar));
        PluginDependencies after = PluginDependencies.of(all);
        Optional<String> problem = after.problem(id);
        if (problem.isPresent()) {
            throw new PluginLoadException("The plugin \"" + id + "\" " + problem.get());
        }
        List<PluginDescriptor> today = new ArrayList<>(others);
        FoundPlugin there = folder.content().plugins().get(id);
        if (there != null) {
            today.add(PluginDependencies.descriptor(there.file()));
        }
        PluginDependencies before = PluginDependencies.of(today);
        for (PluginDescriptor other : others) {
            Optional<String> itsProblem = after.problem(other.getPluginId());
            if (itsProblem.isPresent() && before.problem(other.getPluginId()).isEmpty()) {
                throw new PluginLoadException("The plugin \"" + other.getPluginId() + "\" " + itsProblem.get());
            }
        }
    }

    /** Why a host would not load a jar beside the plugins that are there; none if nothing is known. */
    List<String> problemsOf(String id, Path jar) {
        List<String> problems = new ArrayList<>();
        try {
            folder.files().requireTrusted(jar, jar);
        } catch (PluginLoadException e) {
            problems.add(e.getMessage());
        }
        try {
            requireUsable(id, jar);
        } catch (PluginLoadException e) {
            problems.add(e.getMessage());
        }
        return problems;
    }

    private void requireThisApi(String id, Path jar) throws PluginLoadException {
        try {
            Optional<String> mismatch = api.mismatch(jar);
            if (mismatch.isPresent()) {
                throw new PluginLoadException("The plugin \"" + id + "\" " + mismatch.get());
            }
        } catch (IOException | RuntimeException e) {
            throw new PluginLoadException("The file " + jar + " cannot be read: " + Reasons.of(e), e);
        }
    }

    /** Refuses to take away a plugin on which others depend. */
    private void requireUnneeded(String id) throws PluginLoadException {
        List<PluginDescriptor> all = enabledBut(id);
        List<String> dependents = PluginDependencies.of(all).dependentsOf(id);
        if (!dependents.isEmpty()) {
            throw new PluginLoadException("The plugin \"" + id + "\" is needed by " + String.join(", ", dependents)
                    + "; disable those first");
        }
    }

    private List<PluginDescriptor> enabledBut(String id) throws PluginLoadException {
        FolderContent content = folder.content();
        Set<String> disabled = content.disabled();
        List<PluginDescriptor> found = new ArrayList<>();
        for (FoundPlugin one : content.plugins().values()) {
            String other = one.id();
            if (!other.equals(id) && !disabled.contains(other)) {
                found.add(PluginDependencies.descriptor(one.file()));
            }
        }
        return found;
    }
}
