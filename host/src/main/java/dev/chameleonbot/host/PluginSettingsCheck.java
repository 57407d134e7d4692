package dev.chameleonbot.host;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.PluginSettings;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.host.plugins.PluginHost;
import dev.chameleonbot.host.plugins.PluginLoadException;
import dev.chameleonbot.plugin.api.ChatBehaviour;
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
        List<ConfigProblem> problems = ofLoaded(settings, plugins);
        problems.addAll(settings.absent(plugins.known()));
        return problems;
    }

    /** The same, without what is set for plugins that are not there. */
    private static List<ConfigProblem> ofLoaded(PluginSettings settings, PluginHost plugins) {
        return new ArrayList<>(settings.problemsWith(byPlugin(plugins.behaviours())));
    }

    /**
     * The same, but what is wrong is thrown.
     *
     * @param settings what is configured
     * @param plugins the plugins that are there
     * @return what is odd and does no harm
     * @throws PluginLoadException if the plugins folder cannot be read
     * @throws UnusableSettingsException if something is wrong
     */
    static List<ConfigProblem> require(PluginSettings settings, PluginHost plugins) throws PluginLoadException {
        return withoutErrors(of(settings, plugins));
    }

    /** The same, where plugins are still to come: nothing is said of what is set for those. */
    static List<ConfigProblem> requireOfLoaded(PluginSettings settings, PluginHost plugins) {
        return withoutErrors(ofLoaded(settings, plugins));
    }

    /** The same, for the behaviours of some plugins, by plugin id. */
    static List<ConfigProblem> require(PluginSettings settings, Map<String, List<ChatBehaviour>> behaviours) {
        return withoutErrors(settings.problemsWith(behaviours));
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

    private static Map<String, List<ChatBehaviour>> byPlugin(List<LoadedBehaviour> behaviours) {
        return behaviours.stream()
                .collect(groupingBy(
                        LoadedBehaviour::pluginId, LinkedHashMap::new, mapping(LoadedBehaviour::behaviour, toList())));
    }
}
