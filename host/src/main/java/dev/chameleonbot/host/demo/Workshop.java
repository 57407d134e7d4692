package dev.chameleonbot.host.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.demo.dev.PluginProject;
import java.io.InputStream;

/**
 * A plugin that somebody works on during a demo.
 *
 * @param project its sources
 * @param settings what is set for plugins, as the block {@code plugins} of a configuration
 * @param typed what the author types
 */
public record Workshop(PluginProject project, ObjectNode settings, InputStream typed) {}
