package dev.chameleonbot.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.proxy.ProxyHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** Ends TLS and HTTP/2 before a port that speaks HTTP/1.1: Jetty, as a reverse proxy. */
final class Http2Relay implements Closeable {
    private static final String HTTP_2 = "h2";
    private static final int CONNECTIONS = 1_024;

    private final Server server = new Server();
    private final ServerConnector connector;

    /** Listens on a free port of loopback. */
    Http2Relay(SSLContext tls, int target) throws IOException {
        SslContextFactory.Server certificate = new SslContextFactory.Server();
        certificate.setSslContext(tls);
        HttpConfiguration http = new HttpConfiguration();
        ALPNServerConnectionFactory negotiation = new ALPNServerConnectionFactory(HTTP_2);
        connector = new ServerConnector(
                server,
                new SslConnectionFactory(certificate, negotiation.getProtocol()),
                negotiation,
                new HTTP2ServerConnectionFactory(http),
                new HttpConnectionFactory(http));
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        server.setHandler(new ToPlain(target));
        try {
            server.start();
        } catch (Exception e) { // As Jetty declares it.
            throw new IOException("HTTP/2 cannot be spoken", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) { // As Jetty declares it.
            throw new IOException("The port for HTTP/2 was not closed", e);
        }
    }

    /** Passes each request on as it is. */
    private static final class ToPlain extends ProxyHandler.Reverse {
        ToPlain(int target) {
            super(request -> HttpURI.build(request.getHttpURI())
                    .scheme("http")
                    .host(InetAddress.getLoopbackAddress().getHostAddress())
                    .port(target));
        }

        @Override
        protected HttpClient newHttpClient() {
            HttpClient client = super.newHttpClient();
            client.setMaxConnectionsPerDestination(CONNECTIONS);
            return client;
        }
    }
}
