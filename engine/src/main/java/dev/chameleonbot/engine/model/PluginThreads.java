package dev.chameleonbot.engine.model;

/** How the threads of plugins are told from others. */
public final class PluginThreads {
    private PluginThreads() {}

    /**
     * The thread group in which a plugin's sessions are called. Threads that they begin inherit it, so it tells whose
     * they are.
     *
     * @param pluginId the plugin
     * @return the group's name
     */
    public static String group(String pluginId) {
        return "chameleon-plugin-" + pluginId;
    }
}
