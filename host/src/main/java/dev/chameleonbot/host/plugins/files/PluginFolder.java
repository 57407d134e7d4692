package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.engine.io.OwnersFiles;
import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of the plugins. Those of the operator: the jars, the earlier versions in {@code previous/}, {@code plugins.lock},
 * {@code enabled.txt} and {@code disabled.txt}. And below them, to be read only, the jars of the program: one that is a
 * plugin which the operator has installed too does not count.
 *
 * <p>Nothing is changed here: a change is prepared, and made by who has asked for it. Immutable.
 */
public final class PluginFolder {
    static final String PREVIOUS = "previous";

    private final PluginPlaces places;
    private final Path path;
    private final PluginTrust trust;

    /** Those of some places. */
    public PluginFolder(PluginPlaces places) {
        this.places = places;
        this.path = places.installed();
        this.trust = new PluginTrust(path, System.getenv());
    }

    /** The operator's folder. */
    public Path path() {
        return path;
    }

    /** Both folders. */
    public PluginPlaces places() {
        return places;
    }

    /** The ids of the plugins that the operator has switched off. */
    public Set<String> switchedOff() throws OperationException {
        return EnabledPlugins.read(path).disabled();
    }

    /** Refuses the content of a plugin's file that the operator has pinned otherwise. The program's are not pinned. */
    void requirePinned(PluginFile taken) throws OperationException {
        if (!taken.isBundled()) {
            PinnedHashes.read(path).require(taken);
            if (!taken.isIn(path)) {
                PinnedHashes.read(taken.file().resolveSibling("")).require(taken);
            }
        }
    }

    /**
     * Refuses a jar that is not signed by whom the operator trusts. A user that can write the program's own can do
     * anything.
     */
    public void requireTrusted(PluginFile taken) throws OperationException {
        Path folder = taken.file().resolveSibling("");
        Optional<BundledPlugins> program =
                places.bundled().filter(folder::equals).map(BundledPlugins::new);
        if (program.isEmpty()) {
            trust.check(taken);
        } else if (!isNamed(taken.file(), program.get().onAtFirst())) {
            trust.check(taken);
            new PluginTrust(folder, System.getenv()).check(taken);
        }
    }

    private static boolean isNamed(Path file, Map<String, Boolean> bundled) {
        return bundled.containsKey(String.valueOf(file.getFileName()).replaceFirst("\\.jar$", ""));
    }

    /** What to do with a file of the operator that is among those of the program, as in earlier versions all were. */
    public Optional<String> hint(PluginFile found) {
        boolean isAmongThem = !found.isBundled()
                && !found.isIn(path)
                && places.bundled().map(BundledPlugins::new).stream().anyMatch(BundledPlugins::areListed);
        return isAmongThem
                ? Optional.of(
                        "Its file is in the program's folder, where the next version of the program will not look for"
                                + " it; take it to " + path + " with 'chameleon plugins install " + found.file() + "'")
                : Optional.empty();
    }

    /** The operator's jars, in the order of their names. */
    List<Path> jars() throws OperationException {
        return places.bundled().isPresent() && Files.notExists(path) ? List.of() : jars(path);
    }

    private static List<Path> jars(Path folder) throws OperationException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new OperationException("The plugins folder " + folder + " cannot be read: " + Reasons.of(e), e);
        }
        // What macOS keeps next to a file on a disk that is not its own is called like it, with this before the name.
        found.removeIf(file ->
                !Files.isRegularFile(file) || String.valueOf(file.getFileName()).startsWith("._"));
        found.sort(null);
        return found;
    }

    /** Reads what the jars are. One that cannot be read, or is a plugin that another one is too, hinders no other. */
    public FolderContent read() throws OperationException {
        Map<Path, String> broken = new LinkedHashMap<>();
        Map<String, PluginFile> plugins = read(jars(), PluginFile.Origin.INSTALLED, broken);
        Map<String, PluginFile> hidden = new LinkedHashMap<>();
        if (places.bundled().isPresent()) {
            BundledPlugins program = new BundledPlugins(places.bundled().get());
            Map<String, Boolean> onAtFirst = program.onAtFirst();
            List<Path> bundled = jars(program.folder());
            List<Path> others = new ArrayList<>(bundled);
            others.removeIf(file -> isNamed(file, onAtFirst));
            bundled.removeAll(others);
            putBelow(read(others, PluginFile.Origin.INSTALLED, broken), plugins, hidden);
            putBelow(read(bundled, PluginFile.Origin.BUNDLED, broken), plugins, hidden);
        }
        Set<PluginFile> offAtFirst = new HashSet<>();
        for (PluginFile found : Stream.concat(plugins.values().stream(), hidden.values().stream())
                .toList()) {
            if (isOffAtFirst(found)) {
                offAtFirst.add(found);
            }
        }
        return new FolderContent(
                path, plugins, hidden, broken, EnabledPlugins.read(path), offAtFirst, PinnedHashes.read(path));
    }

    private boolean isOffAtFirst(PluginFile found) throws OperationException {
        Path folder = found.file().resolveSibling("");
        Map<String, Boolean> onAtFirst = new BundledPlugins(folder).onAtFirst();
        if (isNamed(found.file(), onAtFirst) && !onAtFirst.getOrDefault(found.id(), true)) {
            return true;
        }
        // What the operator of an earlier version has said, in the folder that was the only one.
        return !found.isIn(path) && EnabledPlugins.read(folder).disabled().contains(found.id());
    }

    private static void putBelow(
            Map<String, PluginFile> more, Map<String, PluginFile> plugins, Map<String, PluginFile> hidden) {
        more.forEach((id, found) -> {
            if (plugins.putIfAbsent(id, found) != null) {
                hidden.putIfAbsent(id, found);
            }
        });
    }

    private static Map<String, PluginFile> read(List<Path> files, PluginFile.Origin origin, Map<Path, String> broken) {
        Map<String, PluginFile> plugins = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                PluginFile plugin = PluginFile.read(file, origin);
                PluginFile other = plugins.putIfAbsent(plugin.id(), plugin);
                if (other != null) {
                    broken.put(
                            file,
                            "Two files in " + file.resolveSibling("") + " are the plugin \"" + plugin.id() + "\": "
                                    + other.fileName() + " and " + file.getFileName() + "; keep one of them");
                }
            } catch (OperationException e) {
                broken.put(file, e.getMessage());
            }
        }
        return plugins;
    }

    /** The version of a plugin that was there before the last update; empty if none is kept. */
    public Optional<Path> previous(String id) {
        return Optional.of(id).filter(PluginFile::isId).map(this::kept).filter(Files::isRegularFile);
    }

    /** Refuses an earlier version that the operator has pinned otherwise. */
    public void requirePinnedPrevious(PluginFile kept) throws OperationException {
        PinnedHashes.read(path).requirePrevious(kept);
    }

    private Path kept(String id) {
        return path.resolve(PREVIOUS).resolve(id + ".jar");
    }

    private Path target(String id) {
        return path.resolve(id + ".jar");
    }

    private FileChange change(String failing, FileChange.Steps steps) throws OperationException {
        return FileChange.prepared(failing, change -> {
            OwnersFiles.createDirectories(path);
            steps.addTo(change);
        });
    }

    /** Pins all plugins of the operator as they are, and the versions that are kept for a roll-back. */
    public FileChange pinAll(FolderContent there) throws OperationException {
        Map<String, String> hashes = new TreeMap<>();
        for (PluginFile plugin : there.plugins().values()) {
            if (!plugin.isBundled()) {
                hashes.put(plugin.id(), plugin.sha256());
            }
            Optional<Path> previous = previous(plugin.id());
            if (previous.isPresent()) {
                hashes.put(
                        PinnedHashes.previous(plugin.id()),
                        PluginFile.read(previous.get()).sha256());
            }
        }
        return change(
                "The file " + there.pins().file() + " cannot be written",
                change -> there.pins().write(change, hashes));
    }

    /**
     * Copies a jar into the folder; from then on it is to run. Refuses a plugin that the operator has already, or whose place
     * something else has.
     */
    public FileChange add(FolderContent there, PluginFile jar) throws OperationException {
        String id = jar.id();
        if (there.isInstalled(id)) {
            throw new OperationException("The plugin \"" + id + "\" is installed already, as "
                    + there.plugin(id).fileName() + "; use 'plugins update'");
        }
        return put(there, jar, there.enabled().on(id, false));
    }

    private FileChange put(FolderContent there, PluginFile jar, EnabledPlugins enabled) throws OperationException {
        String id = jar.id();
        Path target = target(id);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new OperationException("The plugin \"" + id + "\" would be put into " + target
                    + ", which is there and is something else; rename or remove that file first");
        }
        return change("The file " + target + " cannot be written", change -> {
            String sha256 = change.put(target, jar);
            change.delete(kept(id));
            there.enabled().change(change, path, enabled);
            there.pins().edit(change, hashes -> {
                hashes.put(id, sha256);
                hashes.remove(PinnedHashes.previous(id));
            });
        });
    }

    /**
     * Replaces a jar and keeps the version before for a roll-back: what was loaded, if anything was, as the file may have
     * become another one since. A file that {@code plugins.lock} refuses is not kept. One that is not in the operator's own
     * folder stays where it is, and a roll-back goes back to it.
     */
    public FileChange replace(FolderContent there, PluginFile jar, Optional<PluginFile> loaded)
            throws OperationException {
        String id = jar.id();
        PluginFile before = there.plugin(id);
        if (!before.isIn(path)) {
            return put(
                    there, jar, there.disabled().contains(id) ? there.enabled().off(id) : there.enabled());
        }
        return change("The file " + before.file() + " cannot be replaced", change -> {
            String hashBefore = change.put(kept(id), loaded.orElse(before));
            boolean isKept = loaded.isPresent() || there.pins().allow(id, hashBefore);
            if (!isKept) {
                change.leave(kept(id));
            }
            String sha256 = change.put(before.file(), jar);
            there.pins().edit(change, hashes -> {
                hashes.put(id, sha256);
                if (isKept) {
                    hashes.put(PinnedHashes.previous(id), hashBefore);
                }
            });
        });
    }

    /** Takes an installed plugin away from what it hides, and keeps it for a roll-back. */
    public FileChange unhide(FolderContent there, String id) throws OperationException {
        PluginFile installed = there.plugin(id);
        return change("The file " + installed.file() + " cannot be moved", change -> {
            String sha256 = change.put(kept(id), installed);
            change.delete(installed.file());
            there.pins().edit(change, hashes -> {
                hashes.remove(id);
                hashes.put(PinnedHashes.previous(id), sha256);
            });
        });
    }

    /** Refuses to take away a plugin of the program. */
    public void requireRemovable(FolderContent there, String id) throws OperationException {
        PluginFile installed = there.plugin(id);
        if (installed.isBundled()) {
            throw new OperationException("The plugin \"" + id + "\" comes with the program, which has its file "
                    + installed.file() + "; to stop it permanently use 'plugins disable " + id + "'");
        }
    }

    /** Removes a plugin of the operator. What is said of one that it hides stays said. */
    public FileChange remove(FolderContent there, String id) throws OperationException {
        PluginFile installed = there.plugin(id);
        EnabledPlugins enabled = there.enabled();
        return change("The file " + installed.file() + " cannot be removed", change -> {
            change.delete(installed.file());
            change.delete(kept(id));
            enabled.change(change, path, there.hiddenBy(id).isPresent() ? enabled : enabled.without(id));
            there.pins().edit(change, hashes -> {
                hashes.remove(id);
                hashes.remove(PinnedHashes.previous(id));
            });
        });
    }

    /** Switches a plugin on or off, unless it is so. */
    public FileChange switchTo(FolderContent there, String id, boolean isOn) throws OperationException {
        if (there.disabled().contains(id) != isOn) {
            return FileChange.none();
        }
        EnabledPlugins enabled = there.enabled();
        boolean isOffAtFirst = there.offAtFirst().contains(there.plugin(id));
        return change(
                "Which plugins are enabled cannot be written to " + path,
                change -> enabled.change(change, path, isOn ? enabled.on(id, isOffAtFirst) : enabled.off(id)));
    }
}
