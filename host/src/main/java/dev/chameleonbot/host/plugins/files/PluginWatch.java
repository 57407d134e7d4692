package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the plugins folder a drop folder: a jar that is put there is run, one that is replaced is loaded again, one that is
 * taken away is ended. It polls, because mounted folders report no changes; and it acts once nothing has
 * moved between two looks, so that a jar that is being copied does not count as broken.
 *
 * <p>For one thread.
 */
public final class PluginWatch {
    private static final Logger log = LoggerFactory.getLogger(PluginWatch.class);

    private final PluginFolder folder;
    private final Runnable whenChanged;
    private Map<Path, Attributes> known = Map.of();
    private @Nullable Map<Path, Attributes> seen;
    private boolean readable = true;

    /**
     * Begins with what is in the folder now.
     *
     * @param whenChanged called by {@link #look} after a change
     */
    public PluginWatch(Path folder, Runnable whenChanged) {
        this.folder = new PluginFolder(PluginPlaces.only(folder));
        this.whenChanged = whenChanged;
        this.known = jars();
    }

    /** Looks, and acts on what has changed. */
    public void look() {
        Map<Path, Attributes> now = jars();
        if (now.equals(known)) {
            seen = null;
        } else if (now.equals(seen)) {
            known = now;
            seen = null;
            whenChanged.run();
        } else {
            seen = now;
        }
    }

    /** What is there; what was there before, if the folder cannot be read. */
    private Map<Path, Attributes> jars() {
        try {
            Map<Path, Attributes> found = new TreeMap<>();
            for (Path jar : folder.jars()) {
                BasicFileAttributes attributes = Files.readAttributes(jar, BasicFileAttributes.class);
                found.put(jar, new Attributes(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
            }
            readable = true;
            return found;
        } catch (IOException | OperationException e) {
            if (readable) {
                log.warn("Whether plugins have changed cannot be seen: {}", Reasons.of(e));
                readable = false;
            }
            return known;
        }
    }

    private record Attributes(
            FileTime modified, long size, @Nullable Object key) {}
}
