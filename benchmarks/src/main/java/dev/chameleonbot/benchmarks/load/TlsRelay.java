package dev.chameleonbot.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Ends TLS before a port that speaks plainly: each connection is passed on byte by byte, by two virtual threads, so that
 * HTTP/1.1 and WebSockets go through alike.
 */
final class TlsRelay implements Closeable {
    private static final int BACKLOG = 4096;
    private static final int BUFFER = 8 * 1024;

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean closed;

    /** Listens on a free port of loopback. */
    TlsRelay(SSLContext tls, int target) throws IOException {
        this.target = target;
        this.listener = tls.getServerSocketFactory().createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!closed) {
            try {
                Socket subject = listener.accept();
                threads.execute(() -> relay(subject));
            } catch (IOException e) {
                if (!closed) {
                    System.err.println("A connection over TLS was not accepted: " + e.getMessage());
                }
            }
        }
    }

    private void relay(Socket subject) {
        try (subject;
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(subject);
            open.add(plain);
            subject.setTcpNoDelay(true);
            plain.setTcpNoDelay(true);
            threads.execute(() -> copy(plain, subject));
            copy(subject, plain);
            open.remove(subject);
            open.remove(plain);
        } catch (IOException e) {
            closeQuietly(subject);
        }
    }

    /** Until one of both has ended; then both have. */
    private static void copy(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException ended) {
            // Either end may go at any time; the other one goes with it.
        } finally {
            closeQuietly(from);
            closeQuietly(to);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.err.println("A connection was not closed: " + e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listener.close();
        open.forEach(TlsRelay::closeQuietly);
        threads.shutdownNow();
    }
}
