package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of temporary files that is this process's own, as the lock on a file in it tells others: the lock ends with the
 * process, however that ends. Whoever makes such a folder removes those that are locked by nobody any more.
 */
final class LockedFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LockedFolder.class);
    private static final String LOCK = ".in-use";
    /** A process loses its lock on a file when it closes any channel to it, so its own folders are never even opened. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private LockedFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes an empty one, and removes what dead processes have left of the kind.
     *
     * @param parent where
     * @param prefix what the names of such folders begin with
     */
    static LockedFolder create(Path parent, String prefix) throws IOException {
        removeDead(parent, prefix);
        while (true) {
            Path path = Files.createTempDirectory(parent, prefix).toAbsolutePath();
            OWN.add(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            if (channel.tryLock() != null && Files.exists(path.resolve(LOCK))) {
                return new LockedFolder(path, channel);
            }
            // Somebody who removes dead ones has taken it for one just before the lock.
            channel.close();
            OWN.remove(path);
        }
    }

    Path path() {
        return path;
    }

    /** The files in it, without the lock, in the order of their names. */
    List<Path> files() throws IOException {
        List<Path> files = files(path);
        files.remove(path.resolve(LOCK));
        return files;
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    private static void removeDead(Path parent, String prefix) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, prefix + "*")) {
            for (Path entry : entries) {
                removeIfDead(entry.toAbsolutePath());
            }
        } catch (IOException e) {
            log.debug("What was left in {} could not be removed: {}", parent, Reasons.of(e));
        }
    }

    /** Only what has a lock file that nobody locks, and belongs to the user who runs this. */
    private static void removeIfDead(Path folder) {
        Path lock = folder.resolve(LOCK);
        if (OWN.contains(folder) || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && channel.tryLock() != null) {
                remove(folder);
            }
        } catch (IOException e) {
            log.debug("{} is left alone: {}", folder, Reasons.of(e)); // Somebody else's.
        }
    }

    private static void remove(Path folder) throws IOException {
        List<Path> files = files(folder);
        files.remove(folder.resolve(LOCK));
        for (Path file : files) {
            Files.delete(file);
        }
        Files.delete(folder.resolve(LOCK));
        Files.delete(folder);
    }

    /** Removes the folder and the files in it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            remove(path);
        } finally {
            OWN.remove(path);
        }
    }
}
