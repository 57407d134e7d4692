package dev.chameleonbot.engine.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.AclEntryFlag;
import java.nio.file.attribute.AclEntryPermission;
import java.nio.file.attribute.AclEntryType;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
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

    @Test
    void writesAFileAsAWholeInThePlaceOfOneThatIsThere() throws IOException {
        Path file = directory.resolve("alice.json");
        Files.writeString(file, "before");
        Files.setPosixFilePermissions(file, readableByAll());

        OwnersFiles.write(file, "after".getBytes(UTF_8));

        assertThat(file).hasContent("after");
        assertThat(permissions("alice.json")).isEqualTo("rw-------");
        assertThat(directory.toFile().list()).containsExactly("alice.json");
    }

    @Test
    void leavesNothingHalfWrittenWhereItCannotWrite() throws IOException {
        Path folderInTheWay = Files.createDirectory(directory.resolve("alice.json"));
        Files.createFile(folderInTheWay.resolve("something"));

        assertThatIOException().isThrownBy(() -> OwnersFiles.write(folderInTheWay, "after".getBytes(UTF_8)));

        assertThat(directory.toFile().list()).containsExactly("alice.json");
    }

    @Test
    void whereThereAreListsOfAccessNobodyButTheOwnerIsNamed() {
        UserPrincipal owner = () -> "alice";

        assertThat(OwnersFiles.accessOf(owner, true)).singleElement().satisfies(entry -> {
            assertThat(entry.principal()).isEqualTo(owner);
            assertThat(entry.type()).isEqualTo(AclEntryType.ALLOW);
            assertThat(entry.permissions()).contains(AclEntryPermission.READ_DATA, AclEntryPermission.DELETE);
            assertThat(entry.flags()).contains(AclEntryFlag.FILE_INHERIT);
        });
        assertThat(OwnersFiles.accessOf(owner, false).getFirst().flags()).isEmpty();
    }

    private static Set<PosixFilePermission> readableByAll() {
        return PosixFilePermissions.fromString("rw-r--r--");
    }

    private String permissions(String name) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(name)));
    }
}
