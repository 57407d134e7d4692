package dev.chameleonbot.host.plugins;

import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private copies of the jars in the plugins folder, named by their content. A jar that is replaced while it is loaded
 * would otherwise be read half old and half new.
 */
final class PluginCopies implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginCopies.class);
    private static final String PREFIX = "chameleon-plugins-";
    private static final int DIGITS_OF_HASH = 16;

    private final TemporaryFolder place;
    private final PluginFiles files;
    /** Replaced as a whole, as those who ask how the host stands read it from other threads. */
    private volatile Map<String, PluginJar> jars = Map.of();

    private PluginCopies(TemporaryFolder place, PluginFiles files) {
        this.place = place;
        this.files = files;
    }

    /** An empty place for the copies of a folder's jars, in the system's temporary folder. */
    static PluginCopies of(PluginFolder folder) throws PluginLoadException {
        try {
            return new PluginCopies(TemporaryFolder.create(PREFIX), folder.files());
        } catch (IOException e) {
            throw noPlace(e);
        }
    }

    /** The same, but in another folder where the system's temporary one cannot be written. */
    static PluginCopies of(PluginFolder folder, Path otherwise) throws PluginLoadException {
        try {
            return new PluginCopies(TemporaryFolder.create(PREFIX, otherwise), folder.files());
        } catch (IOException e) {
            throw noPlace(e);
        }
    }

    private static PluginLoadException noPlace(IOException e) {
        return new PluginLoadException("There is no place for copies of the plugins: " + e.getMessage(), e);
    }

    /** The private folder that the copies are in. */
    Path place() {
        return place.path();
    }

    /** The jars by the ids of their plugins, in the order in which they were put. */
    Map<String, PluginJar> jars() {
        return jars;
    }

    /** Copies a jar and reads what plugin it is, without putting it among the others. */
    PluginJar take(Path source) throws PluginLoadException {
        Path incoming = place.path().resolve("incoming.jar");
        try {
            PluginFile file = PluginFile.copy(source, incoming);
            files.requireTrusted(source, incoming);
            Path copy = place.path().resolve(file.id() + "-" + file.sha256().substring(0, DIGITS_OF_HASH) + ".jar");
            if (Files.notExists(copy)) {
                Files.move(incoming, copy);
            }
            return new PluginJar(source, copy, file.id(), file.version(), file.sha256(), file.module());
        } catch (IOException e) {
            throw new PluginLoadException("The file " + source + " cannot be copied: " + Reasons.of(e), e);
        } finally {
            delete(incoming);
        }
    }

    /** Puts a jar among the others, or in the place of the one with its id. */
    void put(PluginJar jar) {
        Map<String, PluginJar> changed = new LinkedHashMap<>(jars);
        changed.put(jar.id(), jar);
        jars = Collections.unmodifiableMap(changed);
    }

    /** Forgets a jar. */
    void remove(String id) {
        Map<String, PluginJar> changed = new LinkedHashMap<>(jars);
        changed.remove(id);
        jars = Collections.unmodifiableMap(changed);
    }

    /** Deletes the copies of jars that were never put, or are forgotten. */
    void removeUnused() {
        Set<Path> used = jars.values().stream().map(PluginJar::copy).collect(Collectors.toSet());
        try {
            for (Path file : place.files()) {
                if (!used.contains(file)) {
                    delete(file);
                }
            }
        } catch (IOException e) {
            log.debug("Copies of plugins in {} could not be removed: {}", place.path(), Reasons.of(e));
        }
    }

    /** What cannot be deleted now is tried again with the next one. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("The copy {} could not be removed: {}", file, Reasons.of(e));
        }
    }

    /** Removes the copies. */
    @Override
    public void close() {
        try {
            place.close();
        } catch (IOException e) {
            log.warn("The copies of the plugins in {} could not be removed: {}", place.path(), Reasons.of(e));
        }
    }
}
