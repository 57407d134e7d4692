package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several files that change together. What is new, and a copy of what is there, is written next to each place first, where
 * a full disk or a missing right shows before anything has an effect. {@link #commit} then takes the places by renames, so
 * nobody ever sees half of a file. For one thread; close it in the end, committed or not.
 */
public final class FileChange implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FileChange.class);

    private final String failing;
    private final List<Step> steps = new ArrayList<>();
    private final List<Path> temporary = new ArrayList<>();

    /** A place, what is to be there, and what was there; null stands for nothing. */
    private record Step(
            Path target, @Nullable Path next, @Nullable Path before) {}

    /** Adds what is to change. */
    @FunctionalInterface
    interface Steps {
        void addTo(FileChange change) throws IOException, OperationException;
    }

    private FileChange(String failing) {
        this.failing = failing;
    }

    /** A change of nothing. */
    public static FileChange none() {
        return new FileChange("");
    }

    static FileChange prepared(String failing, Steps steps) throws OperationException {
        FileChange change = new FileChange(failing);
        boolean isPrepared = false;
        try {
            steps.addTo(change);
            isPrepared = true;
            return change;
        } catch (IOException e) {
            throw change.failed(e);
        } finally {
            if (!isPrepared) {
                change.close();
            }
        }
    }

    private OperationException failed(IOException e) {
        return new OperationException(failing + ": " + Reasons.of(e), e);
    }

    /** Puts a jar somewhere; returns the hash of what will be there. */
    String put(Path target, PluginFile jar) throws IOException, OperationException {
        Files.createDirectories(target.toAbsolutePath().normalize().resolveSibling(""));
        Path next = beside(target, "incoming");
        String sha256;
        if (jar.isCopy()) {
            Files.copy(jar.content(), next, StandardCopyOption.REPLACE_EXISTING);
            sha256 = jar.sha256();
        } else { // It may change at any time: what counts is what was copied.
            sha256 = PluginFile.copyAndHash(jar.content(), next);
        }
        steps.add(new Step(target, next, kept(target)));
        return sha256;
    }

    /** Writes a text file. */
    void write(Path target, String text) throws OperationException {
        try {
            Path next = beside(target, "incoming");
            Files.writeString(next, text);
            steps.add(new Step(target, next, kept(target)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Deletes a file, if it is there. */
    void delete(Path target) throws IOException {
        steps.add(new Step(target, null, kept(target)));
    }

    /** Changes nothing at a place after all. */
    void leave(Path target) {
        steps.removeIf(step -> step.target().equals(target));
    }

    private @Nullable Path kept(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "a folder is in its place");
        }
        if (!Files.exists(target)) {
            return null;
        }
        Path before = beside(target, "before");
        Files.copy(target, before, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        return before;
    }

    /** Makes the change. */
    public void commit(Compensations undo) throws OperationException {
        try {
            for (Step step : steps) {
                undo.add(problems -> {
                    temporary.remove(step.before()); // It may be the only copy, if it cannot be put back.
                    place(step.before(), step.target());
                });
                place(step.next(), step.target());
            }
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static void place(@Nullable Path content, Path target) throws IOException {
        if (content == null) {
            Files.deleteIfExists(target);
            return;
        }
        try {
            Files.move(content, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(content, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Removes temporary files. */
    @Override
    public void close() {
        for (Path file : temporary) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("The file {} is left over and could not be removed: {}", file, Reasons.of(e));
            }
        }
    }

    private Path beside(Path target, String what) {
        Path file = target.resolveSibling("." + target.getFileName() + "." + what);
        temporary.add(file);
        return file;
    }
}
