package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.engine.state.StateFile;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.plugins.files.ChangeLock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a backup in place, whole or not at all. All of it is unpacked and checked next to its places first: the names, sizes
 * and hashes of the files, the state, and whether the key is the one of the state. Then files are renamed.
 */
public final class Restore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Restore.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    /** How many of the files that are there are named. */
    private static final int SHOWN = 3;

    private final ZipFile zip;
    private final BackupManifest manifest;

    private Restore(ZipFile zip, BackupManifest manifest) {
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Whose key the state is sealed with, once it is restored. */
    public enum Key {
        /** There is no state, so nothing is sealed. */
        NOT_NEEDED,
        /** It came with the backup. */
        RESTORED,
        /** The one that is there, in its file or the environment, is the right one. */
        THERE,
        /** It has to be brought from elsewhere. */
        MISSING
    }

    /**
     * What was restored.
     *
     * @param moved whether nothing can have been renewed since
     * @param key where the key is
     * @param aside the folders to which what was there was moved
     */
    public record Restored(int files, Instant created, boolean moved, Key key, List<Path> aside) {}

    /**
     * Opens a backup and looks whether it can be one.
     *
     * @throws OperationException if it is none, or one of a newer version
     */
    public static Restore open(Path file) throws OperationException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new OperationException("There is no file " + file, e);
        } catch (ZipException e) {
            throw new OperationException(file + " is no backup: " + IoWords.of(e), e);
        } catch (IOException e) {
            throw new OperationException("The backup " + file + " cannot be read: " + IoWords.of(e), e);
        }
        boolean opened = false;
        try {
            Restore restore = new Restore(zip, BackupManifest.in(zip));
            restore.checkNames();
            opened = true;
            return restore;
        } catch (OperationException e) {
            throw new OperationException("The backup " + file + " cannot be used. " + e.getMessage(), e);
        } catch (IOException e) {
            throw new OperationException("The backup " + file + " cannot be read: " + IoWords.of(e), e);
        } finally {
            if (!opened) {
                closeQuietly(zip);
            }
        }
    }

    /** The archive has the files of the manifest, each once, and no others. */
    private void checkNames() throws OperationException {
        if (manifest.schema() > StateFile.knownVersion()) {
            throw new OperationException("Its state is of schema version " + manifest.schema()
                    + ", and this Chameleon knows versions up to " + StateFile.knownVersion() + "; restore it with"
                    + " Chameleon " + manifest.chameleon() + ", which made it, or a newer one");
        }
        Set<String> wanted = new HashSet<>(Set.of(BackupManifest.NAME));
        manifest.entries().forEach(entry -> wanted.add(entry.name()));
        List<String> names = zip.stream().map(ZipEntry::getName).toList();
        if (names.size() != wanted.size() || !wanted.equals(Set.copyOf(names))) {
            throw new OperationException(
                    "Its files are not those that its manifest names: it is damaged or was changed, so"
                            + " nothing of it is used");
        }
    }

    /** Whether there are secrets in it that a passphrase opens. */
    public boolean hasSecrets() {
        return manifest.secrets().isPresent();
    }

    /**
     * Restores it.
     *
     * @param folders where to
     * @param environment the environment's variables, one of which may hold the key
     * @param passphrase opens the secrets; null to leave them out
     * @param force whether what is there is set aside
     * @throws OperationException if it cannot be; then nothing has changed
     */
    public Restored run(
            DataFolders folders,
            Map<String, String> environment,
            @Nullable Secret passphrase,
            boolean force,
            Instant now)
            throws OperationException {
        RestorePlan plan = new RestorePlan(folders);
        List<Path> made =
                plan.folders().stream().filter(Files::notExists).toList().reversed();
        try {
            requireStopped(plan);
            requireFree(plan, force);
            BackupSecrets secrets = passphrase == null || manifest.secrets().isEmpty()
                    ? new BackupSecrets(Optional.empty(), Map.of())
                    : BackupSecrets.of(manifest.secrets().get(), passphrase);
            requireSpace(plan);
            try (RestoreStaging staging = new RestoreStaging(plan)) {
                return run(plan, staging, secrets, environment, force, now, made);
            }
        } catch (IOException e) {
            throw new OperationException("It cannot be restored: " + IoWords.of(e) + ". Nothing was changed", e);
        } catch (StateException e) {
            throw new OperationException("Its state cannot be used: " + e.getMessage() + ". Nothing was changed", e);
        } finally {
            made.forEach(Restore::removeIfEmpty);
        }
    }

    private Restored run(
            RestorePlan plan,
            RestoreStaging staging,
            BackupSecrets secrets,
            Map<String, String> environment,
            boolean force,
            Instant now,
            List<Path> made)
            throws IOException, OperationException {
        staging.open();
        boolean kept = false;
        // A host that starts has read no plugins yet, or has the state already.
        try (ChangeLock changes = ChangeLock.toChange(plan.plugins());
                StateDirectory held = hold(plan)) {
            Objects.requireNonNull(changes);
            Objects.requireNonNull(held);
            requireFree(plan, force); // Once more, as from now on nobody else writes there.
            staging.unpack(zip, manifest);
            staging.unpack(secrets);
            Key key = staging.key(secrets, environment);
            Restored restored = commit(plan, staging.comes(), key, now);
            kept = true;
            return restored;
        } finally {
            if (!kept && made.contains(plan.state())) {
                removeIfEmpty(plan.lock());
            }
            if (!kept && made.contains(plan.plugins())) {
                removeIfEmpty(ChangeLock.file(plan.plugins()));
            }
        }
    }

    /** What was made for nothing. */
    private static void removeIfEmpty(Path folder) {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            log.trace("{} holds what was restored", folder);
        } catch (IOException e) {
            log.debug("{} was not removed: {}", folder, IoWords.of(e));
        }
    }

    private static void requireStopped(RestorePlan plan) throws IOException, OperationException {
        if (StateDirectory.isOpen(plan.state())) {
            throw new OperationException(
                    "A host runs with the state directory " + plan.state() + "; stop it first with 'chameleon stop'");
        }
    }

    /** Keeps every host from starting with the state until all is in place; the lock's file is not one that is moved. */
    private static StateDirectory hold(RestorePlan plan) throws OperationException {
        try {
            return StateDirectory.open(plan.state());
        } catch (StateException e) {
            throw new OperationException(e.getMessage() + " Nothing was changed", e);
        }
    }

    private static void requireFree(RestorePlan plan, boolean force) throws IOException, OperationException {
        List<Path> there = plan.there();
        there.remove(plan.key()); // Somebody has brought it.
        if (!there.isEmpty() && !force) {
            List<String> names = there.stream().limit(SHOWN).map(Path::toString).toList();
            throw new OperationException("There are data already: " + String.join(", ", names)
                    + (there.size() > SHOWN ? " and " + (there.size() - SHOWN) + " more" : "")
                    + ". Name another folder with --data, or set them aside with --force");
        }
    }

    private void requireSpace(RestorePlan plan) throws IOException, OperationException {
        long size = 0;
        for (BackupEntry entry : manifest.entries()) {
            size += Math.min(entry.size(), Long.MAX_VALUE - size);
        }
        for (Path folder : plan.folders()) {
            Path existing = folder;
            while (Files.notExists(existing)) {
                existing = Objects.requireNonNull(existing.getParent());
            }
            if (Files.getFileStore(existing).getUsableSpace() < size) {
                throw new OperationException("It needs " + (size >> 20) + " MB, which are not free in " + existing);
            }
        }
    }

    private Restored commit(RestorePlan plan, Map<Path, Path> comes, Key key, Instant now)
            throws IOException, OperationException {
        String name = "before-restore-" + TIME.format(now);
        Set<Path> aside = new LinkedHashSet<>();
        try (Moves moves = new Moves()) {
            List<Path> all = plan.there();
            if (key == Key.THERE) {
                all.remove(plan.key());
            }
            for (Path there : all) {
                Path to = plan.aside(there, name);
                moves.move(there, to);
                aside.add(plan.folders().stream()
                        .map(folder -> folder.resolve(name))
                        .filter(to::startsWith)
                        .findFirst()
                        .orElseThrow());
            }
            for (Map.Entry<Path, Path> one : comes.entrySet()) {
                moves.move(one.getKey(), one.getValue());
            }
            moves.keep();
        }
        return new Restored(comes.size(), manifest.created(), manifest.moved(), key, new ArrayList<>(aside));
    }

    private static void closeQuietly(ZipFile zip) {
        try {
            zip.close();
        } catch (IOException e) {
            log.debug("{} was not closed: {}", zip.getName(), e.toString());
        }
    }

    /** Closes the file. */
    @Override
    public void close() {
        closeQuietly(zip);
    }
}
