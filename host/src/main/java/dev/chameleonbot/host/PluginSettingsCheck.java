package dev.chameleonbot.host;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
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
     * @param behaviours the plugins that are there
     * @return all problems, with their paths in the file
     */
    public static List<ConfigProblem> of(HostConfig config, List<LoadedBehaviour> behaviours) {
        List<ConfigProblem> problems = new ArrayList<>();
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        for (LoadedBehaviour loaded : behaviours) {
            try {
                schemas.merge(loaded.pluginId(), loaded.behaviour().settings(), SettingsSchema::and);
            } catch (RuntimeException | LinkageError e) { // The plugin's own failure.
                problems.add(new ConfigProblem(
                        "plugins." + loaded.pluginId(),
                        "cannot be checked, as the plugin does not say what can be set: " + e,
                        ConfigProblem.Severity.ERROR));
            }
        }
        problems.addAll(config.plugins().check(config.accounts(), schemas));
        return problems;
    }

    /**
     * The same, but what is wrong is thrown.
     *
     * @param config the configuration
     * @param behaviours the plugins that are there
     * @return what is odd and does no harm
     * @throws UnusableSettingsException if something is wrong
     */
    static List<ConfigProblem> require(HostConfig config, List<LoadedBehaviour> behaviours) {
        List<ConfigProblem> problems = of(config, behaviours);
        List<ConfigProblem> errors = problems.stream()
                .filter(problem -> problem.severity() == ConfigProblem.Severity.ERROR)
                .toList();
        if (!errors.isEmpty()) {
            throw new UnusableSettingsException(errors);
        }
        return problems;
    }
}
