package dev.chameleonbot.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Bytes to and from the simulator, without a client's opinion of them. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;
    private final StringBuilder received = new StringBuilder();

    private RawSocket(Socket socket) {
        this.socket = socket;
    }

    static RawSocket open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(5000);
        return new RawSocket(socket);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Reads until that text has come, or the end; tells which. */
    boolean readUntil(String text) throws IOException {
        InputStream in = socket.getInputStream();
        while (received.indexOf(text) < 0) {
            int c = in.read();
            if (c < 0) {
                return false;
            }
            received.append((char) c);
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
