package dev.chameleonbot.engineplugin;

import dev.chameleonbot.plugin.api.ChatBehaviour;

/**
 * A behaviour and where in the host it comes from.
 *
 * @param pluginId the plugin's id, or {@link HostBehaviours#HOST} for one on the host's own path
 * @param behaviour the one instance that serves the engine
 */
record HostBehaviour(String pluginId, ChatBehaviour behaviour) {}
