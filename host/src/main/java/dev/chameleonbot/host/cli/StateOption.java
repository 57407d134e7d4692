package dev.chameleonbot.host.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.NoHostException;
import dev.chameleonbot.host.control.SilentHostException;
import dev.chameleonbot.host.data.DataFolders;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Which running host is meant: the one with this state directory. */
class StateOption extends DataOption {
    @Option(
            names = "--state",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description =
                    "The state directory of the running host (default: the one of the data; see 'chameleon paths').")
    private @Nullable Path state;

    @Override
    List<String> given() {
        return Stream.of(super.given(), words("--state", state))
                .flatMap(List::stream)
                .toList();
    }

    /** The state directory. */
    Path directory() {
        return folders().state().path();
    }

    @Override
    DataFolders folders() {
        return super.folders().withState(state);
    }

    /** Asks that host; a host that is not there is a failure of the command. */
    JsonNode ask(ObjectNode request) throws OperationException {
        return ask(request, ExitCode.PROBLEMS);
    }

    /** Asks that host; with an exit code of the command's own where none is there. */
    JsonNode ask(ObjectNode request, ExitCode whenNoHost) throws OperationException {
        try {
            return client(request).ask(request);
        } catch (NoHostException e) {
            throw new CommandFailedException(whenNoHost, e.getMessage());
        }
    }

    /** Asks that host, if one is there; one that runs and cannot be asked is a failure of the command. */
    Optional<JsonNode> askIfRunning(ObjectNode request) throws OperationException {
        try {
            return Optional.of(client(request).ask(request));
        } catch (NoHostException e) {
            return Optional.empty();
        }
    }

    /** One that answers at all: otherwise a command could wait long for a request without an answer. */
    private ControlClient client(ObjectNode request) throws OperationException {
        ControlClient client = new ControlClient(directory());
        if (!request.path("command").asText().equals("status")) {
            try {
                client.ask(ControlClient.request("ping"));
            } catch (NoHostException | SilentHostException e) {
                throw e;
            } catch (OperationException e) {
                return client; // It has answered, if only that it knows no such command.
            }
        }
        return client;
    }
}
