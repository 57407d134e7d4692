package dev.chameleonbot.host;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.plugins.LoadedBehaviour;
import dev.chameleonbot.plugin.api.ChatBehaviour;
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
        return config.problemsWith(byPlugin(behaviours));
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
        return require(config, byPlugin(behaviours));
    }

    /** The same, for behaviours by plugin id. */
    static List<ConfigProblem> require(HostConfig config, Map<String, List<ChatBehaviour>> behaviours) {
        List<ConfigProblem> problems = config.problemsWith(behaviours);
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
