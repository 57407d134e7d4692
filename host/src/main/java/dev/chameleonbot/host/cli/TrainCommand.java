package dev.chameleonbot.host.cli;

import dev.chameleonbot.host.StopSignal;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.training.Training;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code train}: makes later starts quicker. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Makes later starts quicker: runs the host against a simulated Twitch for some seconds, and keeps what"
                + " Java has learned of it (an AOT cache of about 60 MB) in the distribution. To be done again after"
                + " an update of Chameleon or of Java; until then starts are as they were."
        },
        footer = {"", "Exit codes: 0 done, 1 it could not be done, 2 wrong usage."})
final class TrainCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1024 * 1024;

    private final StopSignal stop;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    TrainCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.start(Level.WARN);
        PrintWriter out = spec.commandLine().getOut();
        if (Runtime.version().feature() < Training.OLDEST_JAVA) {
            throw failure("Java " + Training.OLDEST_JAVA + " or newer is needed for it; this is "
                    + Runtime.version().feature() + ". Set CHAMELEON_JAVA_HOME to the folder of one.");
        }
        if (!ProcessHandle.current().supportsNormalTermination()) {
            throw failure(
                    "It cannot be done on this system: Java keeps what it has learned when it is asked to end, and"
                            + " a program can only be ended by force here");
        }
        String home = System.getProperty("chameleon.home");
        if (home == null) {
            throw failure("Only a distribution can be trained, by its own launcher");
        }
        Training training = new Training(Path.of(home), stop, line -> {
            out.println(line);
            out.flush();
        });
        Path cache = training.cache();
        if (!Files.isWritable(Path.of(home, "lib"))) {
            throw failure("The cache cannot be written to " + cache + ": this user may not write there");
        }
        try {
            if (!training.run()) {
                throw failure("It was ended before there was a cache");
            }
            out.printf(Locale.ROOT, "Done: %s, %.0f MB%n", cache, Files.size(cache) / MEGABYTE);
            return 0;
        } catch (IOException e) {
            throw failure(String.valueOf(e.getMessage()));
        }
    }

    private static CommandFailedException failure(String message) {
        return new CommandFailedException(CommandFailedException.PROBLEMS, message);
    }
}
