package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import dev.chameleonbot.host.runtime.PluginSettingsCheck;
import dev.chameleonbot.host.text.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code check-config}: all problems of a configuration at once. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        description = "Checks a configuration and names all its problems; starts nothing.",
        exitCodeList = {"0:Fine.", "1:There are problems.", "2:Wrong usage, or an unreadable configuration."},
        footer = {
            "  chameleon check-config",
            "  chameleon check-config --strict my-config.json",
            "  chameleon check-config --json | jq '.problems[].path'"
        })
final class CheckConfigCommand extends CliCommand implements Callable<Integer> {
    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Mixin
    private final DataOption data = new DataOption();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Checks what is set for plugins too; loads the plugins of this folder for that.")
    private @Nullable Path plugins;

    @Option(names = "--strict", description = "Takes warnings, such as unknown keys, as problems.")
    private boolean strict;

    @Option(names = "--json", description = "Prints as JSON what was found.")
    private boolean json;

    @Override
    public Integer call() throws OperationException {
        Path file = config.in(data.folders()).config().path();
        ConfigReport found = withPlugins(ConfigInput.read(file));
        ConfigReport report = strict ? found.strictly() : found;
        int errors = report.errors().size();
        if (json) {
            console(true).show(ConfigJson.of(file, report));
        } else if (errors > 0 || console().hasRemarks()) {
            ConfigInput.tell(report.problems(), err());
        }
        if (errors > 0) {
            if (!json) {
                err().println(file + ": " + Counted.of(errors, "problem"));
            }
            return ExitCode.PROBLEMS.code();
        }
        console(json).remark(file + " is fine: " + summary(report));
        return 0;
    }

    private ConfigReport withPlugins(ConfigReport read) throws OperationException {
        Path folder = plugins;
        if (folder == null) {
            return read;
        }
        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            List<ConfigProblem> problems = new ArrayList<>(PluginSettingsCheck.of(read.plugins(), host));
            host.failures()
                    .all()
                    .forEach(failure -> problems.add(new ConfigProblem(
                            "plugins." + failure.plugin(), failure.reason(), ConfigProblem.Severity.ERROR)));
            return read.with(problems);
        }
    }

    private static String summary(ConfigReport report) {
        HostConfig usable = report.config().orElseThrow();
        return Counted.of(usable.accounts().size(), "account") + ", "
                + Counted.of(usable.channelCount(), "channel") + ", "
                + Counted.of(report.warnings().size(), "warning");
    }
}
