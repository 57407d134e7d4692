package dev.chameleonbot.host.runtime;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.plugin.api.SettingsSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds what is configured for plugins against what they say can be set. */
public final class PluginSettingsCheck {
    private PluginSettingsCheck() {}

    /**
     * Looks for what does not fit.
     *
     * @return all problems, with their paths in the file
     * @throws OperationException if the plugins folder cannot be read
     */
    public static List<ConfigProblem> of(PluginSettings settings, PluginHost plugins) throws OperationException {
        List<ConfigProblem> problems = new ArrayList<>(ofLoaded(settings, plugins));
        problems.addAll(settings.absent(plugins.known()));
        return problems;
    }

    /** The same where plugins are still to come: nothing is said of what is set for those. */
    static List<ConfigProblem> ofLoaded(PluginSettings settings, PluginHost plugins) {
        return settings.check(plugins.schemas());
    }

    /**
     * The same for some plugins, but what is wrong is thrown.
     *
     * @param schemas what can be set for them, by their ids
     * @return what is odd and does no harm
     * @throws UnusableConfigException if something is wrong
     */
    static List<ConfigProblem> require(PluginSettings settings, Map<String, SettingsSchema> schemas) {
        List<ConfigProblem> problems = settings.check(schemas);
        List<ConfigProblem> errors =
                problems.stream().filter(ConfigProblem::isError).toList();
        if (!errors.isEmpty()) {
            throw new UnusableConfigException(errors);
        }
        return problems;
    }
}
