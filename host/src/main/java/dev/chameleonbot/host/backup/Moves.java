package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renames within their file systems, all of them or none. For one thread; close it in the end. */
final class Moves implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Moves.class);

    private record Move(Path from, Path to) {}

    private final Deque<Move> done = new ArrayDeque<>();
    private boolean kept;

    /** Puts a file or folder where nothing is. */
    void move(Path from, Path to) throws IOException {
        OwnersFiles.createDirectories(to.toAbsolutePath().resolveSibling(""));
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(to + " already exists");
        }
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        done.push(new Move(from, to));
    }

    /** Lets all stay as it is now, also after a power cut. */
    void keep() throws IOException {
        Set<Path> changed = new LinkedHashSet<>();
        for (Move move : done) {
            changed.add(move.to().toAbsolutePath().resolveSibling(""));
            changed.add(move.from().toAbsolutePath().resolveSibling(""));
        }
        for (Path folder : changed) {
            OwnersFiles.sync(folder);
        }
        kept = true;
    }

    /** Takes back what is not to stay, the last first. */
    @Override
    public void close() {
        while (!kept && !done.isEmpty()) {
            Move move = done.pop();
            try {
                Files.move(move.to(), move.from(), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                log.error("{} could not be put back to {}: {}; do that by hand", move.to(), move.from(), IoWords.of(e));
            }
        }
    }
}
