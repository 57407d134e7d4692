package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A subject in its own process, on a leash: a shell that waits for the end of its input, which comes when the harness
 * ends in whatever way, and kills the subject then.
 */
final class SubjectProcess implements AutoCloseable {
    private static final int LONGEST_END_SECONDS = 20;

    private final Process process;
    private final Process leash;
    private final Endings endings;
    private final Runnable ending = this::kill;

    private SubjectProcess(Process process, Process leash, Endings endings) {
        this.process = process;
        this.leash = leash;
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
        ProcessBuilder builder = new ProcessBuilder(start.command())
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        builder.environment().putAll(start.environment());
        Process process = builder.start();
        Process leash;
        try {
            leash = new ProcessBuilder(
                            "/bin/sh", "-c", "read gone; kill -9 \"$1\"", "leash", Long.toString(process.pid()))
                    .start();
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
        SubjectProcess started = new SubjectProcess(process, leash, endings);
        endings.add(started.ending);
        return started;
    }

    /**
     * What is started.
     *
     * @param command the program and its arguments
     * @param environment what it has in its environment beside the path
     */
    record Start(List<String> command, Map<String, String> environment) {}

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it and waits for that: nothing of it is needed any more. */
    @Override
    public void close() {
        endings.run(ending);
    }

    private void kill() {
        leash.destroyForcibly();
        process.destroyForcibly();
        try {
            if (!process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("Process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
