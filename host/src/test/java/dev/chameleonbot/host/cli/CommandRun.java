package dev.chameleonbot.host.cli;

import static org.awaitility.Awaitility.await;

import dev.chameleonbot.host.logging.LogRecorder;
import dev.chameleonbot.host.process.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A command of the program, run in the tests' own JVM, which takes a fraction of what a process does. It has the working
 * directory and the environment of the tests, and what it logs is not on its standard error.
 */
public final class CommandRun implements AutoCloseable {
    /** How long anything may take on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final StopSignal stop = new StopSignal();
    private final LogRecorder log = LogRecorder.ofTheHost();
    private final FutureTask<Integer> run;

    private CommandRun(String... words) {
        run = new FutureTask<>(() -> ChameleonCommand.commandLine(stop, words)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words));
    }

    /** Runs a command to its end. */
    public static Outcome of(String... words) {
        try (CommandRun command = new CommandRun(words)) {
            command.run.run();
            return new Outcome(command.run.resultNow(), command.out(), command.err());
        }
    }

    /** Starts a command that goes on until it is stopped, on a thread of its own. */
    public static CommandRun start(String... words) {
        CommandRun command = new CommandRun(words);
        Thread.ofPlatform().daemon().name(words[0]).start(command.run);
        return command;
    }

    public String out() {
        return out.toString();
    }

    public String err() {
        return err.toString();
    }

    /** What it has logged, from INFO on, and whatever else runs in this JVM. */
    public String log() {
        return String.join("\n", log.lines());
    }

    public boolean isAlive() {
        return !run.isDone();
    }

    /** Waits until it has said something. */
    public void awaitOut(String text) {
        await(text).atMost(PATIENCE).until(() -> out().contains(text) || !isAlive());
        if (!out().contains(text)) {
            throw new AssertionError("It has not said '" + text + "', but:\n" + out() + err());
        }
    }

    /** Waits until it has logged something. */
    public void awaitLog(String text) {
        await(text).atMost(PATIENCE).until(() -> log().contains(text));
    }

    /** Asks it to end, as a service manager does, and waits for that. */
    public int terminate(Duration atMost) throws Exception {
        stop.ask();
        return run.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Ends it. */
    @Override
    public void close() {
        stop.ask();
        await("the end").atMost(PATIENCE).until(() -> !isAlive());
        log.close();
    }
}
