package dev.chameleonbot.host.plugins;

import dev.chameleonbot.engine.EngineStartException;
import dev.chameleonbot.engine.http.ForwardProxy;
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
import java.util.Set;
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
        String shown = shown(address);
        if (!"https".equalsIgnoreCase(address.getScheme()) && !isLoopback(address.getHost())) {
            throw new PluginLoadException(shown + " is not an https:// address, so anybody on the way could change it");
        }
        try {
            TemporaryFolder folder = TemporaryFolder.create("chameleon-download-");
            PluginDownload download = new PluginDownload(folder, folder.path().resolve(fileName(address)));
            try {
                download.fetch(address);
                return download;
            } catch (IOException | PluginLoadException | EngineStartException e) {
                download.close();
                throw e;
            }
        } catch (EngineStartException e) { // The proxy is none.
            throw new PluginLoadException(shown + " cannot be downloaded: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PluginLoadException(shown + " cannot be downloaded: " + Reasons.of(e), e);
        }
    }

    private void fetch(URI address) throws IOException, PluginLoadException {
        OkHttpClient http = ForwardProxy.ofThisProcess()
                .on(new OkHttpClient.Builder())
                .connectTimeout(SILENCE)
                .readTimeout(SILENCE)
                .callTimeout(WHOLE)
                .followSslRedirects(false)
                .build();
        Request request = new Request.Builder().url(HttpUrl.get(address)).build();
        try (Response response = http.newCall(request).execute();
                InputStream in = response.body().byteStream()) {
            if (!response.isSuccessful()) {
                throw new PluginLoadException(
                        shown(address) + " cannot be downloaded: the server answered " + response.code());
            }
            write(address, in);
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    private void write(URI address, InputStream in) throws IOException, PluginLoadException {
        long written = 0;
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(jar)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                written += length;
                if (written > MAX_BYTES) {
                    throw new PluginLoadException(shown(address) + " is larger than " + MAX_BYTES / (1024 * 1024)
                            + " MB, so it is no plugin");
                }
                out.write(buffer, 0, length);
            }
        }
    }

    private static boolean isLoopback(String host) {
        if (Set.of("localhost", "127.0.0.1", "[::1]").contains(host)) {
            return true;
        }
        try {
            // Only literal addresses get here without a look-up that somebody else answers.
            return host.matches("[0-9.]+|\\[[0-9a-fA-F:.]+]")
                    && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static String shown(URI address) {
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return address.getScheme() + "://" + address.getHost() + port + address.getPath();
    }

    private static String fileName(URI address) {
        String last = address.getPath().replaceFirst(".*/", "").replaceAll("[^A-Za-z0-9._-]", "_");
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
