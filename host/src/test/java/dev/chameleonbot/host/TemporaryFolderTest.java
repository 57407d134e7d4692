package dev.chameleonbot.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class TemporaryFolderTest {
    @Test
    void isDeletedWithAllThatIsInIt() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("folder");
        Path inner = Files.createDirectory(folder.path().resolve("inner"));
        Files.writeString(inner.resolve("file"), "content");

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void whatIsGoneAlreadyIsNoFailure() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create("folder");
        Files.delete(folder.path());

        folder.close();

        assertThat(folder.path()).doesNotExist();
    }
}
