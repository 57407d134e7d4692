package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Private copies of the jars in the plugins folder, named by their content. A jar that is replaced while it is loaded
 * would otherwise be read half old and half new.
 */
final class PluginCopies implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PluginCopies.class);
    private static final int DIGITS_OF_HASH = 16;

    private final Path place;
    private final PluginTrust trust;
    private final Map<String, PluginJar> jars = new LinkedHashMap<>();

    private PluginCopies(Path place, PluginTrust trust) {
        this.place = place;
        this.trust = trust;
    }

    /** Copies every jar of a folder and reads what plugin it is. */
    static PluginCopies of(Path folder) throws PluginLoadException {
        List<Path> sources = jarsIn(folder);
        PluginFolder files = new PluginFolder(folder);
        Set<String> disabled = files.disabled();
        PluginLock lock = files.lock();
        PluginCopies copies = new PluginCopies(newPlace(), files.trust());
        try {
            for (Path source : sources) {
                PluginJar jar = copies.take(source);
                if (disabled.contains(jar.id())) {
                    log.info("The plugin \"{}\" is disabled", jar.id());
                } else {
                    lock.check(source, jar.id(), jar.sha256());
                    copies.add(jar);
                }
            }
            return copies;
        } catch (PluginLoadException | RuntimeException e) {
            copies.close();
            throw e;
        }
    }

    /** The private folder that the copies are in. */
    Path place() {
        return place;
    }

    /** The jars by the ids of their plugins, in the order of the file names. */
    Map<String, PluginJar> jars() {
        return jars;
    }

    /** Removes the copies. */
    @Override
    public void close() {
        try {
            for (Path file : list(place, "*")) {
                Files.delete(file);
            }
            Files.delete(place);
        } catch (IOException e) {
            log.warn("The copies of the plugins in {} could not be removed: {}", place, Reasons.of(e));
        }
    }

    private static List<Path> jarsIn(Path folder) throws PluginLoadException {
        if (!Files.isDirectory(folder)) {
            throw new PluginLoadException("The plugins folder " + folder
                    + " does not exist or is not a folder; name another one with --plugins");
        }
        List<Path> found;
        try {
            found = list(folder, "*.jar").stream().filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new PluginLoadException("The plugins folder " + folder + " cannot be read: " + Reasons.of(e), e);
        }
        if (found.isEmpty()) {
            throw new PluginLoadException("The plugins folder " + folder
                    + " holds no plugin; put a plugin jar there, such as color-changer.jar");
        }
        return found;
    }

    private static List<Path> list(Path folder, String glob) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, glob)) {
            entries.forEach(found::add);
        }
        found.sort(null);
        return found;
    }

    private static Path newPlace() throws PluginLoadException {
        try {
            return Files.createTempDirectory("chameleon-plugins-");
        } catch (IOException e) {
            throw new PluginLoadException("No temporary folder for the plugins can be made: " + Reasons.of(e), e);
        }
    }

    /** Copies a jar and reads what plugin it is, without putting it among the others. */
    PluginJar take(Path source) throws PluginLoadException {
        try {
            Path incoming = place.resolve("incoming.jar");
            PluginFile file = PluginFile.copy(source, incoming);
            trust.check(source, incoming);
            String name = file.id().replaceAll("[^A-Za-z0-9._-]", "_") + "-"
                    + file.sha256().substring(0, DIGITS_OF_HASH) + ".jar";
            Path copy = place.resolve(name);
            if (Files.notExists(copy)) {
                Files.move(incoming, copy);
            }
            return new PluginJar(source, copy, file.id(), file.version(), file.sha256());
        } catch (IOException e) {
            throw new PluginLoadException("The file " + source + " cannot be copied: " + Reasons.of(e), e);
        }
    }

    /** Puts a jar among the others, or in the place of the one with its id. */
    void put(PluginJar jar) {
        jars.put(jar.id(), jar);
    }

    /** Forgets a jar. */
    void remove(String id) {
        jars.remove(id);
    }

    private void add(PluginJar jar) throws PluginLoadException {
        PluginJar other = jars.putIfAbsent(jar.id(), jar);
        if (other != null) {
            throw new PluginLoadException(
                    "Two files in " + jar.source().toAbsolutePath().getParent()
                            + " are the plugin \"" + jar.id() + "\": " + other.fileName() + " and " + jar.fileName()
                            + "; keep one of them");
        }
    }
}
