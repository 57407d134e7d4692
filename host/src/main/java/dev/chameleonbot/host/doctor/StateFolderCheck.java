package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.temporary.FolderProbe;
import dev.chameleonbot.host.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The folder of the state: whether a host can write there, and how much. */
public final class StateFolderCheck implements Check {
    private static final String TOPIC = "state";
    private static final long MB = 1024 * 1024;
    private static final long TOO_LITTLE = 20 * MB;
    private static final long LITTLE = 200 * MB;

    private final Path folder;
    private final Space space;

    /** Tells how much can be written. */
    @FunctionalInterface
    public interface Space {
        /**
         * How many bytes this user can still write in the file system of a folder.
         *
         * @param folder the folder
         * @throws IOException if that is not known
         */
        long usable(Path folder) throws IOException;
    }

    /**
     * Looks at a folder.
     *
     * @param folder the state directory, whether it exists or not
     * @param space tells how much room there is
     */
    public StateFolderCheck(Path folder, Space space) {
        this.folder = folder;
        this.space = space;
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public List<Finding> run() throws IOException {
        List<Finding> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            all.add(writable());
            all.add(room(folder));
        } else if (Files.exists(folder)) {
            all.add(Finding.problem(
                    TOPIC, "folder", folder + " is no folder", "Move it away, or name another folder with --state."));
        } else {
            all.add(missing());
        }
        return all;
    }

    private Finding writable() {
        FolderProbe probe = FolderProbe.of(folder);
        if (probe.problem().isPresent()) {
            return Finding.problem(
                    TOPIC,
                    "folder",
                    folder + " cannot be written by '" + System.getProperty("user.name") + "': "
                            + probe.problem().get(),
                    "Run Chameleon as the owner of that folder, or give the folder to the user that runs it.");
        }
        return probe.executes()
                ? Finding.fine(TOPIC, "folder", folder + " can be written")
                : Finding.problem(
                        TOPIC,
                        "folder",
                        folder + " can be written, but nothing may be executed there (noexec), and SQLite's library is"
                                + " loaded from there",
                        "Put the state on another file system, or name a folder in which files may be executed:"
                                + " CHAMELEON_JAVA_OPTS=-Dorg.sqlite.tmpdir=/a/folder.");
    }

    private Finding missing() {
        Path above = existingAbove();
        return Files.isWritable(above)
                ? Finding.fine(TOPIC, "folder", folder + " is not there yet; the first start makes it")
                : Finding.problem(
                        TOPIC,
                        "folder",
                        folder + " is not there, and cannot be made: " + above + " cannot be written by '"
                                + System.getProperty("user.name") + "'",
                        "Make the folder for the user that runs Chameleon, or name another one with --state.");
    }

    private Path existingAbove() {
        Path above = folder.toAbsolutePath();
        while (!Files.exists(above)) {
            @Nullable Path parent = above.getParent();
            if (parent == null) {
                return above;
            }
            above = parent;
        }
        return above;
    }

    private Finding room(Path where) throws IOException {
        long free = space.usable(where);
        String words = Counted.number(free / MB) + " MB are free for " + where;
        Finding finding;
        if (free < TOO_LITTLE) {
            finding = Finding.problem(
                    TOPIC, "space", words, "Make room on that disk: tokens that cannot be stored are lost.");
        } else if (free < LITTLE) {
            finding = Finding.warning(TOPIC, "space", words, "Make room on that disk; the log files need some, too.");
        } else {
            finding = Finding.fine(TOPIC, "space", words);
        }
        return finding.with("bytes_free", free);
    }
}
