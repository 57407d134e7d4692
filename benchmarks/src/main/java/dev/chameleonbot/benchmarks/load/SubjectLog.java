package dev.chameleonbot.benchmarks.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Chameleon complains of in its log, load by load. Used by one thread. */
final class SubjectLog {
    private static final String ERROR = " ERROR ";
    private static final String DROPPED = "own messages are dropped";
    private static final String FAILED = " failed in ";

    private final Path file;
    private long known;

    SubjectLog(Path file) {
        this.file = file;
    }

    /**
     * What it complained of in a while.
     *
     * @param drops how often it told that own messages are dropped: for each account at once, then not for ten seconds
     * @param failures how often a plugin failed
     */
    record Troubles(long drops, long failures) {}

    /** What has come since it was last asked. */
    Troubles next() throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file);
                BufferedReader reader =
                        new BufferedReader(Channels.newReader(channel.position(known), StandardCharsets.UTF_8))) {
            List<String> errors =
                    reader.lines().filter(line -> line.contains(ERROR)).toList();
            known = channel.position();
            return new Troubles(count(errors, DROPPED), count(errors, FAILED));
        }
    }

    private static long count(List<String> errors, String what) {
        return errors.stream().filter(line -> line.contains(what)).count();
    }
}
