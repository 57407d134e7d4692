package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of reading a configuration: all that was found in one go.
 *
 * @param config the configuration; empty if there is an error
 * @param problems errors and warnings, in the order of the file
 * @param plugins what is set for plugins, as far as it could be read: to be judged also where there is an error elsewhere
 */
public record ConfigReport(Optional<HostConfig> config, List<ConfigProblem> problems, PluginSettings plugins) {
    /** Checks that there is a configuration exactly when there is no error. */
    public ConfigReport {
        problems = List.copyOf(problems);
        boolean usable = problems.stream().noneMatch(p -> p.severity() == Severity.ERROR);
        if (usable != config.isPresent()) {
            throw new IllegalArgumentException("There must be a configuration or an error, and not both");
        }
    }

    /**
     * The same with more problems.
     *
     * @param more what was found out later; left out where an error was found at that place before
     * @return the report, without a configuration if one of them is an error
     */
    public ConfigReport with(List<ConfigProblem> more) {
        List<ConfigProblem> all = new ArrayList<>(problems);
        more.stream().filter(problem -> !isKnownToBeWrong(problem.path())).forEach(all::add);
        boolean usable = all.stream().noneMatch(p -> p.severity() == Severity.ERROR);
        return new ConfigReport(usable ? config : Optional.empty(), all, plugins);
    }

    private boolean isKnownToBeWrong(String path) {
        return errors().stream()
                .map(ConfigProblem::path)
                .anyMatch(wrong -> path.equals(wrong) || path.startsWith(wrong + ".") || path.startsWith(wrong + "["));
    }

    /** The problems that keep the configuration from being used. */
    public List<ConfigProblem> errors() {
        return of(Severity.ERROR);
    }

    /** The problems that do not. */
    public List<ConfigProblem> warnings() {
        return of(Severity.WARNING);
    }

    private List<ConfigProblem> of(Severity severity) {
        return problems.stream().filter(p -> p.severity() == severity).toList();
    }
}
