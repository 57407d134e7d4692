package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * The plugin jars of a folder, each copied under a name made from its contents, so that a file may be replaced while
 * its plugin runs.
 */
final class PluginFiles implements AutoCloseable {
    private static final String PLUGIN_ID = "Plugin-Id";

    private final Path copies;
    private final Map<String, Path> copyById = new LinkedHashMap<>();

    private PluginFiles(Path copies) {
        this.copies = copies;
    }

    /** Looks into each jar before anything is loaded: what is wrong with one is said with its file's name. */
    static PluginFiles copy(Path folder) throws PluginLoadException {
        List<Path> jars = jars(folder);
        PluginFiles files;
        try {
            files = new PluginFiles(Files.createTempDirectory("chameleon-plugins"));
        } catch (IOException e) {
            throw new PluginLoadException("No temporary folder can be made for the plugins: " + e.getMessage(), e);
        }
        try {
            Map<String, Path> originals = new LinkedHashMap<>();
            for (Path jar : jars) {
                String id = id(jar);
                Path other = originals.putIfAbsent(id, jar);
                if (other != null) {
                    throw new PluginLoadException(
                            "Two plugins have the id '" + id + "': " + other + " and " + jar + "; remove one of them");
                }
                files.copyById.put(id, files.copyOf(jar, id));
            }
            return files;
        } catch (PluginLoadException e) {
            files.close();
            throw e;
        }
    }

    private static List<Path> jars(Path folder) throws PluginLoadException {
        if (!Files.isDirectory(folder)) {
            throw new PluginLoadException("The plugins folder " + folder.toAbsolutePath()
                    + " does not exist; name another one with --plugins");
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> jars = entries.filter(
                            file -> file.getFileName().toString().endsWith(".jar"))
                    .sorted()
                    .toList();
            if (jars.isEmpty()) {
                throw new PluginLoadException("There is no plugin in " + folder.toAbsolutePath()
                        + "; put a plugin jar there, such as color-changer.jar");
            }
            return jars;
        } catch (IOException e) {
            throw new PluginLoadException("The plugins folder " + folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String id(Path jar) throws PluginLoadException {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            String id = manifest == null ? null : manifest.getMainAttributes().getValue(PLUGIN_ID);
            if (id == null || id.isBlank()) {
                throw new PluginLoadException(jar + " is not a plugin: its manifest has no " + PLUGIN_ID);
            }
            return id.strip();
        } catch (IOException e) {
            throw new PluginLoadException(jar + " is not a readable jar: " + e.getMessage(), e);
        }
    }

    private Path copyOf(Path jar, String id) throws PluginLoadException {
        try {
            byte[] content = Files.readAllBytes(jar);
            String digest = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    .substring(0, 16);
            String name = id.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + digest + ".jar";
            return Files.write(copies.resolve(name), content);
        } catch (IOException e) {
            throw new PluginLoadException(jar + " cannot be copied: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    Path folder() {
        return copies;
    }

    /** The copies by plugin id, in the order of the files' names. */
    Map<String, Path> byId() {
        return copyById;
    }

    @Override
    public void close() {
        for (Path copy : copyById.values()) {
            delete(copy);
        }
        delete(copies);
    }

    /** What cannot be deleted now (a jar that is still open, on Windows) goes with the temporary folder one day. */
    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            path.toFile().deleteOnExit();
        }
    }
}
