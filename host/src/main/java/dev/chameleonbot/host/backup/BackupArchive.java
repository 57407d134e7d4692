package dev.chameleonbot.host.backup;

import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes the archive of a backup and remembers what is in it. For one thread. */
final class BackupArchive implements AutoCloseable {
    private final ZipOutputStream zip;
    private final List<BackupEntry> entries = new ArrayList<>();

    BackupArchive(OutputStream out) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** Adds a file as it is read now. */
    void add(String name, Path file) throws IOException {
        if (!BackupEntry.isName(name)) {
            throw new IOException("the name of " + file + " cannot be in a backup; rename it");
        }
        zip.putNextEntry(new ZipEntry(name));
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(file), Sha256.begin())) {
            long size = in.transferTo(zip);
            entries.add(new BackupEntry(
                    name, size, HexFormat.of().formatHex(in.getMessageDigest().digest())));
        }
        zip.closeEntry();
    }

    List<BackupEntry> entries() {
        return List.copyOf(entries);
    }

    /** Writes the manifest, which ends the archive. */
    void end(BackupManifest manifest) throws IOException {
        zip.putNextEntry(new ZipEntry(BackupManifest.NAME));
        zip.write(manifest.json().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
        zip.finish();
        zip.flush();
    }

    /** Copies what has to have a size and a hash; refuses anything else as soon as it shows. */
    static void copy(InputStream from, OutputStream to, BackupEntry entry) throws IOException, OperationException {
        MessageDigest digest = Sha256.begin();
        byte[] buffer = new byte[1 << 16];
        long left = entry.size();
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            left -= read;
            if (left < 0) {
                break;
            }
            digest.update(buffer, 0, read);
            to.write(buffer, 0, read);
        }
        if (left != 0 || !HexFormat.of().formatHex(digest.digest()).equals(entry.sha256())) {
            throw new OperationException("Its file " + entry.name()
                    + " is not as the manifest has it: the backup is damaged or was changed, so nothing of it is used");
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
