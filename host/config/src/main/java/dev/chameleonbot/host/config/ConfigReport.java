package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigProblem.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The outcome of reading a configuration: all that was found in one go.
 *
 * @param config what of it can be used: all but the accounts in which there is an error; empty if there is an error that
 *     concerns more than one account
 * @param problems errors and warnings: first those of the whole, then each account's, in the order of the file
 * @param plugins what is set for plugins, as far as it could be read: to be judged also where there is an error elsewhere
 */
public record ConfigReport(Optional<HostConfig> config, List<ConfigProblem> problems, PluginSettings plugins) {
    /** Checks that there is a configuration or an error. */
    public ConfigReport {
        problems = List.copyOf(problems);
        if (config.isEmpty() && problems.stream().noneMatch(ConfigProblem::isError)) {
            throw new IllegalArgumentException("There must be a configuration or an error");
        }
    }

    /**
     * What is known of a configuration that was read before.
     *
     * @return a report with the problems of the accounts that are left out
     */
    public static ConfigReport of(HostConfig config) {
        List<ConfigProblem> problems = config.leftOut().stream()
                .flatMap(account -> account.problems().stream())
                .toList();
        return new ConfigReport(Optional.of(config), problems, config.plugins());
    }

    /**
     * The same with more problems.
     *
     * @param more what was found out later; left out where an error was found at that place before
     * @return the report; an error leaves the account out that it concerns, or else there is no configuration
     */
    public ConfigReport with(List<ConfigProblem> more) {
        List<ConfigProblem> news =
                more.stream().filter(problem -> !isKnownToBeWrong(problem)).toList();
        List<ConfigProblem> all = new ArrayList<>(problems);
        all.addAll(news);
        boolean usable = news.stream().filter(ConfigProblem::isError).allMatch(plugins::concernsOneAccount);
        return new ConfigReport(usable ? config.map(one -> one.leavingOut(news)) : Optional.empty(), all, plugins);
    }

    private boolean isKnownToBeWrong(ConfigProblem problem) {
        return errors().stream().anyMatch(wrong -> problem.isWithin(wrong.path()));
    }

    /**
     * The same where nothing that is written may be wrong or odd; who may read the file stays a warning.
     *
     * @return the report with errors for warnings; there is a configuration only if there are none
     */
    public ConfigReport strictly() {
        List<ConfigProblem> all = problems.stream()
                .map(problem ->
                        problem.path().isEmpty() ? problem : ConfigProblem.error(problem.path(), problem.message()))
                .toList();
        return new ConfigReport(
                all.stream().anyMatch(ConfigProblem::isError) ? Optional.empty() : config, all, plugins);
    }

    /** The problems that keep an account, or the configuration as a whole, from being used. */
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
