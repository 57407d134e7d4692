package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.ControlException;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which running host is meant: the one with this state directory. */
final class StateOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = "chameleon-state",
            scope = ScopeType.INHERIT,
            description =
                    "The state directory of the running host (default: ${DEFAULT-VALUE} in the working directory).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path state;

    /** Whether that host runs. */
    boolean isAnswered() {
        return new ControlClient(state).isAnswered();
    }

    /** Asks that host; a host that is not there is a failure of the command. */
    JsonNode ask(ObjectNode request) {
        try {
            return new ControlClient(state).ask(request);
        } catch (ControlException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage());
        }
    }
}
