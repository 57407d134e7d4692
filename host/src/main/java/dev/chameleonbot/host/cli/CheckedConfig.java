package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The outcome of reading a configuration for a command, with everything told that is to be told.
 *
 * @param config the configuration, if it can be used
 * @param exitCode the code to exit with if it cannot
 * @param warnings how many warnings there were
 */
record CheckedConfig(Optional<HostConfig> config, int exitCode, int warnings) {
    static CheckedConfig read(Path file, boolean strict, PrintWriter err) {
        ConfigReport report;
        try {
            report = new ConfigReader(System.getenv()).read(file);
        } catch (UnreadableConfigException e) {
            err.println("chameleon: " + e.getMessage() + ".");
            return new CheckedConfig(Optional.empty(), ExitCode.UNUSABLE, 0);
        }
        for (ConfigProblem problem : report.problems()) {
            boolean isError = strict || problem.severity() == ConfigProblem.Severity.ERROR;
            err.println((isError ? "error" : "warning") + "  " + problem);
        }
        List<ConfigProblem> counted = strict ? report.problems() : report.errors();
        if (!counted.isEmpty()) {
            err.println(String.format(
                    Locale.ROOT,
                    "%s: %s, see above.",
                    file,
                    counted.size() == 1 ? "1 problem" : counted.size() + " problems"));
            return new CheckedConfig(Optional.empty(), ExitCode.PROBLEMS, 0);
        }
        return new CheckedConfig(
                report.config(), ExitCode.FINE, report.warnings().size());
    }
}
