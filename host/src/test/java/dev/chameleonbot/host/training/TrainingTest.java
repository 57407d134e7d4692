package dev.chameleonbot.host.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.host.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Trainings with a launcher that only says how it was called; that one works is seen where the distribution is tested. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher of these tests is a shell script")
final class TrainingTest {
    private final StopSignal stop = new StopSignal();
    private final List<String> progress = new ArrayList<>();
    private final Path home;
    private final Training training;

    TrainingTest(@TempDir Path home) throws IOException {
        this.home = home;
        training = new Training(home, home.resolve("learned/java.aot"), stop, progress::add);
        Files.createDirectory(home.resolve("bin"));
        Files.createDirectory(home.resolve("lib"));
    }

    @Test
    void runsTheDistributionsOwnHostAndTellsWhatItSaidWhereThatFails() throws Exception {
        launcher("echo \"$* makes $CHAMELEON_TRAINING with $CHAMELEON_JAVA_HOME\"; exit 1");

        assertThatThrownBy(training::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("The host does not start. It has said at last:\nrun --data ")
                .hasMessageContaining("fresh.aot with " + System.getProperty("java.home"));
        assertThat(progress).containsExactly("Running 10 accounts against a simulated Twitch");
        assertThat(home.resolve("learned")).doesNotExist();
    }

    @Test
    void endsItsHostWhereItIsToldToEnd() throws Exception {
        launcher("echo $$ > '" + home + "/pid'; exec sleep 3600");
        stop.ask();

        assertThat(training.run()).isFalse();

        assertThat(home.resolve("learned")).doesNotExist();
        if (Files.exists(home.resolve("pid"))) { // else it was ended before it could begin
            long pid = Long.parseLong(Files.readString(home.resolve("pid")).strip());
            assertThat(ProcessHandle.of(pid)).isEmpty();
        }
    }

    private void launcher(String commands) throws IOException {
        Path launcher = Files.writeString(home.resolve("bin/chameleon"), "#!/bin/sh\n" + commands + "\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
    }
}
