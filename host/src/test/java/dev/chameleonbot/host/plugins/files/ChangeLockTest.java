package dev.chameleonbot.host.plugins.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugins folder whose lock cannot be had, such as one that another user has left there. */
class ChangeLockTest {
    @TempDir
    Path plugins;

    @BeforeEach
    void aFolderIsInTheLocksPlace() throws IOException {
        Files.createDirectory(plugins.resolve(".change.lock"));
    }

    @Test
    void keepsNoHostFromReadingItsPlugins() {
        try (ChangeLock held = ChangeLock.toRead(plugins)) {
            assertThat(held).isNotNull();
        }
    }

    @Test
    void keepsEverybodyFromChangingThem() {
        assertThatThrownBy(() -> ChangeLock.toChange(plugins)).isInstanceOf(IOException.class);

        try (ChangeLock held = ChangeLock.toRead(plugins)) { // The failure has left nothing locked.
            assertThat(held).isNotNull();
        }
    }
}
