package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code stop}: ends a running host. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = "Stops a running host as Ctrl-C does, and waits until it has ended.",
        footer = {
            "",
            "A service manager may start it again: stop it there instead.",
            "Exit codes: 0 stopped, 1 no host is running, or it did not end, 2 wrong usage."
        })
final class StopCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Mixin
    private final StateOption host = new StateOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    StopCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!new HostEnd(host, stop).await()) {
            throw new CommandFailedException(
                    CommandFailedException.PROBLEMS,
                    "No host runs with the state directory " + host.directory() + ", so there is nothing to stop");
        }
        spec.commandLine().getOut().println("Stopped.");
        return 0;
    }
}
