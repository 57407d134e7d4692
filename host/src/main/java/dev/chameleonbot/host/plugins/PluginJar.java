package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.pf4j.ManifestPluginDescriptorFinder;

/**
 * A plugin's jar as its manifest describes it.
 *
 * @param file the file in the plugins folder
 * @param id the plugin's id
 * @param version its version
 */
record PluginJar(Path file, String id, String version) {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** A file that is no plugin; the message is a sentence that names it. */
    static final class NoPluginException extends Exception {
        private static final long serialVersionUID = 1L;

        NoPluginException(String message) {
            super(message);
        }
    }

    static PluginJar read(Path file) throws NoPluginException {
        Attributes headers = headers(file);
        String id = header(headers, ManifestPluginDescriptorFinder.PLUGIN_ID);
        String version = header(headers, ManifestPluginDescriptorFinder.PLUGIN_VERSION);
        if (id == null) {
            throw new NoPluginException(file + " is no plugin: its manifest has no "
                    + ManifestPluginDescriptorFinder.PLUGIN_ID + ". Move it out of the plugins folder");
        }
        if (!ID.matcher(id).matches()) {
            throw new NoPluginException(file + ": its " + ManifestPluginDescriptorFinder.PLUGIN_ID
                    + " may consist of letters, digits, '.', '_' and '-' only");
        }
        if (version == null) {
            throw new NoPluginException(file + ": the manifest of plugin '" + id + "' has no "
                    + ManifestPluginDescriptorFinder.PLUGIN_VERSION);
        }
        return new PluginJar(file, id, version);
    }

    private static Attributes headers(Path file) throws NoPluginException {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        } catch (IOException e) {
            throw new NoPluginException(file + " cannot be read as a jar: " + e.getMessage());
        }
    }

    private static @Nullable String header(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null || value.isBlank() ? null : value.strip();
    }
}
