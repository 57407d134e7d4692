package dev.chameleonbot.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountsNoteTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void isTheNumberInALineOfItsOwn() throws IOException {
        Path file = folder.resolve("cache/chameleon/accounts");

        AccountsNote.write(file, 3);
        assertThat(file).hasContent("3\n");
        AccountsNote.write(file, 250);
        assertThat(file).hasContent("250\n");
    }

    @Test
    void isMissingWhereNothingCanBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file")).resolve("accounts");

        AccountsNote.write(file, 3);

        assertThat(file).doesNotExist();
    }
}
