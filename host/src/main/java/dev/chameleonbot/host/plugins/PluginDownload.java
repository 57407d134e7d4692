package dev.chameleonbot.host.plugins;

import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * A plugin's jar from the web, in a temporary folder that is removed in the end. Only {@code https} is taken, and
 * {@code http} from this machine; a redirect may lead elsewhere, but not from {@code https} to {@code http}.
 *
 * <p>The messages name the address without its query, which may hold a secret.
 */
public final class PluginDownload implements AutoCloseable {
    private static final int MAX_BYTES = 256 * 1024 * 1024;
    private static final Duration WHOLE = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final TemporaryFolder folder;
    private final Path jar;

    private PluginDownload(TemporaryFolder folder, Path jar) {
        this.folder = folder;
        this.jar = jar;
    }

    /**
     * Whether a text is the address of something on the web, not a file's path.
     *
     * @param text what somebody has typed
     * @return the address
     */
    public static Optional<URI> address(String text) {
        return text.toLowerCase(Locale.ROOT).matches("https?://.*")
                ? Optional.ofNullable(HttpUrl.parse(text)).map(HttpUrl::uri)
                : Optional.empty();
    }

    /**
     * Fetches a jar. Blocks.
     *
     * @param address where it is
     * @return the downloaded file
     * @throws PluginLoadException if it cannot be had
     */
    public static PluginDownload of(URI address) throws PluginLoadException {
        HttpUrl url = url(address);
        if (!url.isHttps() && !isLoopback(url.host())) {
            throw new PluginLoadException(
                    shown(url) + " is not an https:// address, so anybody on the way could change it");
        }
        try {
            String name = fileName(url);
            TemporaryFolder folder = TemporaryFolder.create("chameleon-download-");
            PluginDownload download = new PluginDownload(folder, folder.path().resolve(name));
            boolean isWhole = false;
            try {
                download.fetch(url);
                isWhole = true;
                return download;
            } finally {
                if (!isWhole) {
                    download.close();
                }
            }
        } catch (EngineStartException e) { // The proxy is none.
            throw new PluginLoadException(shown(url) + " cannot be downloaded: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PluginLoadException(shown(url) + " cannot be downloaded: " + Reasons.of(e), e);
        }
    }

    /** What was typed is not repeated where it is not understood: any part of it may be a secret. */
    private static HttpUrl url(URI address) throws PluginLoadException {
        HttpUrl url = address.getRawAuthority() == null ? null : HttpUrl.get(address);
        if (url == null) {
            throw new PluginLoadException("No plugin can be fetched from such an address; it must be like"
                    + " https://example.com/plugin.jar, or, for a server on this machine,"
                    + " http://localhost:8080/plugin.jar");
        }
        return url;
    }

    private void fetch(HttpUrl url) throws IOException, PluginLoadException {
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
                throw new PluginLoadException(
                        shown(url) + " cannot be downloaded: the server answered " + response.code());
            }
            write(url, in);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private void write(HttpUrl url, InputStream in) throws IOException, PluginLoadException {
        long written = 0;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(jar)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                written += length;
                if (written > MAX_BYTES) {
                    throw new PluginLoadException(
                            shown(url) + " is larger than " + MAX_BYTES / (1024 * 1024) + " MB, so it is no plugin");
                }
                out.write(buffer, 0, length);
            }
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

    private static String fileName(HttpUrl url) {
        String last = url.encodedPath().replaceFirst(".*/", "").replaceAll("[^A-Za-z0-9._-]", "_");
        return last.endsWith(".jar") ? last : "plugin.jar";
    }

    /** The file. */
    public Path jar() {
        return jar;
    }

    /** Removes the file. */
    @Override
    public void close() throws PluginLoadException {
        try {
            folder.close();
        } catch (IOException e) {
            throw new PluginLoadException("The downloaded file " + jar + " cannot be removed: " + Reasons.of(e), e);
        }
    }
}
