package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.runtime.PluginSettingsCheck;
import dev.chameleonbot.host.text.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The configuration, with what is set for plugins.
 *
 * @param file where it is
 * @param config what was read of it; an {@link UnreadableConfigException} tells that nothing could be
 * @param plugins the plugins that something may be set for
 */
public record ConfigCheck(Path file, Source<ConfigReport> config, Source<PluginHost> plugins) implements Check {
    @Override
    public String topic() {
        return "configuration";
    }

    @Override
    public List<Finding> run() throws Exception {
        List<Finding> all = new ArrayList<>();
        ConfigReport report;
        try {
            report = config.get();
        } catch (UnreadableConfigException e) {
            return List.of(Finding.problem(
                    String.valueOf(e.getMessage()),
                    "Correct the file, or name another one with --config; 'chameleon setup' makes one."));
        }
        try {
            report = report.with(PluginSettingsCheck.of(report.plugins(), plugins.get()));
        } catch (OperationException e) {
            all.add(Finding.skipped("Plugin settings are not checked, because the plugins cannot be loaded")
                    .about("plugins"));
        }
        all.addFirst(sum(report));
        report.problems().forEach(problem -> all.add(finding(problem)));
        return all;
    }

    /** What of a configuration that may be faulty can be used, for the checks that it is not the topic of. */
    static Optional<HostConfig> usable(Source<ConfigReport> config) throws Exception {
        try {
            return config.get().config();
        } catch (UnreadableConfigException e) {
            return Optional.empty();
        }
    }

    private Finding sum(ConfigReport report) {
        if (report.config().isEmpty()) {
            return Finding.problem(
                    file + " cannot be used: " + Counted.of(report.errors().size(), "problem"),
                    "Correct what is named below; 'chameleon check-config' shows the same.");
        }
        HostConfig usable = report.config().get();
        String words = file + ": " + Counted.of(usable.accounts().size(), "account") + ", "
                + Counted.of(usable.channelCount(), "channel");
        return Finding.fine(words).with("accounts", usable.accounts().size()).with("channels", usable.channelCount());
    }

    private static Finding finding(ConfigProblem problem) {
        String advice = problem.path().isEmpty()
                ? "Secrets are in that file, and those of the accounts can be used by anyone who reads them."
                : "Correct it in the configuration; a running host applies the change at once.";
        return problem.isError()
                ? Finding.problem(problem.message(), advice).about(problem.path())
                : Finding.warning(problem.message(), advice).about(problem.path());
    }
}
