package dev.chameleonbot.host.demo;

import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.demo.dev.PluginProject;
import java.io.InputStream;

/** A plugin that somebody works on during a demo. */
public record Workshop(PluginProject project, PluginSettings settings, InputStream typed) {}
