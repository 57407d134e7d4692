package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.NoHostException;
import dev.chameleonbot.host.process.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Ends a running host, and waits until it has given its state directory free. */
final class HostEnd {
    /** A host has a deadline of its own, which is shorter. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofMillis(100);

    private final Path state;
    private final StopSignal stop;

    HostEnd(StateOption host, StopSignal stop) {
        this.state = host.directory();
        this.stop = stop;
    }

    /** Returns whether there was one. */
    boolean await() throws InterruptedException, OperationException {
        try {
            var unused = new ControlClient(state).ask(ControlClient.request("stop"));
        } catch (NoHostException e) {
            return false;
        }
        for (long looks = PATIENCE.dividedBy(LOOK); runs(state); looks--) {
            if (stop.await(LOOK) || looks == 0) {
                throw new CommandFailedException(
                        "The host of the state directory " + state + " was asked to stop and has not ended yet");
            }
        }
        return true;
    }

    /** Keeps every host from starting with the state until it is closed; empty where there is no state. */
    Optional<StateDirectory> hold() {
        if (!Files.isDirectory(state)) {
            return Optional.empty();
        }
        try {
            return Optional.of(StateDirectory.open(state));
        } catch (StateException e) {
            if (!runs(state)) {
                throw new CommandFailedException(e.getMessage());
            }
            throw new CommandFailedException("A host runs with the state directory " + state
                    + " again, so nothing was moved: a service manager may have started it; stop it there,"
                    + " for example with 'sudo systemctl disable --now chameleon'");
        }
    }

    /** Whether a host runs with a state directory. */
    static boolean runs(Path state) {
        try {
            return StateDirectory.isOpen(state);
        } catch (IOException e) {
            throw new CommandFailedException(
                    "Whether a host runs with the state directory " + state + " cannot be seen: " + IoWords.of(e));
        }
    }
}
