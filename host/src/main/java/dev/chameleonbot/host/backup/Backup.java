package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.engine.state.StateFile;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.data.DataFolders;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.plugins.files.PluginPlaces;
import dev.chameleonbot.host.plugins.operations.StoppedPlugins;
import dev.chameleonbot.host.temporary.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All data in one file that only its owner can read: the configuration with the accounts, the state, the operator's plugins;
 * the key of the state and client secrets that are files of their own only sealed with a passphrase. Logs and what
 * {@code train} has learned are left out. It is made while a host runs, too: the state is that of one moment.
 */
public final class Backup {
    private final DataFolders folders;
    private final Map<String, String> environment;
    private final String version;

    /**
     * Prepares one.
     *
     * @param folders where the data are
     * @param environment the environment's variables, one of which may hold the key
     */
    public Backup(DataFolders folders, Map<String, String> environment, String version) {
        this.folders = folders;
        this.environment = Map.copyOf(environment);
        this.version = version;
    }

    /**
     * What was written.
     *
     * @param hasState whether there was a state
     * @param secretsLeftOut the files of client secrets that are not in it
     */
    public record Written(int files, boolean hasState, List<Path> secretsLeftOut) {}

    /**
     * Writes a backup.
     *
     * @param target the file, which must not exist; it is there whole or not at all
     * @param passphrase seals the secrets; null to leave them out
     * @param moved whether the host that had the data has ended permanently
     * @throws OperationException if it cannot be made
     */
    public Written write(Path target, @Nullable Secret passphrase, boolean moved, Instant now)
            throws OperationException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new OperationException(target + " exists already; name a file that does not");
        }
        if (!folders.hasConfiguration() && !Files.isDirectory(folders.state().path())) {
            throw new OperationException("There is nothing to back up: neither a configuration ("
                    + folders.config().path() + ") nor a state ("
                    + folders.state().path() + ") is there");
        }
        try {
            Path unfinished = OwnersFiles.createUnfinished(target);
            try {
                Written written = writeTo(unfinished, passphrase, moved, now);
                OwnersFiles.syncFile(unfinished);
                Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
                OwnersFiles.sync(target.toAbsolutePath().resolveSibling(""));
                return written;
            } finally {
                delete(unfinished);
            }
        } catch (IOException e) {
            throw new OperationException("The backup " + target + " cannot be written: " + IoWords.of(e), e);
        } catch (StateException e) {
            throw new OperationException(String.valueOf(e.getMessage()), e);
        }
    }

    private Written writeTo(Path file, @Nullable Secret passphrase, boolean moved, Instant now)
            throws IOException, OperationException {
        Path state = folders.state().path();
        try (BackupArchive archive = new BackupArchive(Files.newOutputStream(file))) {
            Set<Path> secretFiles = configuration(archive);
            Optional<Secret> key = passphrase == null ? Optional.empty() : StateKeys.of(state, environment);
            int schema = 0;
            if (Files.isDirectory(state)) {
                try (TemporaryFolder staging = TemporaryFolder.create(state, "backup-")) {
                    Path copy = staging.path().resolve(StateDirectory.DATABASE);
                    if (StateFile.copy(state, copy)) {
                        schema = StateFile.check(copy);
                        if (passphrase != null) {
                            requireKeyOf(copy, key);
                        }
                        archive.add(BackupEntry.STATE, copy);
                    }
                }
            }
            plugins(archive);
            Optional<SealedText> secrets = Optional.empty();
            List<Path> leftOut = new ArrayList<>(secretFiles);
            if (passphrase != null) {
                BackupSecrets taken = secrets(key, secretFiles, leftOut);
                secrets = Optional.of(taken.sealed(passphrase));
            }
            archive.end(new BackupManifest(version, schema, now, moved, secrets, knownPlugins(), archive.entries()));
            return new Written(archive.entries().size(), schema > 0, leftOut);
        }
    }

    /** Returns the files of client secrets that are named in it. */
    private Set<Path> configuration(BackupArchive archive) throws IOException {
        Set<Path> secretFiles = new TreeSet<>();
        Path config = folders.config().path();
        Path folder = config.toAbsolutePath().resolveSibling("");
        if (Files.exists(config)) {
            archive.add(BackupEntry.CONFIG, config);
            secretFiles.addAll(SecretFiles.of(config, folder));
        }
        for (Path account : taken(DataFiles.ofAccounts(folders.accounts().path()))) {
            archive.add(BackupEntry.ACCOUNTS + account.getFileName(), account);
            secretFiles.addAll(SecretFiles.of(account, folder));
        }
        return secretFiles;
    }

    private void plugins(BackupArchive archive) throws IOException {
        Path own = folders.plugins().path();
        for (Path file : taken(DataFiles.ofPlugins(own))) {
            archive.add(BackupEntry.PLUGINS + file.getFileName(), file);
        }
        for (Path file : taken(DataFiles.ofEarlierPlugins(own))) {
            archive.add(BackupEntry.PLUGINS + "previous/" + file.getFileName(), file);
        }
    }

    private List<BackupManifest.Plugin> knownPlugins() throws OperationException {
        if (folders.bundled().isEmpty() && !Files.isDirectory(folders.plugins().path())) {
            return List.of();
        }
        PluginPlaces places = PluginPlaces.of(folders);
        return new StoppedPlugins(places)
                .list().stream()
                        .map(plugin -> new BackupManifest.Plugin(
                                plugin.id(), plugin.version(), Json.word(plugin.origin()), plugin.sha256()))
                        .toList();
    }

    /** What another key has sealed could not be restored, which is better known now. */
    private void requireKeyOf(Path copy, Optional<Secret> key) throws OperationException {
        Path file = folders.state().path().resolve(StateDirectory.KEY_FILE);
        if (key.isEmpty()) {
            throw new OperationException("The backup should contain the key, but it is neither in " + file + " nor in "
                    + StateDirectory.KEY_VARIABLE);
        }
        if (!StateFile.isSealedWith(copy, key.get())) {
            String where =
                    StateKeys.ofEnvironment(environment).isPresent() ? StateDirectory.KEY_VARIABLE : file.toString();
            throw new OperationException("The key in " + where + " is not the one that the state in "
                    + folders.state().path() + " is sealed with; bring that one, or make the backup without"
                    + " --with-key");
        }
    }

    private BackupSecrets secrets(Optional<Secret> key, Set<Path> named, List<Path> leftOut) throws IOException {
        Map<String, Secret> files = new LinkedHashMap<>();
        Path folder =
                folders.config().path().toAbsolutePath().resolveSibling("").normalize();
        for (Path file : named) {
            if (file.startsWith(folder) && Files.isRegularFile(file)) {
                files.put(folder.relativize(file).toString().replace('\\', '/'), Secret.of(Files.readString(file)));
                leftOut.remove(file);
            }
        }
        return new BackupSecrets(key, files);
    }

    /** What a backup takes of these files. */
    private static List<Path> taken(List<Path> files) {
        return files.stream().filter(Files::isRegularFile).toList();
    }

    private static void delete(Path file) throws OperationException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new OperationException("The unfinished " + file + " could not be removed: " + IoWords.of(e), e);
        }
    }
}
