package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.pf4j.ManifestPluginDescriptorFinder;
import org.pf4j.PluginDescriptor;

/**
 * A plugin's jar, and what it says of itself; nothing of it is loaded for that. The same for a file of the plugins folder,
 * for one that somebody sends, and for the private copy of either: {@link #file} is what people know, {@link #content} is
 * what is read and loaded.
 *
 * <p>The hash of a copy is that of what was copied. The hash of any other file is computed when it is first asked for, and
 * then kept. Any thread may ask.
 */
public final class PluginFile {
    /** It becomes the name of a file and a word of a line; other hosts' plugins keep to it too. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    /** A manifest of ten thousand signed entries has less; a small file may hold one that fills the memory. */
    private static final int LONGEST_MANIFEST = 4 * 1024 * 1024;

    private final Path file;
    private final Path content;
    private final Origin origin;
    private final PluginDescriptor manifest;
    private final Optional<String> module;
    private final String imports;
    private volatile @Nullable String sha256;

    /** Whose a plugin is. */
    public enum Origin {
        /** The program's: it comes with it, and changes with it. */
        BUNDLED,
        /** The operator's. */
        INSTALLED
    }

    private PluginFile(Path file, Path content, Origin origin, @Nullable String sha256)
            throws IOException, OperationException {
        this.file = file;
        this.content = content;
        this.origin = origin;
        this.sha256 = sha256;
        try (JarFile jar = new JarFile(content.toFile(), false, ZipFile.OPEN_READ, Runtime.version())) {
            Attributes attributes = attributes(jar);
            String id = attribute(attributes, ManifestPluginDescriptorFinder.PLUGIN_ID);
            if (!ID.matcher(id).matches()) {
                throw new OperationException("The file " + file + " has the Plugin-Id \"" + id
                        + "\"; an id consists of letters, digits, dots, hyphens and underscores and begins with a"
                        + " letter or digit");
            }
            attribute(attributes, ManifestPluginDescriptorFinder.PLUGIN_VERSION);
            imports = Optional.ofNullable(attributes.getValue("Import-Package")).orElse("");
            module = moduleOf(jar);
        }
        manifest = new ManifestPluginDescriptorFinder().find(content);
    }

    private PluginFile(PluginFile other, Path content) {
        this.file = other.file;
        this.content = content;
        this.origin = other.origin;
        this.manifest = other.manifest;
        this.module = other.module;
        this.imports = other.imports;
        this.sha256 = other.sha256;
    }

    public static PluginFile read(Path jar) throws OperationException {
        return read(jar, Origin.INSTALLED);
    }

    static PluginFile read(Path jar, Origin origin) throws OperationException {
        try {
            return new PluginFile(jar, jar, origin, null);
        } catch (IOException | RuntimeException e) {
            throw unreadable(jar, e);
        }
    }

    /** Reads what was copied from a file and hashed on the way. */
    static PluginFile copied(Path file, Origin origin, Path copy, String sha256) throws OperationException {
        try {
            return new PluginFile(file, copy, origin, sha256);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    /** The same jar, whose private copy has got another name. */
    PluginFile movedTo(Path copy) {
        return new PluginFile(this, copy);
    }

    /** Whether a text can be a plugin's id. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** Copies at most so many bytes and a buffer more; returns the hash of what was copied. */
    static String copyAndHash(InputStream in, OutputStream out, long most) throws IOException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[64 * 1024];
        long left = most;
        for (int length = in.read(buffer); length >= 0 && left >= 0; length = in.read(buffer)) {
            digest.update(buffer, 0, length);
            out.write(buffer, 0, length);
            left -= length;
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Copies a file; returns the hash of what was copied. */
    static String copyAndHash(Path source, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(source);
                OutputStream out = Files.newOutputStream(target)) {
            return copyAndHash(in, out, Long.MAX_VALUE);
        }
    }

    private Attributes attributes(JarFile jar) throws IOException, OperationException {
        JarEntry entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
        if (entry != null) {
            try (InputStream in = jar.getInputStream(entry)) {
                if (in.readNBytes(LONGEST_MANIFEST + 1).length > LONGEST_MANIFEST) {
                    throw new OperationException(
                            file + " has a manifest of more than " + LONGEST_MANIFEST / (1024 * 1024) + " MB");
                }
            }
        }
        Manifest found = jar.getManifest();
        return found == null ? new Attributes() : found.getMainAttributes();
    }

    private String attribute(Attributes attributes, String name) throws OperationException {
        return Optional.ofNullable(attributes.getValue(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .orElseThrow(() ->
                        new OperationException("The file " + file + " is not a plugin: its manifest has no " + name));
    }

    /** Empty also where the descriptor is damaged, which loading the plugin will say. */
    private static Optional<String> moduleOf(JarFile jar) throws IOException {
        JarEntry descriptor = jar.getJarEntry("module-info.class");
        if (descriptor == null) {
            return Optional.empty();
        }
        try (InputStream in = jar.getInputStream(descriptor)) {
            return Optional.of(ModuleDescriptor.read(in).name());
        } catch (InvalidModuleDescriptorException e) {
            return Optional.empty();
        }
    }

    static OperationException unreadable(Path jar, Exception e) {
        if (e instanceof NoSuchFileException) {
            return new OperationException("There is no file " + jar, e);
        }
        if (Files.isDirectory(jar)) {
            return new OperationException(jar + " is a folder, not a jar", e);
        }
        if (e instanceof AccessDeniedException) {
            return new OperationException("The file " + jar + " may not be read by this user", e);
        }
        return new OperationException("The file " + jar + " is not a readable jar: " + Reasons.of(e), e);
    }

    /** The plugin's id, as its manifest gives it. */
    public String id() {
        return manifest.getPluginId().strip();
    }

    /** The plugin's version, as its manifest gives it. */
    public String version() {
        return manifest.getVersion().strip();
    }

    /** All that pf4j reads in its manifest. */
    PluginDescriptor manifest() {
        return manifest;
    }

    /** What it says of itself; may be empty. */
    public String description() {
        return Optional.ofNullable(manifest.getPluginDescription()).orElse("");
    }

    /** Who it says has made it; may be empty. */
    public String provider() {
        return Optional.ofNullable(manifest.getProvider()).orElse("");
    }

    /** The packages that it imports, as its manifest gives them for OSGi; empty if it says nothing of that. */
    String imports() {
        return imports;
    }

    /** The name of the module that it declares; empty if it declares none. */
    public Optional<String> module() {
        return module;
    }

    /** The file that people know, which may be replaced at any time. */
    public Path file() {
        return file;
    }

    /** The file that is read and loaded. */
    public Path content() {
        return content;
    }

    public Origin origin() {
        return origin;
    }

    boolean isCopy() {
        return !content.equals(file);
    }

    /** Whether it comes with the program. */
    public boolean isBundled() {
        return origin == Origin.BUNDLED;
    }

    /** Whether its file is in a folder itself. */
    boolean isIn(Path folder) {
        return folder.equals(file.resolveSibling(""));
    }

    /** The hash of the content, in small hexadecimal digits. Reads all of the file unless that was done before. */
    public String sha256() throws OperationException {
        String known = sha256;
        if (known == null) {
            try (InputStream in = Files.newInputStream(content)) {
                known = copyAndHash(in, OutputStream.nullOutputStream(), Long.MAX_VALUE);
            } catch (IOException e) {
                throw unreadable(file, e);
            }
            sha256 = known;
        }
        return known;
    }

    /** What the file is called. */
    public String fileName() {
        return String.valueOf(file.getFileName());
    }

    /** How the plugin is called in sentences. */
    public String label() {
        return "The plugin \"" + id() + "\" (" + fileName() + ")";
    }

    @Override
    public String toString() {
        return label() + " " + version();
    }
}
