package dev.chameleonbot.host.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.WebConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Binds the JDK's server of HTTP, with TLS where that is configured, and within limits. */
final class HttpListener {
    private static final int CONNECTIONS = 512;
    private static final int BACKLOG = 64;

    static {
        // The JDK's own names, of which it has no others; a value that somebody has set overrides them.
        limit("jdk.httpserver.maxConnections", CONNECTIONS);
        limit("sun.net.httpserver.maxReqTime", 30); // seconds, for a request with its body
        limit("sun.net.httpserver.idleInterval", 30); // seconds
        limit("sun.net.httpserver.maxReqHeaders", 60);
        limit("sun.net.httpserver.maxReqHeaderSize", 32 * 1024);
        limit("sun.net.httpserver.nodelay", "true");
    }

    private HttpListener() {}

    private static void limit(String property, Object value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, String.valueOf(value));
        }
    }

    /** Binds it; the message of a failure is a sentence that says what to do. */
    static HttpServer bind(WebConfig config) throws IOException {
        InetSocketAddress where = new InetSocketAddress(config.address(), config.port());
        Optional<SSLContext> tls = Optional.empty();
        if (config.keystore().isPresent()) {
            tls = Optional.of(tls(config.keystore().get()));
        }
        try {
            if (tls.isEmpty()) {
                return HttpServer.create(where, BACKLOG);
            }
            HttpsServer secure = HttpsServer.create(where, BACKLOG);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
            return secure;
        } catch (BindException e) {
            throw new IOException(
                    "The page cannot listen on " + config.address().getHostAddress() + ", port " + config.port() + ": "
                            + IoWords.of(e)
                            + ". Name another port with --web PORT, or as web.port in the configuration",
                    e);
        }
    }

    private static SSLContext tls(WebConfig.Keystore keystore) throws IOException {
        char[] password = keystore.password().map(Secret::reveal).orElse("").toCharArray();
        try (InputStream in = Files.newInputStream(keystore.file())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            managers.init(keys, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(managers.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException(
                    "The keystore " + keystore.file() + " cannot be used: "
                            + (e instanceof IOException io ? IoWords.of(io) : e.getMessage())
                            + ". It must be a PKCS #12 file that web.keystore_password_file opens",
                    e);
        }
    }
}
