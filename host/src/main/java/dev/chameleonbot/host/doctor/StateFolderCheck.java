package dev.chameleonbot.host.doctor;

import dev.chameleonbot.host.temporary.FolderProbe;
import dev.chameleonbot.host.text.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folder of the state: whether a host can write there, and how much.
 *
 * @param folder the state directory, whether it exists or not
 */
public record StateFolderCheck(Path folder, Space space) implements Check {
    private static final long MB = 1024 * 1024;
    private static final long TOO_LITTLE = 20 * MB;
    private static final long LITTLE = 200 * MB;

    /** Tells how much can be written. */
    @FunctionalInterface
    public interface Space {
        /**
         * How many bytes this user can still write in the file system of a folder.
         *
         * @throws IOException if that is not known
         */
        long usable(Path folder) throws IOException;
    }

    @Override
    public String topic() {
        return "state";
    }

    @Override
    public List<Finding> run() throws IOException {
        List<Finding> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            all.add(writable());
            all.add(room(folder));
        } else if (Files.exists(folder)) {
            all.add(Finding.problem(folder + " is no folder", "Move it away, or name another folder with --state.")
                    .about("folder"));
        } else {
            all.add(missing());
        }
        return all;
    }

    private Finding writable() {
        FolderProbe probe = FolderProbe.of(folder);
        if (probe.problem().isPresent()) {
            return Finding.problem(
                            folder + " cannot be written by '" + System.getProperty("user.name") + "': "
                                    + probe.problem().get(),
                            "Run Chameleon as the owner of that folder, or give the folder to the user that runs it.")
                    .about("folder");
        }
        return probe.executes()
                ? Finding.fine(folder + " can be written").about("folder")
                : Finding.problem(
                                folder
                                        + " can be written, but nothing may be executed there (noexec), and SQLite's"
                                        + " library is loaded from there",
                                "Put the state on another file system, or name a folder in which files may be executed:"
                                        + " CHAMELEON_JAVA_OPTS=-Dorg.sqlite.tmpdir=/a/folder.")
                        .about("folder");
    }

    private Finding missing() {
        Path above = existingAbove();
        return Files.isWritable(above)
                ? Finding.fine(folder + " is not there yet; the first start makes it")
                        .about("folder")
                : Finding.problem(
                                folder + " is not there, and cannot be made: " + above + " cannot be written by '"
                                        + System.getProperty("user.name") + "'",
                                "Make the folder for the user that runs Chameleon, or name another one with --state.")
                        .about("folder");
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
            finding = Finding.problem(words, "Make room on that disk: tokens that cannot be stored are lost.")
                    .about("space");
        } else if (free < LITTLE) {
            finding = Finding.warning(words, "Make room on that disk; the log files need some, too.")
                    .about("space");
        } else {
            finding = Finding.fine(words).about("space");
        }
        return finding.with("bytes_free", free);
    }
}
