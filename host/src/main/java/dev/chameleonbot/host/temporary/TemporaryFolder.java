package dev.chameleonbot.host.temporary;

import dev.chameleonbot.engine.io.IoWords;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that only its owner can read, and that is deleted when it is closed. It is this process's own, as the lock on a
 * file in it tells others: the lock ends with the process, however that ends. A process that makes such a folder removes
 * those of its kind that nobody locks.
 */
public final class TemporaryFolder implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TemporaryFolder.class);
    private static final String LOCK = ".in-use";
    /** What is added to the prefix of a name. */
    private static final Pattern DIGITS = Pattern.compile("\\d+");

    private static final Duration LONGEST_UNLOCKED = Duration.ofMinutes(10);
    /**
     * A process loses its lock on a file when it closes any channel to it, so its own folders are never even opened. One
     * that a thread looks at, as it may be dead, is that thread's own meanwhile.
     */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel channel;

    private TemporaryFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Makes an empty one in the system's temporary folder, and removes what dead processes have left of the kind.
     *
     * @param prefix what the names of such folders begin with
     * @throws IOException if there is no place for it; the message says what to do
     */
    public static TemporaryFolder create(String prefix) throws IOException {
        Path system = system();
        try {
            return create(system, prefix);
        } catch (IOException e) {
            throw new IOException(
                    "no temporary folder can be made in " + system + " (" + IoWords.of(e)
                            + "); name another place with CHAMELEON_JAVA_OPTS=-Djava.io.tmpdir=/a/folder",
                    e);
        }
    }

    /**
     * Does the same, where the system's temporary folder cannot be written in another one.
     *
     * @param prefix what the names of such folders begin with
     * @param otherwise the other one, which is created if it is needed and missing
     * @throws IOException if there is no place for it in either
     */
    public static TemporaryFolder create(String prefix, Path otherwise) throws IOException {
        return create(system(), otherwise, prefix);
    }

    static TemporaryFolder create(Path usual, Path otherwise, String prefix) throws IOException {
        try {
            return create(usual, prefix);
        } catch (IOException e) {
            log.debug("{} cannot be used, so {} is: {}", usual, otherwise, e.toString());
            Files.createDirectories(otherwise);
            return create(otherwise, prefix);
        }
    }

    private static Path system() {
        return Path.of(System.getProperty("java.io.tmpdir"));
    }

    /**
     * Makes an empty one in a folder that the caller has chosen, and removes what dead processes have left of the kind.
     *
     * @param prefix what the names of such folders begin with
     * @throws IOException if there is no place for it
     */
    public static TemporaryFolder create(Path parent, String prefix) throws IOException {
        removeDead(parent, prefix);
        while (true) {
            Optional<TemporaryFolder> taken =
                    take(Files.createTempDirectory(parent, prefix).toAbsolutePath());
            if (taken.isPresent()) {
                return taken.get();
            }
        }
    }

    /** Locks a new folder; empty where somebody who removes dead ones has taken it for one just before. */
    static Optional<TemporaryFolder> take(Path path) throws IOException {
        if (!OWN.add(path)) {
            return Optional.empty();
        }
        Path lock = path.resolve(LOCK);
        boolean taken = false;
        try {
            FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try {
                taken = channel.tryLock() != null && Files.exists(lock);
                return taken ? Optional.of(new TemporaryFolder(path, channel)) : Optional.empty();
            } finally {
                if (!taken) {
                    channel.close();
                }
            }
        } finally {
            if (!taken) {
                giveUp(path);
            }
        }
    }

    private static void giveUp(Path path) {
        try {
            remove(path);
        } catch (IOException e) {
            log.debug("{} could not be removed: {}", path, IoWords.of(e));
        } finally {
            OWN.remove(path);
        }
    }

    public Path path() {
        return path;
    }

    /**
     * What is in it, in the order of the names.
     *
     * @throws IOException if it cannot be read
     */
    public List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(found::add);
        }
        found.remove(path.resolve(LOCK));
        found.sort(null);
        return found;
    }

    private static void removeDead(Path parent, String prefix) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                String name = String.valueOf(entry.getFileName());
                if (name.startsWith(prefix)) {
                    removeIfDead(
                            entry.toAbsolutePath(),
                            DIGITS.matcher(name.substring(prefix.length())).matches());
                }
            }
        } catch (IOException e) {
            log.debug("What was left in {} could not be removed: {}", parent, e.toString());
        }
    }

    /** Only what has a lock file that nobody locks, or is an empty folder of ours, and belongs to who runs this. */
    private static void removeIfDead(Path folder, boolean namedLikeOurs) {
        if (OWN.add(folder)) {
            try {
                removeIfUnlocked(folder, namedLikeOurs);
            } finally {
                OWN.remove(folder);
            }
        }
    }

    private static void removeIfUnlocked(Path folder, boolean namedLikeOurs) {
        Path lock = folder.resolve(LOCK);
        if (!Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
            if (namedLikeOurs) {
                removeIfNeverLocked(folder);
            }
            return;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && channel.tryLock() != null) {
                remove(folder);
            }
        } catch (IOException e) {
            log.debug("{} is left alone: {}", folder, e.toString()); // Somebody else's.
        }
    }

    /** A process that dies before it locks its folder, or after it has deleted the lock, leaves an empty one. */
    private static void removeIfNeverLocked(Path folder) {
        try {
            Instant changed =
                    Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant();
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && changed.isBefore(Instant.now().minus(LONGEST_UNLOCKED))) {
                Files.delete(folder);
            }
        } catch (IOException e) {
            log.debug("{} is left alone: {}", folder, IoWords.of(e)); // It has something in it, or is somebody else's.
        }
    }

    /** Deletes it. What is gone already, as a process that ends deletes its own, needs no deleting. */
    @Override
    public void close() throws IOException {
        try (channel) {
            remove(path);
        } finally {
            OWN.remove(path);
        }
    }

    /** The lock's file goes last: what is left where this stops half-way is still known for what it is. */
    private static void remove(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!file.equals(lock)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                requireGone(failure);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path inner, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    requireGone(failure);
                }
                if (inner.equals(folder)) {
                    Files.deleteIfExists(lock);
                }
                Files.deleteIfExists(inner);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void requireGone(IOException failure) throws IOException {
        if (!(failure instanceof NoSuchFileException)) {
            throw failure;
        }
    }
}
