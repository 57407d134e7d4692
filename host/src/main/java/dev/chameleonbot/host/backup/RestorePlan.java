package dev.chameleonbot.host.backup;

import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.host.data.DataFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where the files of a backup go, and what is there. */
final class RestorePlan {
    private final Path config;
    private final Path accounts;
    private final Path state;
    private final Path plugins;

    RestorePlan(DataFolders folders) {
        config = folders.config().path().toAbsolutePath().normalize();
        accounts = folders.accounts().path().toAbsolutePath().normalize();
        state = folders.state().path().toAbsolutePath().normalize();
        plugins = folders.plugins().path().toAbsolutePath().normalize();
    }

    Path configFolder() {
        return config.resolveSibling("");
    }

    Path state() {
        return state;
    }

    Path plugins() {
        return plugins;
    }

    /** The folders that files are put into; what goes to one is unpacked in it. */
    List<Path> folders() {
        return Stream.of(configFolder(), state, plugins).distinct().toList();
    }

    /** The one of these folders that a file of the archive belongs to. */
    Path folderOf(BackupEntry entry) {
        if (entry.name().startsWith("config/")) {
            return configFolder();
        }
        return entry.name().startsWith("state/") ? state : plugins;
    }

    /** Where a file of the archive goes. */
    Path target(BackupEntry entry) {
        if (entry.name().equals(BackupEntry.CONFIG)) {
            return config;
        }
        if (entry.name().equals(BackupEntry.STATE)) {
            return database();
        }
        return entry.below(BackupEntry.ACCOUNTS)
                .map(accounts::resolve)
                .or(() -> entry.below(BackupEntry.PLUGINS).map(plugins::resolve))
                .orElseThrow();
    }

    /** Where what is kept goes. */
    Path database() {
        return state.resolve(StateDirectory.DATABASE);
    }

    /** Where the key goes. */
    Path key() {
        return state.resolve(StateDirectory.KEY_FILE);
    }

    /** What a host locks that runs with the state. */
    Path lock() {
        return state.resolve(StateDirectory.LOCK_FILE);
    }

    /** What is there and would be mixed with what comes. */
    List<Path> there() throws IOException {
        List<Path> found = new ArrayList<>();
        addIfThere(config, found);
        found.addAll(DataFiles.ofAccounts(accounts));
        StateDirectory.KEPT.forEach(name -> addIfThere(state.resolve(name), found));
        found.addAll(DataFiles.ofPlugins(plugins));
        found.addAll(DataFiles.ofEarlierPlugins(plugins));
        return found;
    }

    private static void addIfThere(Path file, List<Path> found) {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            found.add(file);
        }
    }

    /** Where something that is there goes, in a folder of this name next to it. */
    Path aside(Path there, String name) {
        Path folder = folders().stream()
                .filter(there::startsWith)
                .max((one, other) -> Integer.compare(one.getNameCount(), other.getNameCount()))
                .orElseThrow();
        return folder.resolve(name).resolve(folder.relativize(there));
    }
}
