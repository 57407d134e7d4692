package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Asks the host that runs with a state directory. Calls block. */
public final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path stateDirectory;
    private final Unreachable unreachable;
    private final Connector connector;

    /** Opens a connection. */
    @FunctionalInterface
    interface Connector {
        SocketChannel connect(SocketAddress address) throws IOException;
    }

    /**
     * Creates a client; nothing is connected yet.
     *
     * @param stateDirectory the state directory of the host to ask
     */
    public ControlClient(Path stateDirectory) {
        this(stateDirectory, new Unreachable(stateDirectory, System.getProperty("user.name")), SocketChannel::open);
    }

    ControlClient(Path stateDirectory, Unreachable unreachable, Connector connector) {
        this.stateDirectory = stateDirectory;
        this.unreachable = unreachable;
        this.connector = connector;
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
     * @throws NoHostException if no host runs there
     * @throws ControlException if it cannot be asked, or cannot do that; the message says why
     */
    public JsonNode ask(ObjectNode request) throws ControlException {
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

    private SocketChannel connect() throws ControlException {
        try {
            if (!Files.readAttributes(stateDirectory, BasicFileAttributes.class).isDirectory()) {
                throw new NotDirectoryException(stateDirectory.toString());
            }
            ControlAddress address = ControlAddress.of(stateDirectory);
            if (Files.notExists(address.path())) {
                throw unreachable.noListener();
            }
            return address.with(connector::connect);
        } catch (IOException e) {
            throw unreachable.because(e);
        }
    }
}
