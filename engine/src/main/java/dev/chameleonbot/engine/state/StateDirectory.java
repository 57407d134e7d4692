package dev.chameleonbot.engine.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.TokenCipher;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that holds all state of one engine, locked for it alone until closed.
 *
 * <p>It holds {@code state.db}, {@code key} (unless the key comes from the environment) and {@code lock},
 * in which the id of the process stands. Immutable but for its being closed, so any thread may call it.
 */
public final class StateDirectory implements AutoCloseable {
    /**
     * Marks a directory as taken within this JVM, for all class loaders. The file lock alone would not do: to try it, a
     * second opener has to open and close the lock file, and on POSIX systems closing releases the first one's lock.
     */
    private static final String CLAIM = "dev.chameleonbot.engine.state.directory:";

    private static final Logger log = LoggerFactory.getLogger(StateDirectory.class);
    private static final Pattern PID = Pattern.compile("\\d{1,18}\\s*");
    /** The name of the file that holds the key, unless that comes from the environment. */
    public static final String KEY_FILE = "key";

    /** The name of the database's file. */
    public static final String DATABASE = "state.db";

    /** The environment variable that overrides the key file. */
    public static final String KEY_VARIABLE = "CHAMELEON_KEY";

    /** The name of the file that is locked while an engine runs. */
    public static final String LOCK_FILE = "lock";

    /** The names of all files of a state, the lock excepted: the database with what SQLite keeps next to it, and the key. */
    public static final List<String> KEPT = Stream.concat(
                    DamagedFiles.SUFFIXES.stream().map(DATABASE::concat), Stream.of(KEY_FILE))
            .toList();

    private static final int TRIES = 20;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    /** SQLite takes a path of 512 bytes, with the name of a file in the directory and of the journal next to it. */
    private static final int LONGEST_PATH = 512 - "/state.db-journal".length() - 1;

    private final Path path;
    private final FileChannel lock;
    private final AtomicBoolean closed = new AtomicBoolean();

    private StateDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /**
     * Locks a directory, creating it (readable by its owner only) where there is none. Where another process has it, it is
     * waited for, for two seconds: most have it for a moment only.
     *
     * @return the directory, to be closed after the store in it
     * @throws StateException if it cannot be used, or another Chameleon uses it
     */
    public static StateDirectory open(Path wanted) {
        Path path;
        try {
            OwnersFiles.createDirectories(wanted);
            path = wanted.toRealPath();
        } catch (IOException e) {
            throw unusable(wanted, e);
        }
        requireShort(path);
        if (System.getProperties().putIfAbsent(CLAIM + path, "open") != null) {
            throw inUse(path);
        }
        try {
            return new StateDirectory(path, lock(path));
        } catch (RuntimeException | Error e) {
            System.getProperties().remove(CLAIM + path);
            throw e;
        }
    }

    /**
     * Whether somebody has a directory open, in this process or another. For the moment of the look, the directory cannot
     * be opened; who opens it waits that long.
     *
     * @param directory which, whether it exists or not
     * @throws IOException if that cannot be seen, for example as this user may not
     */
    public static boolean isOpen(Path directory) throws IOException {
        try {
            Path path = directory.toRealPath();
            if (System.getProperty(CLAIM + path) != null) {
                return true;
            }
            try (FileChannel channel = FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.READ);
                    FileLock free = channel.tryLock(0, Long.MAX_VALUE, true)) {
                return free == null;
            }
        } catch (NoSuchFileException e) {
            return false;
        } catch (OverlappingFileLockException e) {
            return true; // Opened in this process just now.
        }
    }

    /**
     * Which process has a directory open, as it has written down itself.
     *
     * @return its id; empty if nobody has it open, or that is not known
     * @throws IOException if it cannot be seen whether somebody has
     */
    public static OptionalLong holder(Path directory) throws IOException {
        if (!isOpen(directory)) {
            return OptionalLong.empty();
        }
        Path path = directory.toRealPath();
        if (System.getProperty(CLAIM + path) != null) {
            // Not from the file: to close it would give the directory free.
            return OptionalLong.of(ProcessHandle.current().pid());
        }
        String written;
        try {
            written = Files.readString(path.resolve(LOCK_FILE), ISO_8859_1);
        } catch (IOException e) {
            log.debug("Who holds {} is not known: {}", path, IoWords.of(e)); // Windows lets nobody read what is locked.
            return OptionalLong.empty();
        }
        return PID.matcher(written).matches() ? OptionalLong.of(Long.parseLong(written.strip())) : OptionalLong.empty();
    }

    private static void requireShort(Path path) {
        int bytes = path.toString().getBytes(UTF_8).length;
        if (bytes > LONGEST_PATH) {
            throw new StateException("The state directory " + path + " cannot be used: its full path has " + bytes
                    + " bytes, and SQLite accepts at most " + LONGEST_PATH + ". Use a directory with a shorter path.");
        }
    }

    /**
     * The key in the file of a directory.
     *
     * @return the base64 of the key; empty if there is no such file
     * @throws StateException if it cannot be read, or is no key
     */
    public static Optional<Secret> keyIn(Path directory) {
        Path file = keyFile(directory);
        return Files.exists(file)
                ? Optional.of(Secret.of(Base64.getEncoder().encodeToString(StateKey.read(file))))
                : Optional.empty();
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** The database's file, whether it exists or not. */
    Path database() {
        return path.resolve(DATABASE);
    }

    /** A folder for SQLite's native library, which is there while that is loaded. */
    Path nativeLibrary() {
        return path.resolve("native");
    }

    /**
     * The cipher with this directory's key: the one from the environment, or else that of the key file, which is created
     * where neither a key nor a database exists. Whether the key fits the database is seen when the store is opened.
     *
     * @param environmentKey the value of {@code CHAMELEON_KEY}, where it is set: base64 of 32 bytes
     * @throws StateException if the key cannot be used, or is missing though there is a database
     */
    public TokenCipher cipher(Optional<String> environmentKey) {
        return cipherIn(path, environmentKey).orElseGet(this::withNewKey);
    }

    /**
     * The cipher of a directory that this process has not open: nothing is created.
     *
     * @param environmentKey the value of {@code CHAMELEON_KEY}, where it is set
     * @return the cipher; empty if there is no key
     * @throws StateException if the key cannot be used
     */
    public static Optional<TokenCipher> cipherIn(Path directory, Optional<String> environmentKey) {
        Path file = keyFile(directory);
        return environmentKey
                .map(text -> StateKey.decode(text, "The environment variable " + KEY_VARIABLE))
                .or(() -> Files.exists(file) ? Optional.of(StateKey.fromFile(file)) : Optional.empty())
                .map(StateKey::cipher);
    }

    /**
     * Where the key of a directory is, unless it comes from the environment.
     *
     * @return the file, whether it exists or not
     */
    public static Path keyFile(Path directory) {
        return directory.resolve(KEY_FILE);
    }

    /** Whether anyone but its owner may do anything with the key file of a directory; false where that cannot be told. */
    public static boolean isKeyOpenToOthers(Path directory) {
        return StateKey.isOpenToOthers(keyFile(directory));
    }

    private TokenCipher withNewKey() {
        Path file = keyFile(path);
        try {
            if (!DamagedFiles.isEmpty(database())) {
                throw new StateException("The key does not fit the state in " + path + ": " + KEY_VARIABLE
                        + " is not set and the key file " + file + " is missing, but " + database()
                        + " was sealed with a key. Restore that key, or move the database away to start again.");
            }
        } catch (IOException e) {
            throw unusable(path, e);
        }
        return StateKey.cipher(StateKey.create(file));
    }

    /** Gives the directory free for others. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            lock.close();
        } catch (IOException e) {
            throw new StateException(
                    "The lock of the state directory " + path + " could not be released: " + IoWords.of(e), e);
        } finally {
            System.getProperties().remove(CLAIM + path);
        }
    }

    private static FileChannel lock(Path directory) {
        try {
            Path file = directory.resolve(LOCK_FILE);
            if (Files.notExists(file)) {
                OwnersFiles.createFile(file);
            }
            FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            try {
                if (tryLockPatiently(channel)) {
                    return channel;
                }
                throw inUse(directory);
            } catch (IOException | RuntimeException | Error e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** A process that checks whether an engine runs, or works without one, has it for a moment only. */
    private static boolean tryLockPatiently(FileChannel channel) throws IOException {
        for (int tries = 1; !tryLock(channel); tries++) {
            if (tries == TRIES) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_TRIES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() == null) {
                return false;
            }
            writeHolder(channel);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** For people who look for the process. A disk that is full is no reason to do without the lock. */
    private static void writeHolder(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(ISO_8859_1.encode(ProcessHandle.current().pid() + "\n"), 0);
        } catch (IOException e) {
            log.debug("The id of this process was not written down: {}", IoWords.of(e));
        }
    }

    private static StateException inUse(Path directory) {
        return new StateException("The state directory " + directory
                + " is in use: another Chameleon is running with it. Stop that one, or give this one another"
                + " directory.");
    }

    private static StateException unusable(Path directory, IOException cause) {
        return new StateException(
                "The state directory " + directory + " cannot be used: " + IoWords.ofCreating(cause)
                        + ". Fix that, or use another directory.",
                cause);
    }
}
