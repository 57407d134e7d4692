package dev.chameleonbot.engineplugin;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.UnreadableConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.pf4j.PluginRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the configuration of a foreign host's operator, and tells what is wrong with it. */
final class ConfigSource {
    private static final Logger log = LoggerFactory.getLogger(ConfigSource.class);

    private final Path file;
    private final ConfigReader reader;

    ConfigSource(Path file, ConfigReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /**
     * The configuration to begin with.
     *
     * @throws PluginRuntimeException if no account of it can be used; the message says all that is wrong with it, and what
     *     to do
     */
    HostConfig usable() {
        try {
            return usable(reader.read(file));
        } catch (UnreadableConfigException e) {
            String advice = Files.exists(file)
                    ? ""
                    : ". Put Chameleon's configuration there, or say where it is with -Dchameleon.config=FILE or the"
                            + " environment variable CHAMELEON_CONFIG, and start the plugin again";
            throw new PluginRuntimeException("{}{}", e.getMessage(), advice);
        }
    }

    private HostConfig usable(ConfigReport report) {
        warn(report);
        List<String> errors =
                report.errors().stream().map(ConfigProblem::toString).toList();
        return report.config()
                .filter(HostConfig::isRunnable)
                .orElseThrow(() -> new PluginRuntimeException(
                        "{} cannot be used; correct it and start the plugin again:{}",
                        file,
                        errors.stream().map(error -> "\n  " + error).collect(Collectors.joining())));
    }

    /** The configuration as it is now; empty if it cannot be used, which is logged. */
    Optional<HostConfig> changed() {
        try {
            ConfigReport report = reader.read(file);
            warn(report);
            if (report.config().isEmpty()) {
                report.errors().forEach(error -> log.error("{}", error));
                log.error("The changed configuration cannot be used; the previous one stays in effect");
            }
            return report.config();
        } catch (UnreadableConfigException e) {
            log.error("{}; the previous configuration stays in effect", e.getMessage());
            return Optional.empty();
        }
    }

    private static void warn(ConfigReport report) {
        report.warnings().forEach(warning -> log.warn("{}", warning));
    }
}
