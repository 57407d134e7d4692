package dev.chameleonbot.host.cli;

import dev.chameleonbot.simulator.SimulatorMain;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Runs the simulated Twitch by itself; its options are the simulator's own. */
@Command(
        name = "simulator",
        description = "Runs a simulated Twitch on this machine; 'chameleon simulator --help' tells its options.")
final class SimulatorCommand implements Callable<Integer> {
    @Parameters(arity = "0..*", paramLabel = "OPTIONS", description = "Such as --port 9000 --users alice,bob")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() {
        return SimulatorMain.run(options.toArray(String[]::new));
    }
}
