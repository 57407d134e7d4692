package dev.chameleonbot.host.plugins.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.plugins.PluginJarFile;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.files.PluginSource;
import dev.chameleonbot.host.plugins.loading.PluginHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of large jars, as the flight recorder of the JDK sees it. */
@DisplayName("an operation hashes each file once, and none that it does not concern")
final class HashedOnceTest {
    private static final int LARGE = 2 * 1024 * 1024;

    private final Path temporary;
    private final Path folder;

    HashedOnceTest(@TempDir Path temporary) throws IOException {
        this.temporary = temporary;
        folder = Files.createDirectory(temporary.resolve("plugins"));
        large("other").writeTo(folder.resolve("other.jar"));
    }

    private static PluginJarFile large(String id) {
        byte[] noise = new byte[LARGE];
        new Random(id.hashCode()).nextBytes(noise);
        return PluginJarFile.plugin(id, "1.0.0").file("noise.bin", noise);
    }

    @Test
    void anInstallationOfARunningHostDoes() throws Exception {
        try (PluginHost host = PluginHost.load(PluginPlaces.only(folder))) {
            assertReadOnce(new RunningPlugins(PluginPlaces.only(folder), host, new FakeStage()));
        }
    }

    @Test
    void anInstallationWithoutAHostDoes() throws Exception {
        assertReadOnce(new StoppedPlugins(PluginPlaces.only(folder)));
    }

    private void assertReadOnce(PluginOperations plugins) throws Exception {
        Path jar = large("fresh").writeTo(temporary.resolve("fresh.jar"));

        Map<Path, Long> read = read(() -> {
            var unused = plugins.install(PluginSource.of(jar));
        });

        assertThat(read.get(jar)).isBetween((long) LARGE, LARGE * 3L / 2);
        assertThat(read.get(folder.resolve("fresh.jar"))).isBetween((long) LARGE, LARGE * 3L / 2);
        assertThat(read.get(folder.resolve("other.jar"))).isLessThan(LARGE / 2L);
    }

    @FunctionalInterface
    private interface Operation {
        void run() throws OperationException, InterruptedException;
    }

    /** How many bytes were read, by file. */
    private Map<Path, Long> read(Operation operation) throws Exception {
        Map<Path, Long> read = new TreeMap<>();
        Path recorded = temporary.resolve("recorded.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileRead").withThreshold(Duration.ZERO).withoutStackTrace();
            recording.start();
            operation.run();
            recording.stop();
            recording.dump(recorded);
        }
        RecordingFile.readAllEvents(recorded)
                .forEach(event -> read.merge(
                        Path.of(event.getString("path")), Math.max(0, event.getLong("bytesRead")), Long::sum));
        return read;
    }
}
