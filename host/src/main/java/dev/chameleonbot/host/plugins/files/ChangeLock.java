package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by a host from before it reads its plugins until it can be seen to run, and by a command that changes the plugins
 * folder, a restore among them, from before it looks for a host until the change is made. So no command changes the folder
 * of a host that has just read it, and no host reads half of a change.
 *
 * <p>It is a lock on a file in the operator's folder, which is between processes; threads of one process exclude each other by
 * {@code IN_THIS_PROCESS}. The thread that holds it closes it.
 */
public final class ChangeLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeLock.class);
    private static final String NAME = ".change.lock";
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    /** Null where the folder is not there, or this process may only read it. */
    private final @Nullable FileChannel channel;

    private ChangeLock(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** The lock's file in the folder. */
    public static Path file(Path folder) {
        return folder.resolve(NAME);
    }

    /** Holds it to change the folder, which is created if it is missing. Blocks until nobody else holds it. */
    public static ChangeLock toChange(Path folder) throws IOException {
        return hold(() -> {
            OwnersFiles.createDirectories(folder);
            return locked(folder);
        });
    }

    /**
     * Holds it to read the folder, which may be missing. Blocks until nobody else holds it. A folder that cannot be locked is
     * read all the same.
     */
    public static ChangeLock toRead(Path folder) {
        try {
            return hold(() -> Files.isDirectory(folder) && Files.isWritable(folder) ? locked(folder) : null);
        } catch (IOException e) {
            log.warn("The plugins folder {} cannot be locked while it is read: {}", folder, IoWords.of(e));
            IN_THIS_PROCESS.lock();
            return new ChangeLock(null);
        }
    }

    @FunctionalInterface
    private interface Opening {
        @Nullable
        FileChannel open() throws IOException;
    }

    private static ChangeLock hold(Opening opening) throws IOException {
        IN_THIS_PROCESS.lock();
        boolean isHeld = false;
        try {
            ChangeLock held = new ChangeLock(opening.open());
            isHeld = true;
            return held;
        } finally {
            if (!isHeld) {
                IN_THIS_PROCESS.unlock();
            }
        }
    }

    private static FileChannel locked(Path folder) throws IOException {
        Path file = file(folder);
        try {
            OwnersFiles.createFile(file);
        } catch (FileAlreadyExistsException e) {
            log.trace("{} was created by another process just now", file);
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        boolean isLocked = false;
        try {
            if (channel.tryLock() == null) {
                log.info("Waits for the end of a change of the plugins folder, or of the start of a host");
                var unused = channel.lock();
            }
            isLocked = true;
            return channel;
        } finally {
            if (!isLocked) {
                channel.close();
            }
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            log.warn("The lock of the plugins folder could not be closed: {}", IoWords.of(e));
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
