package dev.chameleonbot.host.plugins;

import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** A jar that somebody has sent, in a folder of its own that only this user can read, and that goes when it is closed. */
final class UploadedJar implements AutoCloseable {
    /** A manifest of ten thousand signed entries has less. */
    private static final int LONGEST_MANIFEST = 4 * 1024 * 1024;

    private final TemporaryFolder folder;
    private final Path path;
    private String sha256 = "";
    private long size;

    private UploadedJar(TemporaryFolder folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /** Takes one in. Blocks as long as the other side takes. */
    static UploadedJar of(String name, InputStream in, long longest) throws PluginLoadException {
        UploadedJar jar;
        try {
            TemporaryFolder folder = TemporaryFolder.create("chameleon-upload-");
            jar = new UploadedJar(folder, folder.path().resolve(name));
        } catch (IOException e) {
            throw new PluginLoadException(name + " cannot be taken in: " + Reasons.of(e), e);
        }
        boolean whole = false;
        try {
            jar.write(in, longest);
            jar.checkManifest();
            whole = true;
            return jar;
        } catch (IOException e) {
            throw new PluginLoadException(name + " cannot be taken in: " + Reasons.of(e), e);
        } finally {
            if (!whole) {
                jar.close();
            }
        }
    }

    private void write(InputStream in, long longest) throws IOException, PluginLoadException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("Every Java has SHA-256", e);
        }
        InputStream hashed = new DigestInputStream(in, digest);
        byte[] buffer = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int length = hashed.read(buffer); length >= 0; length = hashed.read(buffer)) {
                size += length;
                if (size > longest) {
                    throw new PluginLoadException(
                            path.getFileName() + " is larger than " + longest / (1024 * 1024) + " MB");
                }
                out.write(buffer, 0, length);
            }
        }
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    /** A small file may hold a manifest that fills the memory when it is unpacked. */
    private void checkManifest() throws IOException, PluginLoadException {
        try (JarFile file = new JarFile(path.toFile(), false)) {
            JarEntry manifest = file.getJarEntry(JarFile.MANIFEST_NAME);
            if (manifest == null) {
                return; // That is told when it is looked at.
            }
            try (InputStream in = file.getInputStream(manifest)) {
                if (in.readNBytes(LONGEST_MANIFEST + 1).length > LONGEST_MANIFEST) {
                    throw new PluginLoadException(path.getFileName() + " has a manifest of more than "
                            + LONGEST_MANIFEST / (1024 * 1024) + " MB");
                }
            }
        }
    }

    Path path() {
        return path;
    }

    String sha256() {
        return sha256;
    }

    long size() {
        return size;
    }

    @Override
    public void close() throws PluginLoadException {
        try {
            folder.close();
        } catch (IOException e) {
            throw new PluginLoadException(path + " cannot be removed: " + Reasons.of(e), e);
        }
    }
}
