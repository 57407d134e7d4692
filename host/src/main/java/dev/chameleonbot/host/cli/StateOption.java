package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.ControlException;
import dev.chameleonbot.host.control.NoHostException;
import java.nio.file.Path;
import java.util.Optional;
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

    /** The state directory. */
    Path directory() {
        return state;
    }

    /** Asks that host; a host that is not there is a failure of the command. */
    JsonNode ask(ObjectNode request) {
        return ask(request, CommandFailedException.PROBLEMS);
    }

    /** Asks that host; with an exit code of the command's own where none is there. */
    JsonNode ask(ObjectNode request, int whenNoHost) {
        try {
            return new ControlClient(state).ask(request);
        } catch (NoHostException e) {
            throw new CommandFailedException(whenNoHost, e.getMessage());
        } catch (ControlException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage());
        }
    }

    /** Asks that host, if one is there; one that runs and cannot be asked is a failure of the command. */
    Optional<JsonNode> askIfRunning(ObjectNode request) {
        try {
            return Optional.of(new ControlClient(state).ask(request));
        } catch (NoHostException e) {
            return Optional.empty();
        } catch (ControlException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage());
        }
    }
}
