package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.process.StopSignal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
final class StopCommand extends CliCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Option(names = "--json", description = "Prints as JSON that it has stopped.")
    private boolean json;

    @Mixin
    private final StateOption host = new StateOption();

    StopCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException, OperationException {
        if (!new HostEnd(host, stop).await()) {
            throw new CommandFailedException(
                    "No host runs with the state directory " + host.directory() + ", so there is nothing to stop");
        }
        Console console = console(json);
        console.remark("Stopped.");
        if (json) {
            console.show(Json.object().put("stopped", true));
        }
        return 0;
    }
}
