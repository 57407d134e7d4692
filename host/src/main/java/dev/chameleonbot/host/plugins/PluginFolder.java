package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The operator's files: the jars, the earlier versions in {@code previous/}, {@code plugins.lock}, and pf4j's
 * {@code disabled.txt} with one id a line. A change is made to all files that it concerns or to none.
 */
final class PluginFolder {
    static final String PREVIOUS = "previous";
    private static final String DISABLED = "disabled.txt";

    private final Path path;
    private final PluginLock lock;
    private final PluginTrust trust;

    /**
     * The plugins of the folder, and the files of it that are none.
     *
     * @param plugins by their ids, in the order of the files' names
     * @param broken the files that cannot be used, with what is wrong with them, in a sentence
     */
    record Content(Map<String, Found> plugins, Map<Path, String> broken) {}

    /**
     * A plugin's file.
     *
     * @param file where it is
     * @param plugin what it says of itself
     */
    record Found(Path file, PluginFile plugin) {}

    PluginFolder(Path path) {
        this.path = path;
        this.lock = new PluginLock(path);
        this.trust = new PluginTrust(path, System.getenv());
    }

    Path path() {
        return path;
    }

    /** Which content each plugin may have. */
    PluginLock lock() {
        return lock;
    }

    /** Who may sign plugins. */
    PluginTrust trust() {
        return trust;
    }

    /** The jars, in the order of their names. */
    List<Path> jars() throws PluginLoadException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.jar")) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new PluginLoadException("The plugins folder " + path + " cannot be read: " + Reasons.of(e), e);
        }
        // What macOS keeps beside a file on a disk that is not its own is called like it, with this before the name.
        found.removeIf(file ->
                !Files.isRegularFile(file) || String.valueOf(file.getFileName()).startsWith("._"));
        found.sort(null);
        return found;
    }

    /** Reads what the jars are. One that cannot be read, or is a plugin that another one is too, hinders no other. */
    Content content() throws PluginLoadException {
        Map<String, Found> plugins = new LinkedHashMap<>();
        Map<Path, String> broken = new LinkedHashMap<>();
        for (Path file : jars()) {
            try {
                PluginFile plugin = PluginFile.read(file);
                Found other = plugins.putIfAbsent(plugin.id(), new Found(file, plugin));
                if (other != null) {
                    broken.put(
                            file,
                            "Two files in " + path + " are the plugin \"" + plugin.id() + "\": "
                                    + other.file().getFileName() + " and " + file.getFileName()
                                    + "; keep one of them");
                }
            } catch (PluginLoadException e) {
                broken.put(file, e.getMessage());
            }
        }
        return new Content(plugins, broken);
    }

    /** An installed plugin's file. */
    Found installed(String id) throws PluginLoadException {
        Found found = content().plugins().get(id);
        if (found == null) {
            throw missing(id);
        }
        return found;
    }

    PluginLoadException missing(String id) {
        return new PluginLoadException("There is no plugin \"" + id + "\" in " + path);
    }

    /** Refuses a plugin that is there, or whose place something else has. */
    void requireAbsent(String id) throws PluginLoadException {
        Found there = content().plugins().get(id);
        if (there != null) {
            throw new PluginLoadException("The plugin \"" + id + "\" is installed already, as "
                    + there.file().getFileName() + "; use 'plugins update'");
        }
        Path target = path.resolve(fileName(id));
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new PluginLoadException("The plugin \"" + id + "\" would be put into " + target
                    + ", which is there and is something else; rename or remove that file first");
        }
    }

    /** Pins all plugins of the folder as they are, and the versions that are kept for a roll-back. */
    void pinAll() throws PluginLoadException {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, Found> one : content().plugins().entrySet()) {
            hashes.put(one.getKey(), one.getValue().plugin().sha256());
            Path kept = kept(one.getKey());
            if (Files.isRegularFile(kept)) {
                hashes.put(
                        PluginLock.previous(one.getKey()), PluginFile.read(kept).sha256());
            }
        }
        change(
                "The file " + lock.file() + " cannot be written",
                change -> change.write(lock.file(), PluginLock.text(hashes)));
    }

    /** Copies a jar into the folder. */
    void add(Path jar, String id, String sha256) throws PluginLoadException {
        Path target = path.resolve(fileName(id));
        requireAbsent(id);
        change("The file " + target + " cannot be written", change -> {
            change.put(target, jar, sha256);
            pin(change, hashes -> hashes.put(id, sha256));
        });
    }

    /**
     * Replaces a jar and keeps the version before for a roll-back: what was loaded, if anything was, as the file may have
     * become another one since. A file that {@code plugins.lock} refuses is not kept.
     */
    void replace(Found there, Path jar, String sha256, Optional<PluginJar> loaded) throws PluginLoadException {
        String id = there.plugin().id();
        Path before = loaded.map(PluginJar::copy).orElse(there.file());
        String hashBefore = loaded.map(PluginJar::sha256).orElse(there.plugin().sha256());
        boolean isKept = loaded.isPresent()
                || !lock.exists()
                || hashBefore.equals(lock.read().get(id));
        change("The file " + there.file() + " cannot be replaced", change -> {
            if (isKept) {
                change.put(kept(id), before, hashBefore);
            }
            change.put(there.file(), jar, sha256);
            pin(change, hashes -> {
                hashes.put(id, sha256);
                if (isKept) {
                    hashes.put(PluginLock.previous(id), hashBefore);
                }
            });
        });
    }

    /** The version that was there before the last update. */
    Path previous(String id) throws PluginLoadException {
        if (!PluginFile.isId(id) || !Files.isRegularFile(kept(id))) {
            throw new PluginLoadException("No earlier version of the plugin \"" + id + "\" is kept");
        }
        return kept(id);
    }

    void remove(Found there) throws PluginLoadException {
        String id = there.plugin().id();
        Set<String> disabled = disabled();
        change("The file " + there.file() + " cannot be removed", change -> {
            change.delete(there.file());
            change.delete(kept(id));
            if (disabled.remove(id)) {
                change.write(path.resolve(DISABLED), lines(disabled));
            }
            pin(change, hashes -> {
                hashes.remove(id);
                hashes.remove(PluginLock.previous(id));
            });
        });
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

    /** Returns whether that has changed anything. */
    boolean setDisabled(String id, boolean isDisabled) throws PluginLoadException {
        Set<String> ids = disabled();
        boolean changes = isDisabled ? ids.add(id) : ids.remove(id);
        if (changes) {
            Path file = path.resolve(DISABLED);
            change("The file " + file + " cannot be written", change -> change.write(file, lines(ids)));
        }
        return changes;
    }

    private static String lines(Set<String> ids) {
        return ids.isEmpty() ? "" : String.join("\n", ids) + "\n";
    }

    private Path kept(String id) {
        return path.resolve(PREVIOUS).resolve(fileName(id));
    }

    private static String fileName(String id) {
        return id + ".jar";
    }

    private void pin(FolderChange change, Consumer<Map<String, String>> edit) throws IOException, PluginLoadException {
        if (lock.exists()) {
            Map<String, String> hashes = lock.read();
            edit.accept(hashes);
            change.write(lock.file(), PluginLock.text(hashes));
        }
    }

    private static void change(String failing, Steps steps) throws PluginLoadException {
        try (FolderChange change = new FolderChange()) {
            steps.addTo(change);
            change.commit();
        } catch (IOException e) {
            throw new PluginLoadException(failing + ": " + Reasons.of(e), e);
        }
    }

    @FunctionalInterface
    private interface Steps {
        void addTo(FolderChange change) throws IOException, PluginLoadException;
    }
}
