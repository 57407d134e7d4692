package dev.chameleonbot.host.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.json.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on the control socket: one request a connection, as a line of JSON {@code {"command": …}}, answered with a line
 * {@code {"ok": true, "result": …}} or {@code {"ok": false, "error": …}}.
 *
 * <p>Threads: one virtual thread accepts, one serves each connection; a client that says nothing is hung up on, and so is
 * one that does not take its answer. What is asked for may take as long as it takes. Only the owner of the state directory
 * can connect; on Windows, who may write in it.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlServer.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration AFTER_A_FAILURE = Duration.ofMillis(200);
    private static final int CONNECTIONS = 16;

    private final ControlAddress address;
    private final ServerSocketChannel server;
    private final Acceptor acceptor;
    private final Map<String, Handler> commands;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private final Semaphore turns = new Semaphore(CONNECTIONS);
    private final Duration patience;

    /** Serves one command. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does what was asked; on a virtual thread, several at a time.
         *
         * @throws OperationException if it cannot be done
         */
        JsonNode handle(JsonNode request) throws OperationException;

        /** Does what would end the connection, once the result was sent or could not be. */
        default void answered() {}
    }

    /** Takes the next connection of a server. */
    @FunctionalInterface
    interface Acceptor {
        SocketChannel accept(ServerSocketChannel server) throws IOException;
    }

    private ControlServer(
            ControlAddress address,
            ServerSocketChannel server,
            Acceptor acceptor,
            Duration patience,
            Map<String, Handler> commands) {
        this.acceptor = acceptor;
        this.patience = patience;
        this.address = address;
        this.server = server;
        this.commands = Map.copyOf(commands);
    }

    /**
     * Begins to listen. The caller has locked the state directory, so a socket that is there is left over.
     *
     * @throws IOException if the socket cannot be made
     */
    public static ControlServer open(Path stateDirectory, Map<String, Handler> commands) throws IOException {
        return open(stateDirectory, ServerSocketChannel::accept, PATIENCE, commands);
    }

    static ControlServer open(Path stateDirectory, Acceptor acceptor, Duration patience, Map<String, Handler> commands)
            throws IOException {
        ControlAddress address = ControlAddress.of(stateDirectory);
        address.remove();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        boolean bound = false;
        try {
            var unused = address.with(server::bind);
            if (address.path().getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(address.path(), PosixFilePermissions.fromString("rw-------"));
            }
            bound = true;
        } finally {
            if (!bound) {
                server.close();
            }
        }
        ControlServer control = new ControlServer(address, server, acceptor, patience, commands);
        Thread.ofVirtual().name("chameleon-control").start(control::accept);
        return control;
    }

    private void accept() {
        boolean failing = false;
        while (server.isOpen()) {
            try {
                turns.acquire();
                SocketChannel connection = acceptor.accept(server);
                failing = false;
                open.add(connection);
                Thread.ofVirtual().name("chameleon-control-request").start(() -> serve(connection));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // Most likely there are no file descriptors left just now.
                turns.release();
                if (!failing) {
                    log.warn("The control socket cannot take a connection, which is tried again: {}", e.getMessage());
                    failing = true;
                }
                if (!pause()) {
                    return;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(AFTER_A_FAILURE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void serve(SocketChannel connection) {
        try {
            String request = ControlWire.within(patience, connection, () -> ControlWire.read(connection));
            Answer answer = answer(request);
            try {
                var unused = ControlWire.within(patience, connection, () -> {
                    ControlWire.write(connection, answer.text());
                    return answer;
                });
            } finally {
                answer.then().run();
            }
        } catch (IOException e) {
            log.debug("A control connection has ended early: {}", e.getMessage());
        } finally {
            closeQuietly(connection);
            turns.release();
        }
    }

    private record Answer(String text, Runnable then) {}

    private Answer answer(String line) {
        ObjectNode answer = Json.object();
        Runnable then = () -> {};
        try {
            JsonNode request = Json.PLAIN.readTree(line);
            Handler handler = commands.get(request.path("command").asText());
            if (handler == null) {
                throw new OperationException("There is no such command; there are "
                        + String.join(", ", commands.keySet().stream().sorted().toList()));
            }
            JsonNode result = handler.handle(request);
            answer.put("ok", true).set("result", result);
            then = handler::answered;
        } catch (OperationException e) {
            answer.put("ok", false).put("error", e.getMessage());
        } catch (IOException e) {
            answer.put("ok", false).put("error", "The request is not JSON");
        } catch (RuntimeException | Error e) { // No request may end the thread that has to answer it.
            log.error("A control command failed", e);
            answer.put("ok", false).put("error", "A fault of the program; the log has more");
        }
        return new Answer(answer.toString(), then);
    }

    private void closeQuietly(SocketChannel connection) {
        if (open.remove(connection)) {
            try {
                connection.close();
            } catch (IOException e) {
                log.debug("A control connection was not closed cleanly: {}", e.getMessage());
            }
        }
    }

    /** Ends the socket and its connections. */
    @Override
    public void close() {
        try {
            server.close();
            address.remove();
        } catch (IOException e) {
            log.warn("The control socket {} could not be removed: {}", address.path(), e.getMessage());
        }
        open.forEach(this::closeQuietly);
    }
}
