package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.pf4j.ManifestPluginDescriptorFinder;

/**
 * What a jar says of itself.
 *
 * @param id the plugin's id, as its manifest gives it
 * @param version the plugin's version, as its manifest gives it
 * @param sha256 the content's hash, in hexadecimal digits
 * @param module the name of the module that it declares; empty if it declares none
 */
record PluginFile(String id, String version, String sha256, Optional<String> module) {
    /** It becomes the name of a file and a word of a line; other hosts' plugins keep to it too. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** Whether a text can be a plugin's id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The hash of a file's content. */
    static String hash(Path file) throws IOException {
        return copyAndHash(file, OutputStream.nullOutputStream());
    }

    /** Reads a jar where it is. */
    static PluginFile read(Path jar) throws PluginLoadException {
        try {
            return described(jar, jar, copyAndHash(jar, OutputStream.nullOutputStream()));
        } catch (IOException | RuntimeException e) {
            throw unreadable(jar, e);
        }
    }

    /** Copies a jar and reads the copy. */
    static PluginFile copy(Path jar, Path target) throws PluginLoadException {
        try (OutputStream out = Files.newOutputStream(target)) {
            String hash = copyAndHash(jar, out);
            out.flush();
            return described(jar, target, hash);
        } catch (IOException | RuntimeException e) {
            throw unreadable(jar, e);
        }
    }

    private static PluginFile described(Path jar, Path content, String hash) throws IOException, PluginLoadException {
        Manifest manifest = manifestOf(content);
        String id = attribute(jar, manifest, ManifestPluginDescriptorFinder.PLUGIN_ID);
        if (!isId(id)) {
            throw new PluginLoadException("The file " + jar + " has the Plugin-Id \"" + id
                    + "\"; an id consists of letters, digits, dots, hyphens and underscores and begins with a"
                    + " letter or digit");
        }
        return new PluginFile(
                id,
                attribute(jar, manifest, ManifestPluginDescriptorFinder.PLUGIN_VERSION),
                hash,
                PluginClasses.moduleName(content));
    }

    private static String copyAndHash(Path source, OutputStream target) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
        try (InputStream in = Files.newInputStream(source)) {
            in.transferTo(new DigestOutputStream(target, digest));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static Manifest manifestOf(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest == null ? new Manifest() : manifest;
        }
    }

    private static String attribute(Path jar, Manifest manifest, String name) throws PluginLoadException {
        return Optional.ofNullable(manifest.getMainAttributes().getValue(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() ->
                        new PluginLoadException("The file " + jar + " is not a plugin: its manifest has no " + name));
    }

    private static PluginLoadException unreadable(Path jar, Exception e) {
        if (e instanceof NoSuchFileException) {
            return new PluginLoadException("There is no file " + jar, e);
        }
        if (Files.isDirectory(jar)) {
            return new PluginLoadException(jar + " is a folder, not a jar", e);
        }
        if (e instanceof AccessDeniedException) {
            return new PluginLoadException("The file " + jar + " may not be read by this user", e);
        }
        return new PluginLoadException("The file " + jar + " is not a readable jar: " + Reasons.of(e), e);
    }
}
