package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The plugins that are there, and the files that are none.
 *
 * @param plugins those that count, by their ids: the operator's first, in the order of the files' names
 * @param hidden those that would count if the operator had not installed others, by their ids
 * @param broken the files that cannot be used, with what is wrong with them, in a sentence
 * @param switched what the operator has switched on and off
 * @param offAtFirst the ids of those that do not run unless they are switched on
 */
record FolderContent(
        Map<String, FoundPlugin> plugins,
        Map<String, FoundPlugin> hidden,
        Map<Path, String> broken,
        PluginSwitches.Switched switched,
        Set<String> offAtFirst) {

    /** The ids of those that are not to run, and of others that would not be if they were there. */
    Set<String> disabled() {
        Set<String> all = new TreeSet<>(offAtFirst);
        all.removeAll(switched.enabled());
        all.addAll(switched.disabled());
        return all;
    }
}
