package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private copies of jars, named by their content. What is validated is the copy, and the copy is what is loaded and
 * installed: the file that it was made of may be replaced at any time. For one thread at a time.
 */
public final class PluginCopies implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginCopies.class);
    private static final String PREFIX = "chameleon-plugins-";
    private static final int DIGITS_OF_HASH = 16;

    private final TemporaryFolder place;
    private final PluginFolder folder;

    private PluginCopies(TemporaryFolder place, PluginFolder folder) {
        this.place = place;
        this.folder = folder;
    }

    /** An empty place for copies, in the system's temporary folder. */
    public static PluginCopies of(PluginFolder folder, Optional<Path> otherwise) throws OperationException {
        try {
            return new PluginCopies(
                    otherwise.isPresent()
                            ? TemporaryFolder.create(PREFIX, otherwise.get())
                            : TemporaryFolder.create(PREFIX),
                    folder);
        } catch (IOException e) {
            throw new OperationException("There is no place for copies of the plugins: " + e.getMessage(), e);
        }
    }

    /** The private folder that the copies are in. */
    public Path place() {
        return place.path();
    }

    /** Copies a jar of the plugins folder, if it is signed and pinned as the operator wants it. */
    public PluginFile take(PluginFile found) throws OperationException {
        PluginFile taken = take(found.file(), found.origin());
        folder.requirePinned(taken);
        return taken;
    }

    /** Copies a jar from elsewhere, if it is signed as the operator wants it. */
    public PluginFile take(PluginSource source) throws OperationException {
        PluginFile taken = take(source.jar(), PluginFile.Origin.INSTALLED);
        source.check(taken.sha256());
        return taken;
    }

    private PluginFile take(Path source, PluginFile.Origin origin) throws OperationException {
        Path incoming = place.path().resolve("incoming.jar");
        try {
            PluginFile file = PluginFile.copied(source, origin, incoming, PluginFile.copyAndHash(source, incoming));
            folder.requireTrusted(file);
            Path copy = place.path().resolve(file.id() + "-" + file.sha256().substring(0, DIGITS_OF_HASH) + ".jar");
            if (Files.notExists(copy)) {
                Files.move(incoming, copy);
            }
            return file.movedTo(copy);
        } catch (IOException e) {
            throw PluginFile.unreadable(source, e);
        } finally {
            delete(incoming);
        }
    }

    /** Deletes all copies but some. */
    public void retain(Collection<PluginFile> used) {
        Set<Path> kept = used.stream().map(PluginFile::content).collect(Collectors.toSet());
        try {
            for (Path file : place.files()) {
                if (!kept.contains(file)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            log.debug("Copies of plugins in {} could not be removed: {}", place.path(), Reasons.of(e));
        }
    }

    /** What cannot be deleted now is tried again with the next one. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("The copy {} could not be removed: {}", file, Reasons.of(e));
        }
    }

    /** Removes the copies. */
    @Override
    public void close() {
        try {
            place.close();
        } catch (IOException e) {
            log.warn("The copies of the plugins in {} could not be removed: {}", place.path(), Reasons.of(e));
        }
    }
}
