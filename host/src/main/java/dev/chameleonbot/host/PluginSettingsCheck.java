package dev.chameleonbot.host;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.host.plugins.PluginHost;
import dev.chameleonbot.host.plugins.PluginLoadException;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Holds what is configured for plugins against what they say can be set. */
public final class PluginSettingsCheck {
    private PluginSettingsCheck() {}

    /**
     * Looks for what does not fit.
     *
     * @param config the configuration
     * @param plugins the plugins that are there
     * @return all problems, with their paths in the file
     * @throws PluginLoadException if the plugins folder cannot be read
     */
    public static List<ConfigProblem> of(HostConfig config, PluginHost plugins) throws PluginLoadException {
        List<ConfigProblem> problems = new ArrayList<>(problems(config, plugins.behaviours()));
        for (String missing : plugins.missing(config.configuredPlugins())) {
            problems.add(new ConfigProblem(
                    "plugins." + missing,
                    "has no effect until a plugin with this id is installed",
                    ConfigProblem.Severity.WARNING));
        }
        return problems;
    }

    /**
     * The same, but what is wrong is thrown.
     *
     * @param config the configuration
     * @param plugins the plugins that are there
     * @return what is odd and does no harm
     * @throws PluginLoadException if the plugins folder cannot be read
     * @throws UnusableSettingsException if something is wrong
     */
    static List<ConfigProblem> require(HostConfig config, PluginHost plugins) throws PluginLoadException {
        return withoutErrors(of(config, plugins));
    }

    /** The same, for some behaviours. */
    static List<ConfigProblem> require(HostConfig config, List<LoadedBehaviour> behaviours) {
        return withoutErrors(problems(config, behaviours));
    }

    /** By what the behaviours have said when they were loaded; they are not asked again. */
    private static List<ConfigProblem> problems(HostConfig config, List<LoadedBehaviour> behaviours) {
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        behaviours.forEach(loaded -> schemas.merge(loaded.pluginId(), loaded.settings(), SettingsSchema::and));
        return config.plugins().check(config.accounts(), schemas);
    }

    private static List<ConfigProblem> withoutErrors(List<ConfigProblem> problems) {
        List<ConfigProblem> errors = problems.stream()
                .filter(problem -> problem.severity() == ConfigProblem.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new UnusableSettingsException(errors);
        }
        return problems;
    }
}
