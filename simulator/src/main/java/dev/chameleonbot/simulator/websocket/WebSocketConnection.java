package dev.chameleonbot.simulator.websocket;

import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.ByteSource;
import dev.chameleonbot.simulator.http.Connection;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.time.Alarms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one WebSocket.
 *
 * <p>The virtual thread of the connection reads. Writing goes through a queue: whoever puts the first entry into an
 * empty queue starts a virtual thread that writes until it is empty again, so that a client that does not read blocks
 * nobody and idle sockets need no second thread. A client that lets the queue grow beyond a limit is cut off.
 */
public final class WebSocketConnection implements Answer.Protocol {
    private static final Logger LOG = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int MAX_WAITING = 20_000;
    private static final int MAX_CLIENT_PAYLOAD = 1 << 20;
    private static final int ABNORMAL = 1006;
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);
    private static final byte[] NOTHING = {};

    private final HttpRequest request;
    private final Alarms alarms;
    private final Queue<Outgoing> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Silence silence = Silence.NONE;
    private volatile int closeCode = ABNORMAL;
    private volatile @Nullable Connection connection;
    private volatile Listener listener = Listener.NONE;

    /** A WebSocket that the request asks for; it opens when the connection is handed over. */
    public WebSocketConnection(HttpRequest request, Alarms alarms) {
        this.request = request;
        this.alarms = alarms;
    }

    /** What a socket keeps from its peer. */
    public enum Silence {
        /** Nothing. */
        NONE,
        /** All texts; pings are answered. */
        MUTE,
        /** Everything: also pings and the closing handshake are not answered. */
        FROZEN;

        private boolean keeps(byte[] frame) {
            return this == FROZEN || (this == MUTE && (frame[0] & 0x0F) < Frame.CLOSE);
        }
    }

    /** Hears of a WebSocket. Called on the thread that reads it. */
    public interface Listener {
        /** Hears nothing. */
        Listener NONE = new Listener() {};

        /** The socket is open. */
        default void opened() {}

        /** The client has sent data. */
        default void dataReceived() {}

        /** The client has answered a ping. */
        default void pongReceived() {}

        /** The socket has ended; the code is 1006 if nobody said goodbye. */
        default void ended(int code) {}
    }

    /** Says who is to hear of the socket; to be called before it is opened. */
    public WebSocketConnection listener(Listener hears) {
        this.listener = hears;
        return this;
    }

    @Override
    public void speak(Connection taken) throws IOException {
        connection = taken;
        taken.write(Handshake.acceptance(request));
        listener.opened();
        try {
            read(taken.source());
        } finally {
            closing.set(true);
            taken.close();
            end();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            listener.ended(closeCode);
        }
    }

    /**
     * Sends a frame.
     *
     * @param frame the encoded frame
     * @param beforeWrite run on the writing thread right before the frame is written; not run if it never is
     */
    public void send(byte[] frame, Runnable beforeWrite) {
        if (!closing.get()) {
            enqueue(new Outgoing(frame, beforeWrite, WebSocketConnection::nothing, false));
        }
    }

    /** Sends a frame. */
    public void send(byte[] frame) {
        send(frame, WebSocketConnection::nothing);
    }

    /** Runs the task on the writing thread when everything sent before has been written or given up. */
    public void afterWaiting(Runnable task) {
        enqueue(new Outgoing(NOTHING, WebSocketConnection::nothing, task, false));
    }

    /** Whether nothing waits to be written, seen from a task of {@link #afterWaiting}. */
    public boolean nothingElseWaits() {
        return waitingCount.get() <= 1;
    }

    /** Sends a ping. */
    public void ping() {
        send(Frame.encode(0x80 | Frame.PING));
    }

    /** Closes with a close frame, and cuts the connection if the client does not close within a second. */
    public void close(int code, String reason) {
        if (closing.compareAndSet(false, true)) {
            closeCode = code;
            byte[] status = {(byte) (code >> 8), (byte) code};
            byte[] frame = Frame.encode(0x80 | Frame.CLOSE, status, reason.getBytes(StandardCharsets.UTF_8));
            enqueue(new Outgoing(
                    frame, WebSocketConnection::nothing, () -> alarms.in(CLOSE_GRACE, this::disconnect), true));
        }
    }

    /** Ends the connection with a TCP reset. */
    public void abort() {
        closing.set(true);
        reset();
    }

    /** Sends the frame and resets the connection after it. */
    public void sendAndAbort(byte[] frame) {
        if (closing.compareAndSet(false, true)) {
            enqueue(new Outgoing(frame, WebSocketConnection::nothing, this::reset, true));
        }
    }

    /** Whether it has ended or is about to. */
    public boolean isClosing() {
        return closing.get();
    }

    /** Begins or ends a silence. What would have been sent during it is lost. */
    public void silence(Silence what) {
        silence = what;
    }

    private void enqueue(Outgoing entry) {
        waiting.add(entry);
        int before = waitingCount.getAndIncrement();
        if (before == 0) {
            Thread.ofVirtual().name("simulator-writer").start(this::drain);
        } else if (before == MAX_WAITING) {
            LOG.warn("A client does not read; {} frames wait for it. It is cut off.", before);
            abort();
        }
    }

    private void drain() {
        do {
            Outgoing next = waiting.poll();
            if (next != null) {
                write(next);
                next.afterwards.run();
            }
        } while (waitingCount.decrementAndGet() > 0);
    }

    private void write(Outgoing next) {
        if (next.frame.length == 0 || (!next.force && (silence.keeps(next.frame) || closing.get()))) {
            return;
        }
        Connection open = connection;
        if (open == null) {
            return;
        }
        next.beforeWrite.run();
        try {
            open.write(next.frame);
        } catch (IOException e) {
            LOG.trace("A frame could not be written", e);
            closing.set(true);
            open.close();
        }
    }

    private void disconnect() {
        Connection open = connection;
        if (open != null) {
            open.close();
        }
    }

    private void reset() {
        Connection open = connection;
        if (open != null) {
            open.abort();
        }
    }

    private void read(ByteSource source) {
        try {
            while (readFrame(source)) {
                // One frame after another.
            }
            source.skipAll();
        } catch (IOException e) {
            LOG.trace("A WebSocket ended", e);
        }
    }

    private boolean readFrame(ByteSource source) throws IOException {
        int operation = source.next() & 0x0F;
        int second = source.next();
        int length = second & 0x7F;
        if (length >= 126) {
            length = length(source.next(length == 126 ? 2 : 8));
        }
        if (length > MAX_CLIENT_PAYLOAD || (second & 0x80) == 0) {
            close(length > MAX_CLIENT_PAYLOAD ? 1009 : 1002, "");
            return false;
        }
        byte[] mask = source.next(4);
        byte[] payload = source.next(length);
        for (int i = 0; i < length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return silence == Silence.FROZEN || react(operation, payload);
    }

    private boolean react(int operation, byte[] payload) {
        switch (operation) {
            case Frame.CLOSE -> {
                answerClose(payload);
                return false;
            }
            case Frame.PING -> send(Frame.encode(0x80 | Frame.PONG, payload));
            case Frame.PONG -> listener.pongReceived();
            default -> listener.dataReceived();
        }
        return true;
    }

    private void answerClose(byte[] payload) {
        if (closing.compareAndSet(false, true)) {
            closeCode = payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
            byte[] echo = Frame.encode(0x80 | Frame.CLOSE, payload);
            // Whose goodbye is answered finds its subscriptions ended.
            enqueue(new Outgoing(echo, this::end, this::disconnect, true));
        } else {
            afterWaiting(this::disconnect);
        }
    }

    private static int length(byte[] bytes) {
        long length = 0;
        for (byte b : bytes) {
            length = (length << 8) | (b & 0xFF);
        }
        return length < 0 || length > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) length;
    }

    private static void nothing() {
        // For entries of the queue that nobody wants to hear of.
    }

    private static final class Outgoing {
        private final byte[] frame;
        private final Runnable beforeWrite;
        private final Runnable afterwards;
        private final boolean force;

        private Outgoing(byte[] frame, Runnable beforeWrite, Runnable afterwards, boolean force) {
            this.frame = frame;
            this.beforeWrite = beforeWrite;
            this.afterwards = afterwards;
            this.force = force;
        }
    }
}
