package dev.chameleonbot.host.plugins.loading;

import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.Set;

/**
 * A behaviour and the plugin that it came from, and what it has said of itself when it was loaded: it is asked on a thread
 * of its own, with a time limit, and nobody else has to wait for its answers.
 *
 * @param pluginId the plugin's id, as its manifest gives it
 * @param behaviour the one instance that serves the whole host
 */
public record LoadedBehaviour(
        String pluginId,
        String version,
        ChatBehaviour behaviour,
        Audience audience,
        Set<String> scopes,
        SettingsSchema settings) {}
