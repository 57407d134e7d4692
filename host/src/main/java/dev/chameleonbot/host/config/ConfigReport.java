package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A configuration that was read, and all that is to be said of it.
 *
 * @param config the configuration; empty if and only if there is an error
 * @param problems errors and warnings in the order of the file
 */
public record ConfigReport(Optional<HostConfig> config, List<ConfigProblem> problems) {
    /** Copies the list. */
    public ConfigReport {
        problems = List.copyOf(problems);
    }

    /** The problems that keep it from being used. */
    public List<ConfigProblem> errors() {
        return of(Severity.ERROR);
    }

    /** The problems that do not. */
    public List<ConfigProblem> warnings() {
        return of(Severity.WARNING);
    }

    private List<ConfigProblem> of(Severity severity) {
        return problems.stream()
                .filter(problem -> problem.severity() == severity)
                .toList();
    }
}
