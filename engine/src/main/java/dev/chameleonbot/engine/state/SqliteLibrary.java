package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library, which the driver unpacks from its jar into a file before it loads it: a file of a folder of
 * its own in the state directory, and gone again once it is loaded.
 *
 * <p>The driver's own place is the system's temporary folder, where nothing may be executed on many a machine, or nothing
 * be written, and where a process that is killed leaves the file for ever.
 */
final class SqliteLibrary {
    /** Where the driver unpacks to. An operator who has set it has done so for a reason. */
    static final String PLACE = "org.sqlite.tmpdir";

    private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);

    /** For this class and the driver of the same class loader; under the lock. */
    private static boolean loaded;

    private SqliteLibrary() {}

    /**
     * Loads the library, unless it is loaded. Whatever is in the folder is removed: a process that was killed while it
     * loaded may have left it.
     *
     * @param folder the folder to unpack into; nobody else uses it meanwhile, and it is gone afterwards
     * @throws StateException if the library cannot be loaded from there
     */
    static void load(Path folder) {
        // A system property says where to, so this is for one at a time, whatever class loader each of them is from.
        synchronized (Runtime.getRuntime()) {
            try {
                remove(folder);
                if (!loaded) {
                    loadFrom(folder);
                    loaded = true;
                }
            } catch (IOException e) {
                throw notLoaded(folder, e);
            }
        }
    }

    private static void loadFrom(Path folder) throws IOException {
        @Nullable String chosen = System.getProperty(PLACE);
        Path place = folder;
        if (chosen == null) {
            DurableFiles.createDirectories(folder);
        } else {
            place = Files.createTempDirectory(Path.of(chosen), "chameleon-sqlite-");
        }
        try {
            requireExecutable(place);
            System.setProperty(PLACE, place.toString());
            boolean unused = SQLiteJDBCLoader.initialize();
        } catch (StateException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw notLoaded(place, e);
        } finally {
            if (chosen == null) {
                System.clearProperty(PLACE);
            } else {
                System.setProperty(PLACE, chosen);
            }
            removeQuietly(place);
        }
    }

    /** Found out first: the driver would log stack traces. */
    private static void requireExecutable(Path folder) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Path probe = Files.createFile(
                folder.resolve("probe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.isExecutable(probe)) {
            throw new StateException("SQLite's native library cannot be loaded from " + folder
                    + ": nothing may be executed there (is it mounted with noexec?). " + advice());
        }
    }

    private static StateException notLoaded(Path place, Throwable cause) {
        return new StateException(
                "SQLite's native library cannot be loaded from " + place + ": " + cause + ". " + advice(), cause);
    }

    private static String advice() {
        return "Put the state directory on another file system, or name a folder in which files may be written and"
                + " executed with the system property " + PLACE + " (CHAMELEON_JAVA_OPTS=-D" + PLACE + "=/a/folder)";
    }

    private static void removeQuietly(Path folder) {
        try {
            remove(folder);
        } catch (IOException e) {
            // Where a library that is in use cannot be deleted, the next start does it.
            log.debug("{} could not be removed: {}", folder, e.toString());
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        }
        Files.deleteIfExists(folder);
    }
}
