package dev.chameleonbot.host.demo;

import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.demo.dev.PluginProject;
import java.io.InputStream;

/**
 * A plugin that somebody works on during a demo.
 *
 * @param project its sources
 * @param settings what is set for plugins
 * @param typed what the author types
 */
public record Workshop(PluginProject project, PluginSettings settings, InputStream typed) {}
