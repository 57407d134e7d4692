package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.chameleonbot.host.process.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code stop}: ends a running host. */
@Command(
        name = "stop",
        mixinStandardHelpOptions = true,
        description = {
            "Stops a running host as Ctrl-C does, and waits until it has ended.",
            "A service manager may start it again: stop it there instead."
        },
        exitCodeList = {"0:Stopped.", "1:No host is running, or it did not end.", "2:Wrong usage."},
        footer = {"  chameleon stop"})
final class StopCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Option(names = "--json", description = "Prints as JSON that it has stopped.")
    private boolean json;

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
        Console console = Console.of(spec, json);
        console.remark("Stopped.");
        if (json) {
            console.show(JsonNodeFactory.instance.objectNode().put("stopped", true));
        }
        return 0;
    }
}
