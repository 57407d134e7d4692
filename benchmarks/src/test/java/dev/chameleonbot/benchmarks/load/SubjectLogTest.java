package dev.chameleonbot.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubjectLogTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @Test
    void countsWhatHasComeSinceItWasLastAsked() throws IOException {
        Path file = folder.resolve("chameleon.log");
        Files.writeString(file, """
            live 2/2
            2026-01-01 00:00:00.000 ERROR [a] SessionHealth - a: 'p' is so slow that the account's own messages are dropped
            2026-01-01 00:00:00.000 ERROR [b] SessionHealth - b: 'p' is so slow that the account's own messages are dropped
            2026-01-01 00:00:00.000 ERROR [a] PluginThread - 'p' failed in a message for a
            java.lang.IllegalStateException: it failed in vain
            """);
        SubjectLog log = new SubjectLog(file);
        assertThat(log.next()).isEqualTo(new SubjectLog.Troubles(2, 1));
        assertThat(log.next()).isEqualTo(new SubjectLog.Troubles(0, 0));

        Files.writeString(
                file,
                "2026-01-01 00:00:09.000 ERROR [a] PluginThread - 'p' failed in a message for a\n",
                StandardOpenOption.APPEND);
        assertThat(log.next()).isEqualTo(new SubjectLog.Troubles(0, 1));
    }
}
