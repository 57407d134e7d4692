package dev.chameleonbot.host.runtime;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.PluginSettings;
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
     * @param settings what is configured
     * @param plugins the plugins that are there
     * @return all problems, with their paths in the file
     * @throws PluginLoadException if the plugins folder cannot be read
     */
    public static List<ConfigProblem> of(PluginSettings settings, PluginHost plugins) throws PluginLoadException {
        List<ConfigProblem> problems = new ArrayList<>(ofLoaded(settings, plugins));
        problems.addAll(settings.absent(plugins.known()));
        return problems;
    }

    /** The same where plugins are still to come: nothing is said of what is set for those. */
    static List<ConfigProblem> ofLoaded(PluginSettings settings, PluginHost plugins) {
        return problems(settings, plugins.behaviours());
    }

    /**
     * The same for some behaviours, but what is wrong is thrown.
     *
     * @param settings what is configured
     * @param behaviours the behaviours
     * @return what is odd and does no harm
     * @throws UnusableConfigException if something is wrong
     */
    static List<ConfigProblem> require(PluginSettings settings, List<LoadedBehaviour> behaviours) {
        List<ConfigProblem> problems = problems(settings, behaviours);
        List<ConfigProblem> errors =
                problems.stream().filter(ConfigProblem::isError).toList();
        if (!errors.isEmpty()) {
            throw new UnusableConfigException(errors);
        }
        return problems;
    }

    /** By what the behaviours have said when they were loaded; they are not asked again. */
    private static List<ConfigProblem> problems(PluginSettings settings, List<LoadedBehaviour> behaviours) {
        return settings.check(schemas(behaviours));
    }

    /** What can be set, by plugin id. */
    static Map<String, SettingsSchema> schemas(List<LoadedBehaviour> behaviours) {
        Map<String, SettingsSchema> schemas = new LinkedHashMap<>();
        behaviours.forEach(loaded -> schemas.merge(loaded.pluginId(), loaded.settings(), SettingsSchema::and));
        return schemas;
    }
}
