package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private copies of plugin files, named after their content. Plugins run from these, so that the file in the plugins
 * folder can be replaced at any time without the running plugin seeing a mix of two versions.
 */
final class PluginCopies implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginCopies.class);
    private static final int NAME_DIGITS = 16;

    private final Path directory;

    PluginCopies() throws IOException {
        directory = Files.createTempDirectory("chameleon-plugins-");
    }

    /** Copies a plugin and returns the copy, whose name tells the plugin's id, version and content. */
    Path copy(PluginJar jar) throws IOException {
        Path part = Files.createTempFile(directory, "copying-", ".part");
        MessageDigest digest = sha256();
        try (InputStream in = Files.newInputStream(jar.file());
                OutputStream out = new DigestOutputStream(Files.newOutputStream(part), digest)) {
            in.transferTo(out);
        }
        String content = HexFormat.of().formatHex(digest.digest()).substring(0, NAME_DIGITS);
        return Files.move(
                part,
                directory.resolve(jar.id() + "-" + content + ".jar"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    /** Deletes the copies; what cannot be deleted is named in the log. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            log.warn("The copies of plugins in {} could not be deleted: {}", directory, e.toString());
        }
    }
}
