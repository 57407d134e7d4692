package dev.chameleonbot.engine.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Directories and files that only their owner can read and that outlive a power cut once they are created. */
final class DurableFiles {
    private static final String OWNER_DIRECTORY = "rwx------";
    private static final String OWNER_FILE = "rw-------";

    private DurableFiles() {}

    /** Creates a directory, and those above it where they are missing. */
    static void createDirectories(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        @Nullable Path parent = directory.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IOException(directory + " is no directory");
        }
        createDirectories(parent);
        Files.createDirectory(directory, only(directory, OWNER_DIRECTORY));
        sync(parent);
    }

    /** Creates an empty file unless it exists. */
    static void createFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, only(file, OWNER_FILE));
        }
    }

    /** Creates a file that either is not there or has all of its bytes. The caller knows that it is not there. */
    static void writeNew(Path directory, String name, byte[] bytes) throws IOException {
        Path unfinished = directory.resolve(name + ".new");
        Files.deleteIfExists(unfinished);
        try {
            Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(unfinished, options, only(unfinished, OWNER_FILE))) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
                channel.force(true);
            }
            Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
        sync(directory);
    }

    /** Whether anyone but the owner may do anything with a file; false where the file system cannot tell. */
    static boolean isOpenToOthers(Path file) throws IOException {
        if (!hasPermissions(file)) {
            return false;
        }
        Set<PosixFilePermission> others = EnumSet.copyOf(PosixFilePermissions.fromString("---rwxrwx"));
        others.retainAll(Files.getPosixFilePermissions(file));
        return !others.isEmpty();
    }

    private static FileAttribute<?>[] only(Path file, String permissions) {
        return hasPermissions(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    /** Makes the names in a directory durable, where directories can be opened, which on Windows they cannot. */
    static void sync(Path directory) throws IOException {
        if (hasPermissions(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
