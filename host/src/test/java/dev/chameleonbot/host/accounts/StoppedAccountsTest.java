package dev.chameleonbot.host.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.StoredAccounts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoppedAccountsTest {
    @TempDir
    private Path folder;

    @Test
    void lookingCreatesNothing() throws Exception {
        Path state = Files.createDirectory(folder.resolve("state"));

        try (StoppedAccounts stopped = new StoppedAccounts(state, Map::of)) {
            assertThat(stopped.disabled(List.of("alice"))).isEmpty();
        }

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void whatIsDisabledIsSeenByTheNext() throws Exception {
        Path state = folder.resolve("state");
        try (StoppedAccounts stopped = new StoppedAccounts(state, Map::of)) {
            stopped.records().disableAccount("alice");
        }

        try (StoppedAccounts stopped = new StoppedAccounts(state, Map::of)) {
            assertThat(stopped.disabled(List.of("alice", "bob"))).containsOnlyKeys("alice");
        }
    }

    @Test
    void lookingKeepsNoHostFromStarting() throws Exception {
        Path state = folder.resolve("state");
        try (StoppedAccounts stopped = new StoppedAccounts(state, Map::of)) {
            stopped.records().disableAccount("alice");
        }

        try (StoppedAccounts looking = new StoppedAccounts(state, Map::of)) {
            assertThat(looking.disabled(List.of("alice"))).containsKey("alice");
            try (StoredAccounts started = StoredAccounts.open(state)) {
                started.enableAccount("alice");

                assertThat(looking.disabled(List.of("alice"))).isEmpty();
            }
        }
    }
}
