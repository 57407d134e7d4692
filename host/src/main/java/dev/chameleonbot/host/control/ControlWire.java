package dev.chameleonbot.host.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines of UTF-8 over a channel: one there, one back. */
final class ControlWire {
    private static final Logger log = LoggerFactory.getLogger(ControlWire.class);

    /** The status of ten thousand accounts takes about five megabytes. */
    private static final int LONGEST = 64 * 1024 * 1024;

    private static final int BUFFER = 8 * 1024;

    private ControlWire() {}

    static String read(SocketChannel channel) throws IOException {
        InputStream in = Channels.newInputStream(channel);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            if (buffer[count - 1] == '\n') {
                line.write(buffer, 0, count - 1);
                return line.toString(StandardCharsets.UTF_8);
            }
            line.write(buffer, 0, count);
            if (line.size() > LONGEST) {
                throw new IOException("the line is too long");
            }
        }
        throw new EOFException("the other side has hung up");
    }

    static void write(SocketChannel channel, String line) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Reads or writes. */
    @FunctionalInterface
    interface Transfer<T> {
        T run() throws IOException;
    }

    /** Reads or writes, and hangs up on the other side if it holds that up for too long. */
    static <T> T within(Duration patience, SocketChannel channel, Transfer<T> transfer) throws IOException {
        Thread hangUp = Thread.ofVirtual().name("chameleon-control-hangup").start(() -> hangUpLater(patience, channel));
        try {
            return transfer.run();
        } finally {
            hangUp.interrupt();
        }
    }

    private static void hangUpLater(Duration patience, SocketChannel channel) {
        try {
            Thread.sleep(patience);
            channel.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // The other side has done its part.
        } catch (IOException e) {
            log.debug("A control connection was not closed cleanly: {}", e.getMessage());
        }
    }
}
