package dev.chameleonbot.host.data;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Directories and files for their owner alone, where the file system knows permissions. */
public final class OwnersFiles {
    private static final Logger log = LoggerFactory.getLogger(OwnersFiles.class);
    private static final String DIRECTORY = "rwx------";
    private static final String FILE = "rw-------";

    private OwnersFiles() {}

    /**
     * Creates a directory, and those above it; one that exists is left as it is.
     *
     * @param directory which
     * @throws IOException if that fails, or something else is there
     */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, only(directory, DIRECTORY));
    }

    /**
     * Creates a file, or takes it from others where it exists.
     *
     * @param file which
     * @throws IOException if that fails
     */
    public static void createFile(Path file) throws IOException {
        if (Files.exists(file)) {
            restrict(file);
        } else {
            Files.createFile(file, only(file, FILE));
        }
    }

    /**
     * Takes from others the files in a directory whose names match; those that go meanwhile need no protection.
     *
     * @param directory which; nothing is done without one
     * @param glob the names
     * @throws IOException if that fails
     */
    public static void restrictAll(@Nullable Path directory, String glob) throws IOException {
        if (directory != null) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
                for (Path file : files) {
                    restrictIfThere(file);
                }
            }
        }
    }

    private static void restrictIfThere(Path file) throws IOException {
        try {
            restrict(file);
        } catch (NoSuchFileException e) {
            log.trace("{} was renamed or removed meanwhile", file);
        }
    }

    private static void restrict(Path file) throws IOException {
        if (hasPermissions(file)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(FILE));
        }
    }

    private static FileAttribute<?>[] only(Path file, String permissions) {
        return hasPermissions(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
