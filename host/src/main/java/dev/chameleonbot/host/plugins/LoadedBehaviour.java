package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;

/**
 * A behaviour that a plugin brought.
 *
 * @param pluginId the plugin
 * @param version the plugin's version
 * @param behaviour the behaviour
 */
public record LoadedBehaviour(String pluginId, String version, ChatBehaviour behaviour) {}
