package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held by a host from before it reads its plugins until it can be seen to run, and by a command that changes the plugins
 * folder from before it looks for a host until the change is made. So no command changes the folder of a host that has just
 * read it, and no host reads half of a change.
 *
 * <p>It is a lock on a file in the state directory, which is between processes; threads of one process exclude each other by
 * {@code IN_THIS_PROCESS}. The thread that holds it closes it.
 */
public final class ChangeLock implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ChangeLock.class);
    private static final String NAME = "plugins-change.lock";
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final FileChannel channel;

    private ChangeLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Blocks until nobody else holds it. */
    public static ChangeLock hold(Path state) throws IOException {
        IN_THIS_PROCESS.lock();
        boolean isHeld = false;
        try {
            OwnersFiles.createDirectories(state);
            FileChannel channel =
                    FileChannel.open(state.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (channel.tryLock() == null) {
                    log.info("Waits for the end of a change of the plugins folder, or of the start of a host");
                    var unused = channel.lock();
                }
                isHeld = true;
                return new ChangeLock(channel);
            } finally {
                if (!isHeld) {
                    channel.close();
                }
            }
        } finally {
            if (!isHeld) {
                IN_THIS_PROCESS.unlock();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }
}
