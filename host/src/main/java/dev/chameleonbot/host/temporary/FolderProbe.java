package dev.chameleonbot.host.temporary;

import dev.chameleonbot.engine.io.IoWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Whether files can be made in a folder, and executed there; found out with one that is gone again at once.
 *
 * @param problem why none can be made; empty if they can
 * @param executes whether one can be executed; what says nothing of that lets it
 */
public record FolderProbe(Optional<String> problem, boolean executes) {
    private static final String PREFIX = "chameleon-probe-";

    /**
     * Tries a folder.
     *
     * @param folder which
     */
    public static FolderProbe of(Path folder) {
        try {
            Path place = Files.createTempDirectory(folder, PREFIX);
            try {
                return new FolderProbe(Optional.empty(), executesIn(place));
            } finally {
                Files.delete(place);
            }
        } catch (IOException e) {
            return new FolderProbe(Optional.of(IoWords.ofCreating(e)), false);
        }
    }

    /**
     * Makes a temporary folder in which files may be executed, such as SQLite's library.
     *
     * @param otherwise where to make it if the system's folder for that does not let it
     * @return the folder, to be closed
     * @throws IOException if it cannot be made
     */
    public static TemporaryFolder executing(Path otherwise, String prefix) throws IOException {
        Path system = Path.of(System.getProperty("java.io.tmpdir"));
        return !of(system).executes() && of(otherwise).executes()
                ? TemporaryFolder.create(otherwise, prefix)
                : TemporaryFolder.create(prefix);
    }

    private static boolean executesIn(Path place) throws IOException {
        if (!place.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return true;
        }
        Path file = Files.createFile(
                place.resolve("probe"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            return Files.isExecutable(file);
        } finally {
            Files.delete(file);
        }
    }
}
