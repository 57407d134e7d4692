package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** Reads a configuration for a command, and tells its user what is wrong with it. */
final class ConfigFile {
    private ConfigFile() {}

    static ConfigReport read(Path file) {
        try {
            return new ConfigReader(System.getenv()).read(file);
        } catch (UnreadableConfigException e) {
            throw new CommandFailedException(CommandFailedException.UNREADABLE, e.getMessage());
        }
    }

    /** The configuration, or a failure that names how many problems were told. */
    static HostConfig usable(Path file, PrintWriter err) {
        ConfigReport report = read(file);
        tell(report, err);
        return report.config()
                .orElseThrow(() -> new CommandFailedException(
                        CommandFailedException.PROBLEMS,
                        file + " has " + count(report.errors().size(), "problem") + "; nothing was started"));
    }

    static void tell(ConfigReport report, PrintWriter err) {
        for (ConfigProblem problem : report.problems()) {
            err.println((problem.severity() == ConfigProblem.Severity.ERROR ? "error: " : "warning: ") + problem);
        }
        err.flush();
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
