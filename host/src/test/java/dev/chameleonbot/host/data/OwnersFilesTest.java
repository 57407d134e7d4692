package dev.chameleonbot.host.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files of which one is renamed while all are made their owner's, as the active log is when it is full. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no POSIX permissions")
final class OwnersFilesTest {
    @TempDir
    private Path directory;

    @Test
    void aFileThatIsGoneWhenItsTurnComesKeepsNoOtherFromBeingTheOwners() throws IOException {
        Files.createFile(directory.resolve("log.1"), PosixFilePermissions.asFileAttribute(readableByAll()));
        // Listed, and not there when it is asked for: a link without a target stands for it.
        Files.createSymbolicLink(directory.resolve("log.2"), directory.resolve("gone"));
        Files.createFile(directory.resolve("log.3"), PosixFilePermissions.asFileAttribute(readableByAll()));

        OwnersFiles.restrictAll(directory, "log.*");

        assertThat(permissions("log.1")).isEqualTo("rw-------");
        assertThat(permissions("log.3")).isEqualTo("rw-------");
    }

    private static Set<PosixFilePermission> readableByAll() {
        return PosixFilePermissions.fromString("rw-r--r--");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }
}
