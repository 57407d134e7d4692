package dev.chameleonbot.host.plugins;

import dev.chameleonbot.plugin.api.ChatBehaviour;

/**
 * A behaviour and the plugin that it came from.
 *
 * @param pluginId the plugin's id, as its manifest gives it
 * @param version the plugin's version
 * @param behaviour the one instance that serves the whole host
 */
public record LoadedBehaviour(String pluginId, String version, ChatBehaviour behaviour) {}
