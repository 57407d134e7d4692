package dev.chameleonbot.host.cli;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.host.data.ProcessEnvironment;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.logging.LogFormat;
import dev.chameleonbot.host.logging.Logging;
import dev.chameleonbot.host.process.StopSignal;
import dev.chameleonbot.host.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.slf4j.event.Level;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code train}: makes later starts quicker. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Makes later starts quicker, by what Java learns while the host runs for some seconds.",
            "The host runs against a simulated Twitch. What Java has learned, an AOT cache of about 60 MB, is kept in"
                + " 'cache' of the folder that CHAMELEON_DATA names, or else in this user's own cache folder"
                + " (~/.cache/chameleon). To be done again after an update of Chameleon or of Java; until then starts"
                + " are as they were."
        },
        exitCodeList = {"0:Done.", "1:It could not be done.", "2:Wrong usage.", "130:Ctrl-C has ended it."},
        footer = {"  chameleon train"})
final class TrainCommand extends CliCommand implements Callable<Integer> {
    private static final double MEGABYTE = 1024 * 1024;

    private final StopSignal stop;

    @Option(names = "--json", description = "Prints as JSON where the cache is.")
    private boolean json;

    @Option(names = "--into-program", description = "Stores it in the program's folder, to create a package.")
    private boolean intoProgram;

    TrainCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        Logging.start(Level.WARN);
        Logging.standardError(LogFormat.TEXT, Console.optionsOf(spec).isQuiet());
        Console console = console(json);
        if (Runtime.version().feature() < Training.OLDEST_JAVA) {
            throw new CommandFailedException("Java " + Training.OLDEST_JAVA + " or newer is needed for it; this is "
                    + Runtime.version().feature() + ". Set CHAMELEON_JAVA_HOME to the folder of one.");
        }
        if (!ProcessHandle.current().supportsNormalTermination()) {
            throw new CommandFailedException(
                    "It cannot be done on this system: Java keeps what it has learned when it is asked to end, and"
                            + " a program can only be ended by force here");
        }
        Path home = ProcessEnvironment.programFolder().orElse(null);
        String learned = System.getProperty("chameleon.learned");
        if (home == null || learned == null) {
            throw new CommandFailedException("Only a distribution can be trained, by its own launcher");
        }
        Path cache =
                intoProgram ? home.resolve("lib").resolve("chameleon-" + Runtime.version() + ".aot") : Path.of(learned);
        try {
            OwnersFiles.createDirectories(cache.toAbsolutePath().resolveSibling(""));
        } catch (IOException e) {
            throw new CommandFailedException("The cache cannot be written to " + cache + ": " + IoWords.ofCreating(e));
        }
        Training training = new Training(home, cache, stop, console::remark);
        try {
            if (!training.run()) {
                throw new CommandFailedException(ExitCode.INTERRUPTED, "It was ended before there was a cache");
            }
            long bytes = Files.size(cache);
            console.remark(String.format(Locale.ROOT, "Done: %s, %.0f MB", cache, bytes / MEGABYTE));
            if (json) {
                console.show(Json.object().put("cache", cache.toString()).put("bytes", bytes));
            }
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException(e.getMessage());
        }
    }
}
