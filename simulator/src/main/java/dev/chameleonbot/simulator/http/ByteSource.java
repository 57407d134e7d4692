package dev.chameleonbot.simulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A buffered reader of bytes. It starts small, because thousands of idle sockets each keep one. For one thread.
 */
public final class ByteSource {
    private static final int INITIAL_BYTES = 1024;

    private final InputStream in;
    private byte[] buffer = new byte[INITIAL_BYTES];
    private int position;
    private int limit;

    ByteSource(InputStream in) {
        this.in = in;
    }

    /**
     * Reads one byte.
     *
     * @return the byte, 0–255
     * @throws EOFException if the peer has ended the stream
     */
    public int next() throws IOException {
        if (position == limit) {
            position = 0;
            limit = 0;
            fill();
        }
        return buffer[position++] & 0xFF;
    }

    /** Reads exactly so many bytes. */
    public byte[] next(int length) throws IOException {
        byte[] bytes = new byte[length];
        int buffered = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, 0, buffered);
        position += buffered;
        if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
            throw new EOFException();
        }
        return bytes;
    }

    /** Reads and drops everything until the peer ends the stream or the socket is closed. */
    public void skipAll() throws IOException {
        position = 0;
        limit = 0;
        while (in.read(buffer, 0, buffer.length) >= 0) {
            // Nothing is wanted of it.
        }
    }

    /**
     * Reads up to and including an empty line.
     *
     * @param maxBytes how long it may be
     * @return the text without the empty line, or null if the stream ended before the first byte
     */
    @Nullable
    String head(int maxBytes) throws IOException {
        int scanned = position;
        while (true) {
            for (; scanned + 3 < limit; scanned++) {
                if (buffer[scanned] == '\r'
                        && buffer[scanned + 1] == '\n'
                        && buffer[scanned + 2] == '\r'
                        && buffer[scanned + 3] == '\n') {
                    String head = new String(buffer, position, scanned + 2 - position, StandardCharsets.ISO_8859_1);
                    position = scanned + 4;
                    return head;
                }
            }
            if (limit - position >= maxBytes) {
                throw new IOException("The head of a request is longer than " + maxBytes + " bytes");
            }
            int before = position;
            compact();
            scanned -= before;
            try {
                fill();
            } catch (EOFException end) {
                if (limit == 0) {
                    return null;
                }
                throw end;
            }
        }
    }

    /** Reads a line that ends in CR LF. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = next(); c != '\n'; c = next()) {
            if (line.length() > INITIAL_BYTES) {
                throw new IOException("A line of a body is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    private void compact() {
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        limit -= position;
        position = 0;
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    private void fill() throws IOException {
        int count = in.read(buffer, limit, buffer.length - limit);
        if (count < 0) {
            throw new EOFException();
        }
        limit += count;
    }
}
