package dev.chameleonbot.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The folders that SQLite's library is unpacked into. */
final class SqliteLibraryTest {
    @TempDir
    private Path temp;

    @Test
    void blamesTheFolderThatTheOperatorHasChosenAndNotTheStateDirectory() {
        Path missing = temp.resolve("missing");

        assertThatThrownBy(() -> SqliteLibrary.folderIn(missing))
                .isInstanceOf(StateException.class)
                .hasMessage("SQLite's native library cannot be loaded from " + missing + ": " + missing
                        + " is not a folder. The system property org.sqlite.tmpdir names the folder; name one there in"
                        + " which files may be written and executed");
    }

    @Test
    void removesFromThatFolderWhatKilledProcessesHaveLeft() throws IOException {
        Path dead = Files.createDirectory(temp.resolve("chameleon-sqlite-1"));
        Files.writeString(dead.resolve("libsqlitejdbc.so"), "1.1 MB");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path loading = Files.createDirectory(temp.resolve("chameleon-sqlite-2"));

        Path own = SqliteLibrary.folderIn(temp);

        assertThat(dead).doesNotExist();
        assertThat(loading).exists();
        assertThat(own).isEmptyDirectory();
    }

    @Test
    void advisesADemoToMoveTheTemporaryFolder() throws IOException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir")).toRealPath();

        assertThat(SqliteLibrary.advice(temporary.resolve("chameleon-demo-1/state/native")))
                .contains("CHAMELEON_JAVA_OPTS=-Djava.io.tmpdir=/a/folder");
        assertThat(SqliteLibrary.advice(temporary.resolveSibling("elsewhere/native")))
                .startsWith("Put the state directory on another file system, or name")
                .doesNotContain("java.io.tmpdir");
    }
}
