package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.io.OwnersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts a damaged SQLite file out of the way, together with what SQLite keeps next to it, so that it can still be opened
 * or repaired under its new name.
 *
 * <p>The file itself goes first. If the process is killed before the others have followed it,
 * {@link #areLeftAlone(Path)} says so at the next start: a new file must not find the old one's write-ahead log.
 */
final class DamagedFiles {
    private static final DateTimeFormatter DATED =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** The file itself, its write-ahead log, that one's index, and the journal of a file that has no such log yet. */
    static final List<String> SUFFIXES = List.of("", "-wal", "-shm", "-journal");

    private DamagedFiles() {}

    /** Whether there is a write-ahead log with something in it next to a database that is missing or empty. */
    static boolean areLeftAlone(Path database) throws IOException {
        return isEmpty(database) && !isEmpty(beside(database, "-wal"));
    }

    /**
     * Moves what there is of a database to a name with a date that nothing else has.
     *
     * @return the database's new name, whether or not there was more than its log
     */
    static Path setAside(Path database, Instant now) throws IOException {
        Path aside = freeName(database, DATED.format(now));
        for (String suffix : SUFFIXES) {
            Path file = beside(database, suffix);
            if (Files.exists(file)) {
                Files.move(file, beside(aside, suffix));
            }
        }
        OwnersFiles.sync(database.resolveSibling("."));
        return aside;
    }

    private static Path freeName(Path database, String date) {
        String name = ".damaged-" + date;
        return IntStream.iterate(1, count -> count + 1)
                .mapToObj(count -> beside(database, count == 1 ? name : name + "-" + count))
                .filter(free -> SUFFIXES.stream().noneMatch(suffix -> Files.exists(beside(free, suffix))))
                .findFirst()
                .orElseThrow();
    }

    /** Whether there is no such file, or nothing in it. */
    static boolean isEmpty(Path file) throws IOException {
        return !Files.exists(file) || Files.size(file) == 0;
    }

    /** What SQLite keeps next to a file under a suffix. */
    static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }
}
