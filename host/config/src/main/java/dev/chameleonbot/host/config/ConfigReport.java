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
 */
public record ConfigReport(Optional<HostConfig> config, List<ConfigProblem> problems) {
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
     * @param more what was found out later
     * @return the report, without a configuration if one of them is an error
     */
    public ConfigReport with(List<ConfigProblem> more) {
        List<ConfigProblem> all = new ArrayList<>(problems);
        all.addAll(more);
        boolean usable = more.stream().noneMatch(p -> p.severity() == Severity.ERROR);
        return new ConfigReport(usable ? config : Optional.empty(), all);
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
