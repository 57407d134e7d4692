package dev.chameleonbot.engine.model;

/** How to recognise the threads of plugins. */
public final class PluginThreads {
    private PluginThreads() {}

    /**
     * The thread group of a plugin's sessions. Threads that they start inherit it, so it identifies the plugin.
     *
     * @param pluginId the plugin
     * @return the group's name
     */
    public static String group(String pluginId) {
        return "chameleon-plugin-" + pluginId;
    }
}
