package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Set;

/** Asks the host that runs with a state directory. Calls block. */
public final class ControlClient {
    /** What a host answers from memory. Everything else may have to wait for plugins, accounts or Twitch. */
    private static final Set<String> QUICK = Set.of("ping", "status", "scopes", "login");

    private static final Duration QUICK_ANSWER = Duration.ofSeconds(10);
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(15);

    private final Path stateDirectory;
    private final Unreachable unreachable;
    private final Connector connector;
    private final Duration quickAnswer;

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
        this(
                stateDirectory,
                new Unreachable(stateDirectory, System.getProperty("user.name")),
                SocketChannel::open,
                QUICK_ANSWER);
    }

    ControlClient(Path stateDirectory, Unreachable unreachable, Connector connector, Duration quickAnswer) {
        this.quickAnswer = quickAnswer;
        this.stateDirectory = stateDirectory;
        this.unreachable = unreachable;
        this.connector = connector;
    }

    /** A request without further words. */
    public static ObjectNode request(String command) {
        return Json.object().put("command", command);
    }

    /**
     * Asks.
     *
     * @throws NoHostException if no host runs there
     * @throws SilentHostException if one runs and does not answer in time
     * @throws OperationException if it cannot be asked, or cannot do that; the message says why
     */
    public JsonNode ask(ObjectNode request) throws OperationException {
        JsonNode answer;
        Duration patience = QUICK.contains(request.path("command").asText()) ? quickAnswer : LONGEST_ANSWER;
        try (SocketChannel channel = connect()) {
            answer = ControlWire.within(patience, channel, () -> {
                ControlWire.write(channel, request.toString());
                return Json.PLAIN.readTree(ControlWire.read(channel));
            });
        } catch (ClosedChannelException e) {
            throw unreachable.hanging(patience);
        } catch (IOException e) {
            throw new OperationException("The host did not answer: " + e.getMessage());
        }
        if (!answer.path("ok").asBoolean()) {
            throw new OperationException(answer.path("error").asText());
        }
        return answer.path("result");
    }

    private SocketChannel connect() throws OperationException {
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
