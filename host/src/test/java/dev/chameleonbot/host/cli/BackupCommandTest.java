package dev.chameleonbot.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.process.StopSignal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code backup --move} does with the state that it takes away from a host. */
final class BackupCommandTest {
    @TempDir
    private Path folder;

    private final StopSignal stop = new StopSignal();
    private Path state;
    private HostEnd end;

    @BeforeEach
    void createState() throws Exception {
        state = Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("config.json"), "{}");
        StateOption option = new StateOption();
        CommandLine.populateCommand(option, "--data", folder.toString());
        end = new HostEnd(option, stop);
    }

    @Test
    void theStateIsHeldWhileItIsMoved() {
        Path file = folder.resolve("moved.zip");

        assertThat(CommandRun.of("backup", "--move", "--data", folder.toString(), file.toString())
                        .exitCode())
                .isZero();

        assertThat(file).exists();
        assertThat(state.resolve("lock"))
                .as("who held it last")
                .hasContent(ProcessHandle.current().pid() + "\n");
        StateDirectory.open(state).close(); // It is free again.
    }

    @Test
    void nothingIsMovedWhereAHostIsThereAgain() {
        stop.ask(); // So that it waits no longer.
        try (StateDirectory running = StateDirectory.open(state)) {
            assertThatThrownBy(end::hold)
                    .isInstanceOf(CommandFailedException.class)
                    .hasMessageContaining("state directory " + running.path() + " again, so nothing was moved")
                    .hasMessageContaining("service manager may have started it; stop it there");
        }
    }

    @Test
    void noHostStartsWhileTheStateIsHeld() throws Exception {
        try (StateDirectory held = end.hold().orElseThrow()) {
            assertThatThrownBy(() -> StateDirectory.open(state))
                    .isInstanceOf(StateException.class)
                    .hasMessageContaining(held.path() + " is in use");
        }
    }

    @Test
    void noStateIsMadeToBeHeld() throws Exception {
        Files.delete(state);

        assertThat(end.hold()).isEmpty();
        assertThat(state).doesNotExist();
    }
}
