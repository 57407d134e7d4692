package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several files that change together: all of them, or none. What is new is written beside its place first, where a full disk
 * or a missing right shows; the places are then taken by renames, so nobody ever sees half of a file, and given back if one of
 * them fails. For one thread; close it in the end.
 */
final class FolderChange implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FolderChange.class);

    /** What is to be where; those that go are in {@code gone}. */
    private final Map<Path, Path> incoming = new LinkedHashMap<>();

    private final Set<Path> gone = new LinkedHashSet<>();
    private final Map<Path, Path> before = new LinkedHashMap<>();

    /** Puts a copy of a file somewhere, and refuses it if it has another content than the one that was looked at. */
    void put(Path target, Path content, String sha256) throws IOException {
        Files.createDirectories(parent(target));
        Path copy = beside(target, "incoming");
        incoming.put(target, copy);
        Files.copy(content, copy, StandardCopyOption.REPLACE_EXISTING);
        if (!PluginFile.hash(copy).equals(sha256)) {
            throw new IOException(content + " has changed while it was looked at");
        }
    }

    /** Writes a text file. */
    void write(Path target, String text) throws IOException {
        Path copy = beside(target, "incoming");
        incoming.put(target, copy);
        Files.writeString(copy, text);
    }

    /** Deletes a file, if it is there. */
    void delete(Path target) {
        gone.add(target);
    }

    /** Makes the change. */
    void commit() throws IOException {
        List<Path> changed = new ArrayList<>();
        try {
            for (Map.Entry<Path, Path> one : incoming.entrySet()) {
                keep(one.getKey());
                changed.add(one.getKey());
                move(one.getValue(), one.getKey());
            }
            for (Path target : gone) {
                keep(target);
                changed.add(target);
                Files.deleteIfExists(target);
            }
        } catch (IOException | RuntimeException e) {
            changed.reversed().forEach(this::giveBack);
            throw e;
        }
    }

    private void keep(Path target) throws IOException {
        if (Files.isDirectory(target)) {
            throw new FileSystemException(target.toString(), null, "a folder is in its place");
        }
        if (Files.exists(target)) {
            Path kept = beside(target, "before");
            before.put(target, kept);
            Files.copy(target, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private void giveBack(Path target) {
        try {
            Path kept = before.remove(target);
            if (kept == null) {
                Files.deleteIfExists(target);
            } else {
                move(kept, target);
            }
        } catch (IOException | RuntimeException e) {
            log.error("The file {} could not be put back as it was: {}", target, Reasons.of(e));
        }
    }

    /** Removes what is not needed any more. */
    @Override
    public void close() {
        List<Path> left = new ArrayList<>(incoming.values());
        left.addAll(before.values());
        for (Path file : left) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                log.warn("The file {} is left over and could not be removed: {}", file, Reasons.of(e));
            }
        }
    }

    private static Path beside(Path target, String what) {
        return target.resolveSibling("." + target.getFileName() + "." + what);
    }

    private static Path parent(Path target) {
        return target.toAbsolutePath().normalize().resolveSibling("");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
