package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.pf4j.ManifestPluginDescriptorFinder;
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
    private final Map<String, PluginJar> jars = new LinkedHashMap<>();

    private PluginCopies(Path place) {
        this.place = place;
    }

    /** Copies every jar of a folder and reads what plugin it is. */
    static PluginCopies of(Path folder) throws PluginLoadException {
        List<Path> sources = jarsIn(folder);
        PluginCopies copies = new PluginCopies(newPlace());
        try {
            for (Path source : sources) {
                copies.add(source);
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

    private void add(Path source) throws PluginLoadException {
        PluginJar jar;
        try {
            jar = copy(source);
        } catch (IOException e) {
            throw new PluginLoadException(
                    "The file " + source + " in the plugins folder is not a readable jar: " + Reasons.of(e), e);
        }
        PluginJar other = jars.putIfAbsent(jar.id(), jar);
        if (other != null) {
            throw new PluginLoadException(
                    "Two files in " + source.toAbsolutePath().getParent()
                            + " are the plugin \"" + jar.id() + "\": " + other.fileName() + " and " + jar.fileName()
                            + "; keep one of them");
        }
    }

    private PluginJar copy(Path source) throws IOException, PluginLoadException {
        Path incoming = place.resolve("incoming.jar");
        String hash = copyAndHash(source, incoming);
        Manifest manifest = manifestOf(incoming);
        String id = attribute(manifest, ManifestPluginDescriptorFinder.PLUGIN_ID)
                .orElseThrow(() -> noPlugin(source, ManifestPluginDescriptorFinder.PLUGIN_ID));
        String version = attribute(manifest, ManifestPluginDescriptorFinder.PLUGIN_VERSION)
                .orElseThrow(() -> noPlugin(source, ManifestPluginDescriptorFinder.PLUGIN_VERSION));
        String name = id.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + hash.substring(0, DIGITS_OF_HASH) + ".jar";
        Path copy = place.resolve(name);
        if (Files.notExists(copy)) {
            Files.move(incoming, copy);
        }
        return new PluginJar(source, copy, id, version);
    }

    private static String copyAndHash(Path source, Path target) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = new DigestOutputStream(Files.newOutputStream(target), digest)) {
            in.transferTo(out);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Manifest manifestOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? new Manifest() : manifest;
        }
    }

    private static Optional<String> attribute(Manifest manifest, String name) {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty());
    }

    private static PluginLoadException noPlugin(Path source, String missing) {
        return new PluginLoadException("The file " + source + " is not a plugin: its manifest has no " + missing);
    }
}
