package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plugins that were there when the folders were read, and the files that are none. An operation reads it once.
 *
 * @param plugins those that count, by their ids: the operator's first, in the order of the files' names
 * @param hidden those that would count if the operator had not installed others, by their ids
 * @param broken the files that cannot be used, with what is wrong with them, in a sentence
 * @param enabled what the operator has switched on and off
 * @param offAtFirst those that do not run unless they are switched on
 * @param pins which content each may have
 */
public record FolderContent(
        Path folder,
        Map<String, PluginFile> plugins,
        Map<String, PluginFile> hidden,
        Map<Path, String> broken,
        EnabledPlugins enabled,
        Set<PluginFile> offAtFirst,
        PinnedHashes pins) {

    /** The ids of those that are not to run, and of others that would not be if they were there. */
    public Set<String> disabled() {
        Set<String> all = new TreeSet<>(enabled.disabled());
        for (PluginFile plugin : plugins.values()) {
            if (offAtFirst.contains(plugin) && !enabled.enabled().contains(plugin.id())) {
                all.add(plugin.id());
            }
        }
        return all;
    }

    public PluginFile plugin(String id) throws OperationException {
        PluginFile found = plugins.get(id);
        if (found == null) {
            throw missing(id);
        }
        return found;
    }

    /** That a plugin is not there. */
    public OperationException missing(String id) {
        return new OperationException("There is no plugin \"" + id + "\" in " + folder);
    }

    /** Whether the operator has a plugin in the own folder. */
    public boolean isInstalled(String id) {
        PluginFile there = plugins.get(id);
        return there != null && there.isIn(folder);
    }

    /** What an installed plugin hides; empty if it hides none. */
    public Optional<PluginFile> hiddenBy(String id) {
        return Optional.ofNullable(hidden.get(id));
    }

    /** Whether what an installed plugin hides would not run without it. */
    public boolean isOffWithout(String id) {
        PluginFile below = hidden.get(id);
        return disabled().contains(id)
                || below == null
                || (offAtFirst.contains(below) && !enabled.enabled().contains(id));
    }
}
