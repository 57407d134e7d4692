package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.Engine;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.host.StopSignal;
import dev.chameleonbot.host.control.ControlClient;
import dev.chameleonbot.host.control.ControlException;
import dev.chameleonbot.host.control.NoHostException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

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
    boolean await() throws InterruptedException {
        try {
            var unused = new ControlClient(state).ask(ControlClient.request("stop"));
        } catch (NoHostException e) {
            return false;
        } catch (ControlException e) {
            throw new CommandFailedException(CommandFailedException.PROBLEMS, e.getMessage());
        }
        for (long looks = PATIENCE.dividedBy(LOOK); runs(); looks--) {
            if (stop.await(LOOK) || looks == 0) {
                throw new CommandFailedException(
                        CommandFailedException.PROBLEMS,
                        "The host of the state directory " + state + " was asked to stop and has not ended yet");
            }
        }
        return true;
    }

    private boolean runs() {
        try {
            return Engine.runsWith(state);
        } catch (IOException e) {
            throw new CommandFailedException(
                    CommandFailedException.PROBLEMS,
                    "Whether a host runs with the state directory " + state + " cannot be seen: " + IoWords.of(e));
        }
    }
}
