package dev.chameleonbot.host.cli;

import dev.chameleonbot.simulator.SimulatorMain;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code simulator}: the module's own program, with its own options. */
@Command(
        name = "simulator",
        description = "Runs a Twitch of its own on a loopback port; 'simulator --help' lists its options.",
        exitCodeList = {"0:Ended on request.", "1:It could not start.", "2:Wrong usage."},
        footer = {"  chameleon simulator --help"})
final class SimulatorCommand implements Callable<Integer> {
    /** All of the words, options too, in their order. */
    @Parameters(hidden = true)
    private List<String> words = List.of();

    @Override
    public Integer call() {
        return SimulatorMain.run(words.toArray(String[]::new));
    }
}
