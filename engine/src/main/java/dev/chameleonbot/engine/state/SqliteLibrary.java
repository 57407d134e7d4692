package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.spi.StateException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
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

    private static final String CHOOSE_ANOTHER = "The system property " + PLACE
            + " names the folder; name one there in which files may be written and executed";

    private static final Logger log = LoggerFactory.getLogger(SqliteLibrary.class);

    /** What folders in the place that an operator has set are called. */
    private static final String CHOSEN_PREFIX = "chameleon-sqlite-";

    /** Nothing is loaded for that long: the process that made such a folder before is dead. */
    private static final Duration LONGEST_LOADING = Duration.ofMinutes(10);

    /** For this class and the driver of the same class loader; under the lock. */
    private static boolean loaded;

    private SqliteLibrary() {}

    /**
     * Loads the library, unless it is loaded. All files in the folder are removed: a process that was killed while it
     * loaded may have left it.
     *
     * @param folder the folder to unpack into; nobody else uses it meanwhile, and it is gone afterwards
     * @throws StateException if the library cannot be loaded from there
     */
    static void load(Path folder) {
        // A system property says where to, so this is for one at a time, across class loaders.
        synchronized (Runtime.getRuntime()) {
            try {
                remove(folder);
                if (!loaded) {
                    loadFrom(folder);
                    loaded = true;
                }
            } catch (IOException e) {
                throw notLoaded(folder, e, advice(folder));
            }
        }
    }

    private static void loadFrom(Path folder) throws IOException {
        @Nullable String chosen = System.getProperty(PLACE);
        Path place = folder;
        String advice = advice(folder);
        if (chosen == null) {
            OwnersFiles.createDirectories(folder);
        } else {
            place = folderIn(Path.of(chosen));
            advice = CHOOSE_ANOTHER;
        }
        try {
            requireExecutable(place, advice);
            System.setProperty(PLACE, place.toString());
            boolean unused = SQLiteJDBCLoader.initialize();
        } catch (StateException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw notLoaded(place, e, advice);
        } finally {
            if (chosen == null) {
                System.clearProperty(PLACE);
            } else {
                System.setProperty(PLACE, chosen);
            }
            removeQuietly(place);
        }
    }

    /** A new folder in the one that an operator has chosen; what killed processes have left there is removed. */
    static Path folderIn(Path chosen) {
        try {
            if (!Files.isDirectory(chosen)) {
                throw new NotDirectoryException(chosen.toString());
            }
            Path place = Files.createTempDirectory(chosen, CHOSEN_PREFIX);
            removeLeft(chosen, place);
            return place;
        } catch (IOException e) {
            throw notLoaded(chosen, e, CHOOSE_ANOTHER);
        }
    }

    /** Only what belongs to the same user; the place may be everybody's. */
    private static void removeLeft(Path chosen, Path fresh) throws IOException {
        UserPrincipal own = Files.getOwner(fresh);
        Instant oldest = Files.getLastModifiedTime(fresh).toInstant().minus(LONGEST_LOADING);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(chosen, CHOSEN_PREFIX + "*")) {
            for (Path folder : folders) {
                if (Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(own)
                        && Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS)
                                .toInstant()
                                .isBefore(oldest)) {
                    removeQuietly(folder);
                }
            }
        } catch (NoSuchFileException e) {
            log.debug("{} was removed meanwhile", e.getFile());
        }
    }

    /** Found out first: the driver would log stack traces. */
    private static void requireExecutable(Path folder, String advice) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Path probe = Files.createFile(
                folder.resolve("probe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        if (!Files.isExecutable(probe)) {
            throw new StateException("SQLite's native library cannot be loaded from " + folder
                    + ": nothing may be executed there (is it mounted with noexec?). " + advice);
        }
    }

    private static StateException notLoaded(Path place, Throwable cause, String advice) {
        return new StateException(
                "SQLite's native library cannot be loaded from " + place + ": " + IoWords.of(cause) + ". " + advice,
                cause);
    }

    /** A demo's state directory is in the temporary folder, and nothing else can say where. */
    static String advice(Path folder) {
        String temporary = isTemporary(folder)
                ? " (that of a demo is in the temporary folder: CHAMELEON_JAVA_OPTS=-Djava.io.tmpdir=/a/folder)"
                : "";
        return "Put the state directory on another file system" + temporary
                + ", or name a folder in which files may be written and executed with the system property "
                + PLACE + " (CHAMELEON_JAVA_OPTS=-D" + PLACE + "=/a/folder)";
    }

    private static boolean isTemporary(Path folder) {
        try {
            return folder.startsWith(
                    Path.of(System.getProperty("java.io.tmpdir")).toRealPath());
        } catch (IOException e) {
            log.debug("There is no temporary folder: {}", IoWords.of(e));
            return false;
        }
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
