package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The ahead-of-time caches of the distribution, which its launcher takes where there is one. */
final class Training {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration TICK = Duration.ofMillis(100);

    private final Starts starts;
    private final Endings endings;

    Training(Starts starts, Endings endings) {
        this.starts = starts;
        this.endings = endings;
    }

    /** Deletes what there is, so that all runs are without. */
    void forget() throws IOException {
        for (Path cache : caches()) {
            Files.delete(cache);
        }
    }

    /**
     * Trains anew.
     *
     * @param log where the output goes
     * @throws IOException if there is no cache afterwards
     */
    void train(Path log) throws IOException, InterruptedException {
        forget();
        Files.createDirectories(log.toAbsolutePath().getParent());
        try (Workspace workspace = Workspace.create(endings);
                SubjectProcess process = SubjectProcess.start(starts.training(), workspace.folder(), log, endings)) {
            long end = System.nanoTime() + LONGEST.toNanos();
            while (process.isAlive() && end - System.nanoTime() > 0) {
                Thread.sleep(TICK);
            }
        }
        if (caches().isEmpty()) {
            throw new IOException("Chameleon could not be trained; why is in " + log);
        }
    }

    private List<Path> caches() throws IOException {
        try (Stream<Path> files = Files.list(starts.libraries())) {
            return files.filter(file -> file.toString().endsWith(".aot")).toList();
        }
    }
}
