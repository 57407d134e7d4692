package dev.chameleonbot.host.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A folder for one demo, readable for its owner only, and deleted with everything in it when closed. */
final class DemoFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(DemoFolder.class);

    private final Path path;

    DemoFolder() throws IOException {
        path = Files.createTempDirectory("chameleon-demo-");
    }

    /** Where the configuration is; only the folder keeps others from reading it, so it is made private, too. */
    Path config() throws IOException {
        Path file = path.resolve("config.json");
        if (Files.notExists(file)) {
            // Made by the JDK with the owner's permissions only.
            Files.move(Files.createTempFile(path, "config", ".json"), file);
        }
        return file;
    }

    Path state() {
        return path.resolve("state");
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            log.warn("The demo's folder {} could not be deleted: {}", path, e.toString());
        }
    }
}
