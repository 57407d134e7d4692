package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;

/**
 * A behaviour and the plugin that it came with.
 *
 * @param pluginId the plugin's id
 * @param pluginVersion the plugin's version
 * @param behaviour the behaviour, ready for use
 */
public record LoadedBehaviour(String pluginId, String pluginVersion, ChatBehaviour behaviour) {}
