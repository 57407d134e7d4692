package dev.chameleonbot.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS for a server that does not, under any name of {@code twitch.test}, and has this JVM trust it meanwhile. */
public final class TlsRelay implements AutoCloseable {
    private static final String STORE = "javax.net.ssl.trustStore";
    private static final String PASSWORD = "changeit";

    private final SSLServerSocket server;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final int target;

    /** Begins to relay to a port, with keys that are made in a folder. */
    public TlsRelay(Path folder, int target) throws IOException, InterruptedException, GeneralSecurityException {
        this.target = target;
        Path keys = keys(folder);
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        System.setProperty(STORE, keys.toString());
        System.setProperty(STORE + "Password", PASSWORD);
        Thread.ofVirtual().name("tls-relay").start(this::accept);
    }

    /** The JDK has no other way to make a certificate. */
    private static Path keys(Path folder) throws IOException, InterruptedException {
        Path keys = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=twitch.test",
                        "-ext",
                        "san=dns:*.twitch.test",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.txt").toFile())
                .start();
        assertThat(keytool.waitFor()).isZero();
        return keys;
    }

    /** Its port. */
    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                open.addAll(List.of(client, upstream));
                Thread.ofVirtual().start(() -> TestProxy.copy(client, upstream));
                Thread.ofVirtual().start(() -> TestProxy.copy(upstream, client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() throws IOException {
        System.clearProperty(STORE);
        System.clearProperty(STORE + "Password");
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
