package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.TwitchEndpoints;
import dev.chameleonbot.host.config.HostConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells everything that is wrong with a configuration, and starts nothing. */
@Command(
        name = "check-config",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = "Tells everything that is wrong with a configuration, at once, and starts nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the configuration can be used", "1:it has problems", "2:it cannot be read, or wrong usage"})
final class CheckConfigCommand implements Callable<Integer> {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration.")
    private Path config = Path.of("");

    @Option(names = "--strict", description = "Takes warnings, such as unknown keys, for problems.")
    private boolean strict;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        CheckedConfig checked =
                CheckedConfig.read(config, strict, spec.commandLine().getErr());
        checked.config().ifPresent(fine -> summarise(fine, checked.warnings()));
        return checked.exitCode();
    }

    private void summarise(HostConfig fine, int warnings) {
        PrintWriter out = spec.commandLine().getOut();
        long withTokens =
                fine.accounts().stream().filter(a -> a.tokens().isPresent()).count();
        out.println(config + " can be used: " + Count.of(fine.accounts().size(), "account") + ", "
                + Count.of(fine.channelCount(), "channel")
                + (warnings == 0 ? "." : ", " + Count.of(warnings, "warning") + "."));
        if (withTokens < fine.accounts().size()) {
            out.println("Without tokens, to be logged in: "
                    + String.join(
                            ", ",
                            fine.accounts().stream()
                                    .filter(a -> a.tokens().isEmpty())
                                    .map(AccountConfig::login)
                                    .toList()));
        }
        if (!fine.endpoints().equals(TwitchEndpoints.TWITCH)) {
            TwitchEndpoints where = fine.endpoints();
            out.println("Twitch is looked for at " + where.eventSub() + ", " + where.helix() + " and " + where.auth());
        }
        out.flush();
    }
}
