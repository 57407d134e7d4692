package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.host.web.ProblemException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The streams of server-sent events. Each is written by the thread that serves its request; what is to be written waits in a
 * queue of its own. Who does not keep up is hung up on: a browser reconnects by itself, and requests everything again.
 *
 * <p>Concurrency: any thread may tell something; {@code streams} holds the open ones.
 */
final class EventStreams {
    /** A browser holds one for each tab that is looked at. */
    static final int MOST = 256;

    private static final int LONGEST_QUEUE = 100;
    private static final long HEARTBEAT_SECONDS = 15;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final byte[] HEARTBEAT = ": lives\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] END = new byte[0];
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final Semaphore room = new Semaphore(MOST);
    private final AtomicInteger count = new AtomicInteger();
    private final Runnable changed;

    /**
     * Streams to come.
     *
     * @param changed called when the first one is there, and when the last one is gone; must not block
     */
    EventStreams(Runnable changed) {
        this.changed = changed;
    }

    /** One client's stream. */
    static final class Stream {
        private final BlockingQueue<byte[]> queue = new LinkedBlockingQueue<>(LONGEST_QUEUE);

        /** Tells the client something; a client that does not keep up gets nothing more. */
        void tell(byte[] event) {
            if (!queue.offer(event)) {
                end();
            }
        }

        void end() {
            queue.clear();
            queue.add(END);
        }
    }

    /** An event as it goes over the wire. */
    static byte[] event(String name, ObjectNode data) {
        return ("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Whether somebody listens. */
    boolean areOpen() {
        return count.get() > 0;
    }

    /** Tells everybody the same. */
    void tell(byte[] event) {
        streams.forEach(stream -> stream.tell(event));
    }

    /**
     * Serves one client until it is gone.
     *
     * @param begin begins what is sent to this client alone; what it returns ends that
     * @param mayStay whether the client still gets in; asked every few seconds
     * @param slow hangs up on it if it does not read
     * @throws ProblemException if there are too many
     * @throws IOException when the client is gone
     */
    void serve(HttpCall call, byte[] hello, Begin begin, BooleanSupplier mayStay, SlowClients slow)
            throws ProblemException, IOException, InterruptedException {
        if (!room.tryAcquire()) {
            throw new ProblemException(Kind.TOO_MANY, MOST + " clients watch already", Map.of("Retry-After", "10"));
        }
        Stream stream = new Stream();
        stream.tell(hello);
        streams.add(stream);
        try {
            if (count.incrementAndGet() == 1) {
                changed.run();
            }
            Ending own = begin.run(stream::tell);
            try {
                write(call, stream, mayStay, slow);
            } finally {
                own.run();
            }
        } finally {
            streams.remove(stream);
            if (count.decrementAndGet() == 0) {
                changed.run();
            }
            room.release();
        }
    }

    /** Begins to tell something to one client. */
    @FunctionalInterface
    interface Begin {
        Ending run(Consumer<byte[]> client) throws ProblemException;
    }

    /** Ends something. */
    @FunctionalInterface
    interface Ending {
        void run();
    }

    private static void write(HttpCall call, Stream stream, BooleanSupplier mayStay, SlowClients slow)
            throws IOException, InterruptedException {
        OutputStream out = call.stream("text/event-stream");
        long lookAt = System.nanoTime() + LOOK_NANOS;
        while (true) {
            byte[] next = stream.queue.poll(HEARTBEAT_SECONDS, TimeUnit.SECONDS);
            if (System.nanoTime() - lookAt >= 0) {
                if (!mayStay.getAsBoolean()) {
                    return;
                }
                lookAt = System.nanoTime() + LOOK_NANOS;
            }
            byte[] event = next == null ? HEARTBEAT : next;
            if (event.length == 0) {
                log.debug("{} does not keep up with the events", call.address().getHostAddress());
                return;
            }
            slow.within(() -> {
                out.write(event);
                if (stream.queue.isEmpty()) {
                    out.flush();
                }
                return event;
            });
        }
    }

    /** Ends all. */
    void close() {
        streams.forEach(Stream::end);
    }
}
