package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppedAccountsTest {
    @TempDir
    private Path folder;

    @Test
    void lookingCreatesNothing() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));

        try (StoppedAccounts stopped = new StoppedAccounts(state)) {
            assertThat(stopped.disabledSince("alice")).isEmpty();
        }

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatIsDisabledIsSeenByTheNext() throws Exception {
        Path state = folder.resolve("state");
        try (StoppedAccounts stopped = new StoppedAccounts(state)) {
            stopped.records().disableAccount("alice");
        }

        try (StoppedAccounts stopped = new StoppedAccounts(state)) {
            assertThat(stopped.disabledSince("alice")).isPresent();
            assertThat(stopped.disabledSince("bob")).isEmpty();
        }
    }
}
