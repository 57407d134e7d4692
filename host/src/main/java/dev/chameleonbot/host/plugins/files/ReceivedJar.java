package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A jar from elsewhere, in a temporary folder of its own that only this user can read, and that goes when it is closed. */
public final class ReceivedJar implements AutoCloseable {
    private final TemporaryFolder folder;
    private final Path path;
    private String sha256 = "";

    private ReceivedJar(TemporaryFolder folder, Path path) {
        this.folder = folder;
        this.path = path;
    }

    /** Takes one in. Blocks as long as the other side takes. If it fails, or it is too large, nothing of it is left. */
    static ReceivedJar of(String prefix, String name, InputStream in, long longest, String called)
            throws IOException, OperationException {
        TemporaryFolder folder = TemporaryFolder.create(prefix);
        ReceivedJar jar = new ReceivedJar(folder, folder.path().resolve(name));
        boolean whole = false;
        try {
            try (OutputStream out = Files.newOutputStream(jar.path)) {
                jar.sha256 = PluginFile.copyAndHash(in, out, longest);
            }
            if (jar.size() > longest) {
                throw new OperationException(called + " is larger than " + longest / (1024 * 1024) + " MB");
            }
            whole = true;
            return jar;
        } finally {
            if (!whole) {
                jar.close();
            }
        }
    }

    /** Takes one in that somebody sends. */
    public static ReceivedJar sent(String fileName, InputStream in, long longest) throws OperationException {
        String name = safe(fileName);
        try {
            return of("chameleon-upload-", name, in, longest, name);
        } catch (IOException e) {
            throw new OperationException(name + " cannot be taken in: " + Reasons.of(e), e);
        }
    }

    /** A file name that is valid on every system. */
    static String safe(String fileName) {
        String last = fileName.replaceFirst("(?s).*[/\\\\]", "").replaceAll("[^A-Za-z0-9._-]", "_");
        String name = last.length() > 100 ? last.substring(last.length() - 100) : last;
        return name.endsWith(".jar") && !name.startsWith(".") ? name : "plugin.jar";
    }

    public Path path() {
        return path;
    }

    /** What it says of itself. */
    public PluginFile read() throws OperationException {
        return PluginFile.copied(path, PluginFile.Origin.INSTALLED, path, sha256);
    }

    /** How many bytes it has. */
    public long size() throws IOException {
        return Files.size(path);
    }

    @Override
    public void close() throws OperationException {
        try {
            folder.close();
        } catch (IOException e) {
            throw new OperationException(path + " cannot be removed: " + Reasons.of(e), e);
        }
    }
}
