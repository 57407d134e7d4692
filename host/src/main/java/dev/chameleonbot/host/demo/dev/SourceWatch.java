package dev.chameleonbot.host.demo.dev;

import dev.chameleonbot.host.config.Sha256;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells when the sources of a project are others than before. What counts is their contents: builds and editors write
 * files again that stay the same.
 *
 * <p>For one thread.
 */
final class SourceWatch {
    /** Folders that builds leave behind, or that are nobody's source. */
    private static final Set<String> FOLDERS = Set.of("target", "build", "out", "bin", "node_modules");
    /** What editors keep next to a source, and what maven-shade-plugin writes. */
    private static final Pattern FILES =
            Pattern.compile(".*~|#.*#|.*\\.sw[a-z]|.*___jb_(tmp|old)___|dependency-reduced-pom\\.xml");

    private final Path folder;
    private Map<Path, FileTime> seen = Map.of();
    private Map<Path, FileTime> compared = Map.of();
    private Map<Path, String> contents = Map.of();
    private boolean isFirst = true;

    SourceWatch(Path folder) {
        this.folder = folder;
    }

    /**
     * Looks. The first time the answer is yes; later it is once nothing was written between two looks, as editors save in
     * steps.
     *
     * @return whether the sources are others than when it last said so
     */
    boolean haveChanged() throws IOException {
        Map<Path, FileTime> now = times();
        boolean settled = now.equals(seen);
        seen = now;
        if (!isFirst && (!settled || now.equals(compared))) {
            return false;
        }
        compared = now;
        Map<Path, String> read = contents(now.keySet());
        boolean changed = isFirst || !read.equals(contents);
        contents = read;
        isFirst = false;
        return changed;
    }

    private Map<Path, FileTime> times() throws IOException {
        Map<Path, FileTime> found = new HashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes) {
                return isIgnored(visited) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".") && !FILES.matcher(name).matches()) {
                    found.put(file, attributes.lastModifiedTime());
                }
                return FileVisitResult.CONTINUE;
            }

            // Gone since its folder was listed.
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private boolean isIgnored(Path visited) {
        String name = String.valueOf(visited.getFileName());
        return !visited.equals(folder) && (name.startsWith(".") || FOLDERS.contains(name));
    }

    private static Map<Path, String> contents(Collection<Path> files) {
        Map<Path, String> hashes = new HashMap<>();
        for (Path file : files) {
            try {
                hashes.put(file, Sha256.hex(Files.readAllBytes(file)));
            } catch (IOException e) {
                hashes.put(file, ""); // Gone meanwhile, or not for us to read: the build will say so.
            }
        }
        return hashes;
    }
}
