package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The operator's files: the jars, the earlier versions in {@code previous/}, and pf4j's {@code disabled.txt} with one id
 * a line. Files are replaced by a rename, so nobody ever sees half of one.
 */
final class PluginFolder {
    private static final String DISABLED = "disabled.txt";
    private static final String PREVIOUS = "previous";

    private final Path path;
    private final PluginLock lock;
    private final PluginTrust trust;

    PluginFolder(Path path) {
        this.path = path;
        this.lock = new PluginLock(path);
        this.trust = new PluginTrust(path, System.getenv());
    }

    /** Which content each plugin may have. */
    PluginLock lock() {
        return lock;
    }

    /** Who may sign plugins. */
    PluginTrust trust() {
        return trust;
    }

    /** Pins all plugins of the folder as they are. */
    void pinAll() throws PluginLoadException {
        Map<String, String> hashes = new TreeMap<>();
        list(Map.of()).forEach(plugin -> hashes.put(plugin.id(), plugin.sha256()));
        lock.write(hashes);
    }

    private PluginInfo.Pin pinned(PluginFile plugin) throws PluginLoadException {
        if (!lock.exists()) {
            return PluginInfo.Pin.NONE;
        }
        Optional<String> hash = lock.of(plugin.id());
        return hash.isEmpty()
                ? PluginInfo.Pin.UNKNOWN
                : hash.get().equals(plugin.sha256()) ? PluginInfo.Pin.MATCHES : PluginInfo.Pin.CHANGED;
    }

    Path path() {
        return path;
    }

    List<Path> jars() throws PluginLoadException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.jar")) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new PluginLoadException("The plugins folder " + path + " cannot be read: " + Reasons.of(e), e);
        }
        found.removeIf(file -> !Files.isRegularFile(file));
        found.sort(null);
        return found;
    }

    /** All plugins of the folder; a file that is no plugin is an error. */
    List<PluginInfo> list(Map<String, PluginJar> loaded) throws PluginLoadException {
        Set<String> disabled = disabled();
        List<PluginInfo> all = new ArrayList<>();
        for (Path file : jars()) {
            PluginFile plugin = PluginFile.read(file);
            PluginInfo.State state = loaded.containsKey(plugin.id())
                    ? PluginInfo.State.STARTED
                    : disabled.contains(plugin.id()) ? PluginInfo.State.DISABLED : PluginInfo.State.STOPPED;
            all.add(new PluginInfo(
                    plugin.id(), plugin.version(), file, state, plugin.sha256(), pinned(plugin), plugin.module()));
        }
        all.sort(Comparator.comparing(PluginInfo::id));
        return all;
    }

    /** Where an installed plugin's jar is. */
    Path installed(String id) throws PluginLoadException {
        return jarOf(id).orElseThrow(() -> new PluginLoadException("There is no plugin \"" + id + "\" in " + path));
    }

    /** What an installed plugin is, as far as its file tells. */
    PluginInfo info(String id, Map<String, PluginJar> loaded) throws PluginLoadException {
        return list(loaded).stream()
                .filter(plugin -> plugin.id().equals(id))
                .findAny()
                .orElseThrow(() -> new PluginLoadException("There is no plugin \"" + id + "\" in " + path));
    }

    void requireAbsent(String id) throws PluginLoadException {
        Optional<Path> there = jarOf(id);
        if (there.isPresent()) {
            throw new PluginLoadException("The plugin \"" + id + "\" is installed already, as "
                    + there.get().getFileName() + "; use 'plugins update'");
        }
    }

    private Optional<Path> jarOf(String id) throws PluginLoadException {
        for (Path file : jars()) {
            if (PluginFile.read(file).id().equals(id)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** Copies a jar into the folder. */
    Path add(Path jar, String id) throws PluginLoadException {
        Path target = path.resolve(fileName(id));
        try {
            place(jar, target);
            lock.pin(id, PluginFile.read(target).sha256());
        } catch (IOException e) {
            throw new PluginLoadException("The file " + target + " cannot be written: " + Reasons.of(e), e);
        }
        return target;
    }

    /** Replaces a jar, and keeps it as the earlier version. */
    void replace(Path file, Path jar, String id) throws PluginLoadException {
        try {
            Path kept = path.resolve(PREVIOUS).resolve(fileName(id));
            Files.createDirectories(kept.getParent());
            Path incoming = incoming(file);
            Files.copy(jar, incoming, StandardCopyOption.REPLACE_EXISTING);
            place(file, kept);
            move(incoming, file);
            lock.pin(id, PluginFile.read(file).sha256());
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be replaced: " + Reasons.of(e), e);
        }
    }

    /** The version that was there before the last update. */
    Path previous(String id) throws PluginLoadException {
        Path kept = path.resolve(PREVIOUS).resolve(fileName(id));
        if (!Files.isRegularFile(kept)) {
            throw new PluginLoadException("No earlier version of the plugin \"" + id + "\" is kept");
        }
        return kept;
    }

    void remove(Path file, String id) throws PluginLoadException {
        try {
            Files.delete(file);
            Files.deleteIfExists(path.resolve(PREVIOUS).resolve(fileName(id)));
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be removed: " + Reasons.of(e), e);
        }
        setDisabled(id, false);
        lock.forget(id);
    }

    /** The ids that {@code disabled.txt} names; empty without the file. */
    Set<String> disabled() throws PluginLoadException {
        Path file = path.resolve(DISABLED);
        Set<String> ids = new TreeSet<>();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(ids::add);
            }
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be read: " + Reasons.of(e), e);
        }
        return ids;
    }

    void setDisabled(String id, boolean isDisabled) throws PluginLoadException {
        Set<String> ids = disabled();
        if (isDisabled ? !ids.add(id) : !ids.remove(id)) {
            return;
        }
        Path file = path.resolve(DISABLED);
        try {
            write(file, ids.isEmpty() ? "" : String.join("\n", ids) + "\n");
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    private static String fileName(String id) {
        return id.replaceAll("[^A-Za-z0-9._-]", "_") + ".jar";
    }

    private static void place(Path from, Path to) throws IOException {
        Path incoming = incoming(to);
        Files.copy(from, incoming, StandardCopyOption.REPLACE_EXISTING);
        move(incoming, to);
    }

    /** Replaces a text file as a whole. */
    static void write(Path file, String text) throws IOException {
        Path incoming = incoming(file);
        Files.writeString(incoming, text);
        move(incoming, file);
    }

    private static Path incoming(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".incoming");
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
