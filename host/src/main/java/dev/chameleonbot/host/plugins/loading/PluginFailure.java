package dev.chameleonbot.host.plugins.loading;

import java.time.Instant;

/**
 * A plugin that should run and does not, or a file of the plugins folder that cannot be used.
 *
 * @param plugin the plugin's id; the file's name where that is not known
 * @param reason what is wrong, in a sentence
 */
public record PluginFailure(String plugin, String reason, Instant since) {}
