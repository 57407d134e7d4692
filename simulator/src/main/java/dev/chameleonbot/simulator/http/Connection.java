package dev.chameleonbot.simulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One accepted socket. Its virtual thread reads it; writers must take turns, the socket itself does not order them. */
public final class Connection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Socket socket;
    private final ByteSource source;
    private final OutputStream out;

    Connection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.source = new ByteSource(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** What the peer sends. */
    public ByteSource source() {
        return source;
    }

    /** Writes all the bytes, and blocks while the peer takes none. */
    public void write(byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Ends the connection with a TCP reset, as a cable pulled or a crashed peer would look like. */
    public void abort() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            LOG.trace("Nothing left to reset", alreadyClosed);
        }
        close();
    }

    /** Ends the connection in the regular way of TCP. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("A socket did not close", e);
        }
    }

    /** Serves HTTP until one side has enough. */
    void serve(HttpHandler handler) throws InterruptedException {
        try {
            while (true) {
                HttpRequest request = HttpRequest.read(source, this);
                if (request == null || !finish(request, answer(handler, request))) {
                    return;
                }
            }
        } catch (IOException ended) {
            LOG.trace("A connection ended", ended);
        }
    }

    private static Answer answer(HttpHandler handler, HttpRequest request) throws InterruptedException {
        try {
            return handler.answer(request);
        } catch (RuntimeException e) {
            LOG.error("The simulator failed on {} {}", request.method(), request.path(), e);
            return HttpResponse.empty(500);
        }
    }

    private boolean finish(HttpRequest request, Answer answer) throws IOException {
        switch (answer) {
            case HttpResponse response -> {
                write(response.encode(request.keepsAlive(), !request.method().equals("HEAD")));
                return request.keepsAlive();
            }
            case Answer.Hold() -> source.skipAll();
            case Answer.Drop() -> abort();
            case Answer.Takeover(Answer.Protocol protocol) -> protocol.speak(this);
        }
        return false;
    }
}
