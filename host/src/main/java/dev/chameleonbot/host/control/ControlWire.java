package dev.chameleonbot.host.control;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Lines of UTF-8 over a channel: one there, one back. */
final class ControlWire {
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
}
