package dev.chameleonbot.host.plugins;

import dev.chameleonbot.host.data.OwnersFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The files of the plugins. Those of the operator: the jars, the earlier versions in {@code previous/}, {@code plugins.lock},
 * {@code enabled.txt} and {@code disabled.txt}. And below them, to be read only, the jars of the program: one that is a
 * plugin which the operator has installed too does not count. A change is made to all files that it concerns or to none.
 */
final class PluginFolder {
    static final String PREVIOUS = "previous";

    private final PluginPlaces places;
    private final Path path;
    private final PluginLock lock;
    private final PluginFiles files;
    private final PluginSwitches switches;

    PluginFolder(PluginPlaces places) {
        this.places = places;
        this.path = places.installed();
        this.lock = new PluginLock(path);
        this.files = new PluginFiles(places, lock);
        this.switches = new PluginSwitches(path);
    }

    /** The operator's folder. */
    Path path() {
        return path;
    }

    /** Both folders. */
    PluginPlaces places() {
        return places;
    }

    /** Which content each plugin of the operator may have. */
    PluginLock lock() {
        return lock;
    }

    /** Reads them. */
    PluginFiles files() {
        return files;
    }

    /** What is there now. */
    FolderContent content() throws PluginLoadException {
        return files.content();
    }

    /** The file of a plugin that is there. */
    FoundPlugin installed(String id) throws PluginLoadException {
        FoundPlugin found = content().plugins().get(id);
        if (found == null) {
            throw missing(id);
        }
        return found;
    }

    /** What an installed plugin hides; empty if it hides none. */
    Optional<FoundPlugin> hidden(String id) throws PluginLoadException {
        return Optional.ofNullable(content().hidden().get(id));
    }

    PluginLoadException missing(String id) {
        return new PluginLoadException("There is no plugin \"" + id + "\" in " + path);
    }

    /** Refuses a plugin that the operator has already, or whose place something else has. */
    void requireAbsent(String id) throws PluginLoadException {
        FoundPlugin there = content().plugins().get(id);
        if (there != null && there.isIn(path)) {
            throw new PluginLoadException("The plugin \"" + id + "\" is installed already, as "
                    + there.file().getFileName() + "; use 'plugins update'");
        }
        requireFree(id);
    }

    private void requireFree(String id) throws PluginLoadException {
        Path target = path.resolve(fileName(id));
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new PluginLoadException("The plugin \"" + id + "\" would be put into " + target
                    + ", which is there and is something else; rename or remove that file first");
        }
    }

    /** Pins all plugins of the operator as they are, and the versions that are kept for a roll-back. */
    void pinAll() throws PluginLoadException {
        Map<String, String> hashes = new TreeMap<>();
        for (Map.Entry<String, FoundPlugin> one : content().plugins().entrySet()) {
            if (!one.getValue().isBundled()) {
                hashes.put(one.getKey(), one.getValue().plugin().sha256());
            }
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

    /** Copies a jar into the folder; from then on it is to run. */
    void add(Path jar, String id, String sha256) throws PluginLoadException {
        requireAbsent(id);
        put(jar, id, sha256, switches.read().on(id, false));
    }

    private void put(Path jar, String id, String sha256, PluginSwitches.Switched switched) throws PluginLoadException {
        requireFree(id);
        Path target = path.resolve(fileName(id));
        change("The file " + target + " cannot be written", change -> {
            change.put(target, jar, sha256);
            change.delete(kept(id));
            switches.write(change, switched);
            pin(change, hashes -> {
                hashes.put(id, sha256);
                hashes.remove(PluginLock.previous(id));
            });
        });
    }

    /**
     * Replaces a jar and keeps the version before for a roll-back: what was loaded, if anything was, as the file may have
     * become another one since. A file that {@code plugins.lock} refuses is not kept. One that is not in the operator's own
     * folder stays where it is, and a roll-back goes back to it.
     */
    void replace(FoundPlugin there, Path jar, String sha256, Optional<PluginJar> loaded) throws PluginLoadException {
        String id = there.id();
        if (!there.isIn(path)) {
            FolderContent content = content();
            PluginSwitches.Switched switched = content.switched();
            put(jar, id, sha256, content.disabled().contains(id) ? switched.off(id) : switched);
            return;
        }
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

    /** The version that was there before the last update, and may be loaded as such. */
    Path previous(String id) throws PluginLoadException {
        if (!PluginFile.isId(id) || !Files.isRegularFile(kept(id))) {
            throw new PluginLoadException("No earlier version of the plugin \"" + id + "\" is kept");
        }
        return kept(id);
    }

    /** Whether a roll-back goes back to what an installed plugin hides, as no earlier version of it is kept. */
    boolean goesBackToHidden(String id) throws PluginLoadException {
        return PluginFile.isId(id)
                && !Files.isRegularFile(kept(id))
                && hidden(id).isPresent();
    }

    /** Whether what an installed plugin hides would not run without it. */
    boolean isOffWithout(FoundPlugin there) throws PluginLoadException {
        FolderContent content = content();
        FoundPlugin hidden = content.hidden().get(there.id());
        return content.disabled().contains(there.id())
                || hidden == null
                || (files.isOffAtFirst(hidden) && !content.switched().enabled().contains(there.id()));
    }

    /** Takes an installed plugin away from what it hides, and keeps it for a roll-back. */
    void unhide(FoundPlugin there) throws PluginLoadException {
        String id = there.id();
        change("The file " + there.file() + " cannot be moved", change -> {
            change.put(kept(id), there.file(), there.plugin().sha256());
            change.delete(there.file());
            pin(change, hashes -> {
                hashes.remove(id);
                hashes.put(PluginLock.previous(id), there.plugin().sha256());
            });
        });
    }

    /** Refuses to take away a plugin of the program. */
    void requireRemovable(String id) throws PluginLoadException {
        FoundPlugin there = installed(id);
        if (there.isBundled()) {
            throw new PluginLoadException("The plugin \"" + id + "\" comes with the program, which has its file "
                    + there.file() + "; to end it for good use 'plugins disable " + id + "'");
        }
    }

    /** Removes a plugin of the operator. What is said of one that it hides stays said. */
    void remove(FoundPlugin there) throws PluginLoadException {
        String id = there.id();
        PluginSwitches.Switched switched = switches.read();
        boolean hides = hidden(id).isPresent();
        change("The file " + there.file() + " cannot be removed", change -> {
            change.delete(there.file());
            change.delete(kept(id));
            switches.write(change, hides ? switched : switched.without(id));
            pin(change, hashes -> {
                hashes.remove(id);
                hashes.remove(PluginLock.previous(id));
            });
        });
    }

    /**
     * Switches a plugin on or off, unless it is so.
     *
     * @return what was said before
     */
    PluginSwitches.Switched switchTo(String id, boolean isOn) throws PluginLoadException {
        FolderContent content = content();
        PluginSwitches.Switched before = content.switched();
        if (content.disabled().contains(id) == isOn) {
            write(isOn ? before.on(id, content.offAtFirst().contains(id)) : before.off(id));
        }
        return before;
    }

    /** Writes what is switched on and off. */
    void write(PluginSwitches.Switched wanted) throws PluginLoadException {
        change("Which plugins are enabled cannot be written to " + path, change -> switches.write(change, wanted));
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

    private void change(String failing, Steps steps) throws PluginLoadException {
        try (FolderChange change = new FolderChange()) {
            OwnersFiles.createDirectories(path);
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
