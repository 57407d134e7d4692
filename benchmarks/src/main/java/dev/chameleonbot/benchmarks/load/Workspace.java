package dev.chameleonbot.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A temporary folder, its owner's only, for what a run needs on disk. */
final class Workspace implements AutoCloseable {
    private final Path folder;
    private final Endings endings;
    private final Runnable ending = this::delete;

    private Workspace(Path folder, Endings endings) {
        this.folder = folder;
        this.endings = endings;
    }

    static Workspace create(Endings endings) throws IOException {
        Workspace created = new Workspace(Files.createTempDirectory("chameleon-compare"), endings);
        endings.add(created.ending);
        return created;
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        endings.run(ending);
    }

    private void delete() {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            System.err.println("A temporary folder stays behind: " + folder);
        }
    }
}
