package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Fetches plugins' jars from the web. Only {@code https} is taken, and {@code http} from this machine; a redirect may lead
 * elsewhere, but not from {@code https} to {@code http}.
 *
 * <p>The messages name the address without its query, which may hold a secret.
 */
public final class PluginDownload {
    private static final long MAX_BYTES = 256L * 1024 * 1024;
    private static final Duration WHOLE = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private PluginDownload() {}

    /** Whether a text is the address of something on the web, not a file's path. */
    public static Optional<URI> address(String text) {
        return text.toLowerCase(Locale.ROOT).matches("https?://.*")
                ? Optional.ofNullable(HttpUrl.parse(text)).map(HttpUrl::uri)
                : Optional.empty();
    }

    /**
     * Fetches a jar. Blocks.
     *
     * @param address where it is
     * @throws OperationException if it cannot be had
     */
    public static ReceivedJar of(URI address) throws OperationException {
        return of(address, MAX_BYTES);
    }

    /**
     * Fetches a jar. Blocks.
     *
     * @param address where it is
     * @param longest how many bytes it may have
     * @throws OperationException if it cannot be had
     */
    public static ReceivedJar of(URI address, long longest) throws OperationException {
        HttpUrl url = url(address);
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw new OperationException(
                    shown(url) + " is not an https:// address, so anyone on the way could change it");
        }
        try {
            return fetch(url, longest);
        } catch (EngineStartException e) { // The proxy is none.
            throw new OperationException(shown(url) + " cannot be downloaded: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new OperationException(shown(url) + " cannot be downloaded: " + Reasons.of(e), e);
        }
    }

    /** What was typed is not repeated where it is not understood: any part of it may be a secret. */
    private static HttpUrl url(URI address) throws OperationException {
        HttpUrl url = address.getRawAuthority() == null ? null : HttpUrl.get(address);
        if (url == null) {
            throw new OperationException("No plugin can be fetched from such an address; it must be like"
                    + " https://example.com/plugin.jar, or, for a server on this machine,"
                    + " http://localhost:8080/plugin.jar");
        }
        return url;
    }

    private static ReceivedJar fetch(HttpUrl url, long longest) throws IOException, OperationException {
        OkHttpClient http = ForwardProxy.ofThisProcess()
                .on(new OkHttpClient.Builder())
                .connectTimeout(SILENCE)
                .readTimeout(SILENCE)
                .callTimeout(WHOLE)
                .followSslRedirects(false)
                .build();
        Request request = new Request.Builder().url(url).build();
        try (Response response = http.newCall(request).execute();
                InputStream in = response.body().byteStream()) {
            if (!response.isSuccessful()) {
                throw new OperationException(
                        shown(url) + " cannot be downloaded: the server answered " + response.code());
            }
            return ReceivedJar.of("chameleon-download-", ReceivedJar.safe(url.encodedPath()), in, longest, shown(url));
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equals("localhost")) {
            return true;
        }
        try {
            // Only literal addresses get here without a look-up that somebody else answers.
            return host.matches("[0-9.]+|[0-9a-f.]*:[0-9a-f:.]*")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String shown(HttpUrl url) {
        String host = url.host().contains(":") ? "[" + url.host() + "]" : url.host();
        String port = url.port() == HttpUrl.defaultPort(url.scheme()) ? "" : ":" + url.port();
        return url.scheme() + "://" + host + port + url.encodedPath();
    }
}
