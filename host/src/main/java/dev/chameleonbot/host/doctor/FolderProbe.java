package dev.chameleonbot.host.doctor;

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
record FolderProbe(Optional<String> problem, boolean executes) {
    private static final String PREFIX = "chameleon-probe-";

    static FolderProbe of(Path folder) {
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
