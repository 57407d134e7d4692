package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PinnedHashes;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D2 plugins that are sent wait for a word")
final class PluginUploadsTest {
    private static final String NO_HASH = "0".repeat(64);

    private final Path temporary;
    private final Path folder;
    private final StoppedPlugins plugins;
    private final PluginUploads uploads;
    private Instant now = Instant.parse("2026-11-28T12:00:00Z");

    PluginUploadsTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
        plugins = new StoppedPlugins(PluginPlaces.only(folder));
        uploads = new PluginUploads(plugins, () -> now);
    }

    @AfterEach
    void close() {
        uploads.close();
    }

    private Path jar(PluginJarFile file) throws IOException {
        Path jar = Files.createTempFile(temporary, "made", ".jar");
        file.writeTo(jar);
        return jar;
    }

    private StagedUpload stage(PluginJarFile file) throws IOException, OperationException {
        try (InputStream in = Files.newInputStream(jar(file))) {
            return uploads.stage("C:\\fake\\gree ter.jar", in);
        }
    }

    @Test
    void aJarIsLookedAtAndInstalledOnceItsHashIsConfirmed() throws Exception {
        PluginJarFile greeter = PluginJarFile.plugin("greeter", "1.2.0")
                .attribute("Plugin-Description", "Says hello")
                .attribute("Plugin-Provider", "Alice")
                .attribute("Plugin-Requires", ">=0.1.0");

        StagedUpload upload = stage(greeter);

        assertThat(upload.plugin().fileName()).isEqualTo("gree_ter.jar");
        assertThat(upload.plugin().id()).isEqualTo("greeter");
        assertThat(upload.plugin().version()).isEqualTo("1.2.0");
        assertThat(upload.plugin().description()).isEqualTo("Says hello");
        assertThat(upload.plugin().provider()).isEqualTo("Alice");
        assertThat(upload.plugin().sha256()).isEqualTo(PluginJarFile.hash(jar(greeter)));
        assertThat(upload.action()).isEqualTo(StagedUpload.Action.INSTALL);
        assertThat(upload.installed()).isEmpty();
        assertThat(upload.pin()).isEqualTo(PinnedHashes.Pin.NONE);
        assertThat(upload.problems()).isEmpty();
        assertThat(folder).isEmptyDirectory();
        assertThat(uploads.list()).containsExactly(upload);
        assertThat(uploads.get(upload.token())).contains(upload);

        assertThatThrownBy(() -> uploads.confirm(upload.token(), NO_HASH))
                .isInstanceOf(OperationException.class)
                .hasMessageContaining("The content of gree_ter.jar is not the expected one");
        assertThat(folder).isEmptyDirectory();

        assertThat(uploads.confirm(upload.token(), upload.plugin().sha256()).id())
                .isEqualTo("greeter");
        assertThat(folder.resolve("greeter.jar")).exists();
        assertThat(uploads.list()).isEmpty();
        assertThatThrownBy(() -> uploads.confirm(upload.token(), upload.plugin().sha256()))
                .hasMessage("There is no such plugin to confirm, or its time is over; send it again");
    }

    @Test
    void anotherVersionIsAnUpdateOfWhatIsPinned() throws Exception {
        var unused = plugins.install(PluginSource.of(jar(PluginJarFile.plugin("greeter", "1.0.0"))));
        assertThat(plugins.pin()).hasSize(1);

        StagedUpload upload = stage(PluginJarFile.plugin("greeter", "2.0.0"));

        assertThat(upload.action()).isEqualTo(StagedUpload.Action.UPDATE);
        assertThat(upload.installed()).contains("1.0.0");
        assertThat(upload.pin()).isEqualTo(PinnedHashes.Pin.CHANGED);
        assertThat(uploads.confirm(upload.token(), upload.plugin().sha256()).version())
                .isEqualTo("2.0.0");
        assertThat(plugins.rollback("greeter").version()).isEqualTo("1.0.0");
        assertThat(stage(PluginJarFile.plugin("other", "1.0.0")).pin()).isEqualTo(PinnedHashes.Pin.UNKNOWN);
        assertThat(stage(PluginJarFile.plugin("greeter", "1.0.0")).pin()).isEqualTo(PinnedHashes.Pin.MATCHES);
    }

    @Test
    void whatCannotBeUsedSaysWhyAndWaitsOn() throws Exception {
        StagedUpload upload = stage(PluginJarFile.plugin("needy", "1.0.0").attribute("Plugin-Dependencies", "base"));

        assertThat(upload.problems())
                .singleElement()
                .asString()
                .contains("needs the plugin \"base\", which is not there");
        assertThatThrownBy(() -> uploads.confirm(upload.token(), upload.plugin().sha256()))
                .hasMessageContaining("which is not there");

        var unused = plugins.install(PluginSource.of(jar(PluginJarFile.plugin("base", "1.0.0"))));
        assertThat(uploads.confirm(upload.token(), upload.plugin().sha256()).id())
                .isEqualTo("needy");
    }

    @Test
    void whatIsNoPluginIsRefusedAndTakesNoPlace() {
        for (int i = 0; i <= PluginUploads.MOST; i++) {
            assertThatThrownBy(() -> stage(PluginJarFile.ofNoPlugin()))
                    .isInstanceOf(OperationException.class)
                    .hasMessage("The file gree_ter.jar is not a plugin: its manifest has no Plugin-Id");
            assertThatThrownBy(() -> uploads.stage("x.jar", new ByteArrayInputStream(new byte[] {1, 2, 3})))
                    .isInstanceOf(OperationException.class)
                    .hasMessageStartingWith("The file x.jar is not a readable jar: ");
        }
        assertThat(uploads.list()).isEmpty();
    }

    @Test
    void whatIsTooLargeIsNotReadToTheEnd() {
        InputStream endless = new InputStream() {
            private long read;

            @Override
            public int read() {
                throw new AssertionError("It is read in pieces");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                read += length;
                assertThat(read).isLessThan(PluginUploads.MAX_BYTES + 1024 * 1024);
                return length;
            }
        };

        assertThatThrownBy(() -> uploads.stage("large.jar", endless)).hasMessage("large.jar is larger than 64 MB");
    }

    @Test
    void aManifestThatWouldFillTheMemoryIsRefused() throws Exception {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(small)) {
            zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
            byte[] blanks = new byte[1024 * 1024];
            Arrays.fill(blanks, (byte) ' ');
            for (int i = 0; i < 5; i++) {
                zip.write(blanks);
            }
            zip.closeEntry();
        }

        assertThatThrownBy(() -> uploads.stage("bomb.jar", new ByteArrayInputStream(small.toByteArray())))
                .hasMessage("bomb.jar has a manifest of more than 4 MB");
    }

    @Test
    void theyAreFewAndGoInTimeOrWhenTheyAreDiscarded() throws Exception {
        StagedUpload first = stage(PluginJarFile.plugin("p0", "1.0.0"));
        now = now.plusSeconds(1);
        for (int i = 1; i < PluginUploads.MOST; i++) {
            var unused = stage(PluginJarFile.plugin("p" + i, "1.0.0"));
        }
        assertThatThrownBy(() -> stage(PluginJarFile.plugin("more", "1.0.0")))
                .hasMessage("4 plugins wait already; confirm or discard one of them");

        now = first.expiresAt();
        assertThat(uploads.get(first.token())).isEqualTo(Optional.empty());
        StagedUpload more = stage(PluginJarFile.plugin("more", "1.0.0"));
        assertThat(uploads.discard(more.token())).isTrue();
        assertThat(uploads.discard(more.token())).isFalse();
        assertThat(uploads.list()).hasSize(3);

        uploads.close();
        assertThat(uploads.list()).isEmpty();
        assertThatThrownBy(() -> stage(PluginJarFile.plugin("late", "1.0.0"))).hasMessage("The host is stopping");
    }

    @Test
    void whatIsFetchedHasTheExpectedHash() throws Exception {
        byte[] jar = Files.readAllBytes(jar(PluginJarFile.plugin("greeter", "1.2.0")));
        String hash = PluginJarFile.hash(jar(PluginJarFile.plugin("greeter", "1.2.0")));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/greeter.jar", exchange -> {
            exchange.sendResponseHeaders(200, jar.length);
            exchange.getResponseBody().write(jar);
            exchange.close();
        });
        server.start();
        try {
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/greeter.jar");

            assertThat(uploads.stage(address, hash.toUpperCase(Locale.ROOT))
                            .plugin()
                            .sha256())
                    .isEqualTo(hash);
            // More often than there is room: what is refused is gone.
            for (int i = 0; i <= PluginUploads.MOST; i++) {
                assertThatThrownBy(() -> uploads.stage(address, "0".repeat(64)))
                        .isInstanceOf(OperationException.class)
                        .hasMessage("The content of greeter.jar is not the expected one: its SHA-256 is " + hash
                                + ", not " + "0".repeat(64));
            }
        } finally {
            server.stop(0);
        }
        assertThatThrownBy(() -> uploads.stage(URI.create("https://example.test/a.jar"), "abc"))
                .hasMessageStartingWith("This is not a SHA-256");
    }

    @Test
    void onlyHttpsIsFetched() {
        assertThatThrownBy(() -> uploads.stage(URI.create("http://example.test/a.jar?secret")))
                .isInstanceOf(OperationException.class)
                .hasMessage("http://example.test/a.jar is not an https:// address, so anyone on the way could change"
                        + " it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///x",
                "javascript:1",
                "https:x",
                "https:/x",
                "relative",
                "",
                "https:///x",
                "http:///x.jar",
                "//host/x.jar",
                "ftp://127.0.0.1/x.jar",
                "jar:https://example.test/x.jar!/",
                "https://:80/x.jar"
            })
    void anAddressOfNothingOnTheWebSaysWhatIsAllowed(String address) {
        // More often than there is room: what is refused takes no place.
        for (int i = 0; i <= PluginUploads.MOST; i++) {
            assertThatThrownBy(() -> uploads.stage(URI.create(address)))
                    .isInstanceOf(OperationException.class)
                    .hasMessage("No plugin can be fetched from such an address; it must be like"
                            + " https://example.com/plugin.jar, or, for a server on this machine,"
                            + " http://localhost:8080/plugin.jar");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_host/a.jar, http://my_host/a.jar",
        "http://10.0.0.1:81?secret, http://10.0.0.1:81/",
        "http://u:secret@[2001:db8::1]/, http://[2001:db8::1]/"
    })
    void whatOthersCouldChangeIsNotFetchedHoweverItIsWritten(String address, String shown) {
        assertThatThrownBy(() -> uploads.stage(URI.create(address)))
                .isInstanceOf(OperationException.class)
                .hasMessage(shown + " is not an https:// address, so anyone on the way could change it");
    }

    @Test
    void noMoreAreFetchedAtOnceThanThereIsRoomFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(PluginUploads.MOST);
        CountDownLatch answer = new CountDownLatch(1);
        AtomicInteger requests = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                requests.incrementAndGet();
                asked.countDown();
                awaitIt(answer);
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
            });
            server.start();
            URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/greeter.jar");
            List<Future<StagedUpload>> fetched = Stream.generate(() -> threads.submit(() -> uploads.stage(address)))
                    .limit(PluginUploads.MOST)
                    .toList();
            try {
                awaitIt(asked);

                assertThatThrownBy(() -> uploads.stage(address))
                        .hasMessage("4 plugins wait already; confirm or discard one of them");
                assertThat(requests).hasValue(PluginUploads.MOST);
            } finally {
                answer.countDown();
            }
            for (Future<StagedUpload> one : fetched) {
                assertThatThrownBy(one::get).hasMessageContaining("the server answered 404");
            }
            for (int i = 0; i < PluginUploads.MOST; i++) {
                assertThat(stage(PluginJarFile.plugin("p" + i, "1.0.0"))
                                .plugin()
                                .id())
                        .isEqualTo("p" + i);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void awaitIt(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
