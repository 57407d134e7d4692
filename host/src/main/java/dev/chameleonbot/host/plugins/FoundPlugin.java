package dev.chameleonbot.host.plugins;

import java.nio.file.Path;

/**
 * A plugin's file.
 *
 * @param file where it is
 * @param plugin what it says of itself
 * @param origin whose it is
 */
record FoundPlugin(Path file, PluginFile plugin, PluginInfo.Origin origin) {
    String id() {
        return plugin.id();
    }

    boolean isBundled() {
        return origin == PluginInfo.Origin.BUNDLED;
    }

    /** Whether it is in a folder itself. */
    boolean isIn(Path folder) {
        return folder.equals(file.resolveSibling(""));
    }
}
