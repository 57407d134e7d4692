package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks the host that runs with a state directory. Calls block. */
public final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path stateDirectory;

    /**
     * Creates a client; nothing is connected yet.
     *
     * @param stateDirectory the state directory of the host to ask
     */
    public ControlClient(Path stateDirectory) {
        this.stateDirectory = stateDirectory;
    }

    /** A request without further words. */
    public static ObjectNode request(String command) {
        return JSON.createObjectNode().put("command", command);
    }

    /**
     * Asks.
     *
     * @param request what
     * @return the result
     * @throws ControlException if no host runs there, or it cannot do that; the message says so
     */
    public JsonNode ask(ObjectNode request) throws ControlException {
        if (!Files.isDirectory(stateDirectory)) {
            throw new ControlException("There is no state directory " + stateDirectory
                    + "; name the one of the running host with --state");
        }
        JsonNode answer;
        try (SocketChannel channel = connect()) {
            ControlWire.write(channel, request.toString());
            answer = JSON.readTree(ControlWire.read(channel));
        } catch (IOException e) {
            throw new ControlException("The host did not answer: " + e.getMessage());
        }
        if (!answer.path("ok").asBoolean()) {
            throw new ControlException(answer.path("error").asText());
        }
        return answer.path("result");
    }

    /** Whether a host runs with the state directory at this moment. */
    public boolean isAnswered() {
        if (!Files.isDirectory(stateDirectory)) {
            return false;
        }
        try (SocketChannel channel = connect()) {
            return channel.isConnected();
        } catch (IOException | ControlException e) {
            return false;
        }
    }

    private SocketChannel connect() throws ControlException {
        try {
            return SocketChannel.open(ControlAddress.of(stateDirectory).socket());
        } catch (IOException e) {
            throw new ControlException("No host runs with the state directory " + stateDirectory
                    + "; start it with 'chameleon run', or name its state directory with --state");
        }
    }
}
