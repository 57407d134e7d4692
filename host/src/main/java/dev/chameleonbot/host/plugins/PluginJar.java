package dev.chameleonbot.host.plugins;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A plugin's jar, as found and as loaded.
 *
 * @param source the operator's file, which may be replaced at any time
 * @param copy what is loaded in its place
 * @param id the plugin's id, as the manifest gives it
 * @param version the plugin's version, as the manifest gives it
 * @param sha256 the content's hash, in hexadecimal digits
 * @param module the name of the module that it declares; empty if it declares none
 */
record PluginJar(Path source, Path copy, String id, String version, String sha256, Optional<String> module) {

    String fileName() {
        return source.getFileName().toString();
    }

    /** How the plugin is called in sentences. */
    String label() {
        return "The plugin \"" + id + "\" (" + fileName() + ")";
    }
}
