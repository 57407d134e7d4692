package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.runtime.Strictness;
import dev.chameleonbot.host.text.Counted;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a configuration for a command, and tells its user what is wrong with it. */
final class ConfigInput {
    private static final Logger log = LoggerFactory.getLogger(ConfigInput.class);

    private ConfigInput() {}

    static ConfigReport read(Path file) throws OperationException {
        return new ConfigReader(System.getenv()).read(file);
    }

    /**
     * The configuration, or a failure with the number of reported problems. What is odd about one that is used is logged,
     * as it is on a reload; what is left out of it the host tells.
     */
    static HostConfig usable(Path file, Strictness strictness, PrintWriter err) throws OperationException {
        ConfigReport report = strictness.of(read(file));
        Optional<HostConfig> usable = report.config().filter(HostConfig::isRunnable);
        if (usable.isEmpty()) {
            tell(report.problems(), err);
            throw unusable(file, report.errors().size());
        }
        report.warnings().forEach(warning -> log.warn("{}", warning));
        return usable.get();
    }

    /** The failure after all of so many problems were reported. */
    static CommandFailedException unusable(Path file, int problems) {
        return new CommandFailedException(file + " has " + Counted.of(problems, "problem") + "; nothing was started");
    }

    static void tell(List<ConfigProblem> problems, PrintWriter err) {
        problems.forEach(problem -> err.println((problem.isError() ? "error: " : "warning: ") + problem));
        err.flush();
    }
}
