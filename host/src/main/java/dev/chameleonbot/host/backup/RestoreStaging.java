package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.engine.state.StateFile;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be restored, unpacked and checked in temporary folders next to its places, from where it can be renamed. For
 * one thread.
 */
final class RestoreStaging implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RestoreStaging.class);

    private final RestorePlan plan;
    private final Map<Path, TemporaryFolder> folders = new LinkedHashMap<>();
    private final Map<Path, Path> comes = new LinkedHashMap<>();

    RestoreStaging(RestorePlan plan) {
        this.plan = plan;
    }

    /** Makes its folders, and those that they are in. */
    void open() throws IOException {
        for (Path folder : plan.folders()) {
            OwnersFiles.createDirectories(folder);
            folders.put(folder, TemporaryFolder.create(folder, "restore-"));
        }
    }

    /** What is to be renamed to what. */
    Map<Path, Path> comes() {
        return comes;
    }

    /** Unpacks the files of an archive, and checks them. */
    void unpack(ZipFile zip, BackupManifest manifest) throws IOException, OperationException {
        for (BackupEntry entry : manifest.entries()) {
            Path fresh = fresh(plan.folderOf(entry), "file" + comes.size());
            ZipEntry packed = zip.getEntry(entry.name());
            if (packed == null) {
                throw new OperationException("Its file " + entry.name() + " is missing");
            }
            try (InputStream in = zip.getInputStream(packed);
                    OutputStream out = Files.newOutputStream(fresh)) {
                BackupArchive.copy(in, out, entry);
            }
            OwnersFiles.syncFile(fresh);
            if (entry.name().equals(BackupEntry.STATE)) {
                int schema = StateFile.check(fresh);
                if (schema != manifest.schema()) {
                    throw new OperationException("Its state is not the one that its manifest describes");
                }
            }
            comes.put(fresh, plan.target(entry));
        }
    }

    /** A file of this name in the part of the staging that is in a folder. */
    private Path fresh(Path folder, String name) throws IOException {
        Path fresh = Objects.requireNonNull(folders.get(folder)).path().resolve(name);
        OwnersFiles.createFile(fresh);
        return fresh;
    }

    /** Unpacks the files of client secrets. */
    void unpack(BackupSecrets secrets) throws IOException, OperationException {
        int number = 0;
        for (Map.Entry<String, Secret> file : secrets.files().entrySet()) {
            Path target = plan.configFolder().resolve(file.getKey()).normalize();
            if (!target.startsWith(plan.configFolder()) || target.equals(plan.configFolder())) {
                throw new OperationException("It holds a secret file '" + file.getKey()
                        + "' that would be outside of its folder; it was changed, so nothing of it is used");
            }
            Path fresh = fresh(plan.configFolder(), "secret" + number++);
            OwnersFiles.write(fresh, file.getValue().reveal().getBytes(StandardCharsets.UTF_8));
            if (Files.notExists(target)) { // One that is there is the operator's, as nobody writes it but the operator.
                comes.put(fresh, target);
            }
        }
    }

    /** Sees to the key of the state, where there is one. */
    Restore.Key key(BackupSecrets secrets, Map<String, String> environment) throws IOException, OperationException {
        Optional<Path> state = comes.entrySet().stream()
                .filter(one -> one.getValue().equals(plan.database()))
                .map(Map.Entry::getKey)
                .findAny();
        if (state.isEmpty()) {
            return Restore.Key.NOT_NEEDED;
        }
        Optional<Secret> there = StateKeys.ofEnvironment(environment);
        if (there.isPresent() && StateFile.isSealedWith(state.get(), there.get())) {
            return Restore.Key.THERE;
        }
        if (secrets.key().isEmpty()) {
            Optional<Secret> own = StateDirectory.keyIn(plan.state());
            return own.isPresent() && StateFile.isSealedWith(state.get(), own.get())
                    ? Restore.Key.THERE
                    : Restore.Key.MISSING;
        }
        Secret brought = secrets.key().get();
        if (!StateFile.isSealedWith(state.get(), brought)) {
            throw new OperationException("The key in it is not the one of its state; take another backup");
        }
        Path fresh = fresh(plan.state(), "key");
        OwnersFiles.write(fresh, (brought.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
        comes.put(fresh, plan.key());
        return Restore.Key.RESTORED;
    }

    @Override
    public void close() {
        folders.values().forEach(RestoreStaging::remove);
    }

    private static void remove(TemporaryFolder folder) {
        try {
            folder.close();
        } catch (IOException e) {
            log.warn("{} is left over and could not be removed: {}", folder.path(), IoWords.of(e));
        }
    }
}
