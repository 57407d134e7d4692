package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A subject in its own process, on a leash: a shell that starts it, and kills it as soon as the harness ends, in whatever
 * way and at whatever moment. The shell ends with the subject.
 */
final class SubjectProcess implements AutoCloseable {
    private static final int LONGEST_END_SECONDS = 20;
    /**
     * The signal that ends it, the file for the output, then the command. What it reads comes to an end when the harness
     * does; a command in the background would read nothing from the usual place, hence the other descriptor.
     */
    private static final String LEASH = """
        signal=$1
        log=$2
        shift 2
        exec 3<&0
        "$@" >"$log" 2>&1 </dev/null 3<&- &
        subject=$!
        { read -r gone <&3; kill -$signal $subject; } >/dev/null 2>&1 &
        reader=$!
        exec 3<&-
        echo $subject
        wait $subject
        kill $reader
        """;

    private final Process leash;
    private final long pid;
    private final Endings endings;
    private final Runnable ending = this::kill;

    private SubjectProcess(Process leash, long pid, Endings endings) {
        this.leash = leash;
        this.pid = pid;
        this.endings = endings;
    }

    /**
     * Starts it.
     *
     * @param start what to start
     * @param directory its working directory
     * @param log where its output goes
     * @param endings who ends it if nobody else does
     */
    static SubjectProcess start(Start start, Path directory, Path log, Endings endings) throws IOException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "leash", start.signal(), log.toString()));
        command.addAll(start.command());
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectError(Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().putAll(start.environment());
        Process leash = builder.start();
        String pid = leash.inputReader().readLine();
        if (pid == null) {
            throw new IOException("The shell has not started " + start.command().getFirst());
        }
        SubjectProcess started = new SubjectProcess(leash, Long.parseLong(pid), endings);
        endings.add(started.ending);
        return started;
    }

    /**
     * What is started.
     *
     * @param command the program and its arguments
     * @param environment what it has in its environment beside the path
     * @param signal what ends it
     */
    record Start(List<String> command, Map<String, String> environment, String signal) {
        /** What can simply be killed. */
        Start(List<String> command, Map<String, String> environment) {
            this(command, environment, "KILL");
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return leash.isAlive();
    }

    /** Kills it and waits for that: nothing of it is needed any more. */
    @Override
    public void close() {
        endings.run(ending);
    }

    private void kill() {
        try {
            leash.getOutputStream().close();
            if (!leash.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Process " + pid + " does not end");
            }
            // Where jcmd has asked a JVM something it listens there until its own end, which killing is not.
            Files.deleteIfExists(Path.of("/tmp/.java_pid" + pid));
        } catch (IOException e) {
            System.err.println("Process " + pid + " could not be ended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
