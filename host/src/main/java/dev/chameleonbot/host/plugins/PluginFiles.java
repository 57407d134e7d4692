package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the files of the plugins: those of the operator, and below them those of the program. One of the program that is a
 * plugin which the operator has installed too does not count.
 */
final class PluginFiles {
    private final PluginPlaces places;
    private final Path own;
    private final PluginLock lock;
    private final PluginTrust trust;

    PluginFiles(PluginPlaces places, PluginLock lock) {
        this.places = places;
        this.own = places.installed();
        this.lock = lock;
        this.trust = new PluginTrust(own, System.getenv());
    }

    /** Refuses the content of a plugin's file that the operator has pinned otherwise. The program's are not pinned. */
    void requirePinned(FoundPlugin found, String sha256) throws PluginLoadException {
        if (found.isBundled()) {
            return;
        }
        lock.check(found.file(), found.id(), sha256);
        if (!found.isIn(own)) {
            new PluginLock(found.file().resolveSibling("")).check(found.file(), found.id(), sha256);
        }
    }

    /** Refuses a jar that is not signed by whom the operator trusts. Whoever can write the program's own can do anything. */
    void requireTrusted(Path shown, Path content) throws PluginLoadException {
        Path folder = shown.resolveSibling("");
        Optional<BundledPlugins> program =
                places.bundled().filter(folder::equals).map(BundledPlugins::new);
        if (program.isEmpty()) {
            trust.check(shown, content);
        } else if (!isNamed(shown, program.get().onAtFirst())) {
            trust.check(shown, content);
            new PluginTrust(folder, System.getenv()).check(shown, content);
        }
    }

    private static boolean isNamed(Path file, Map<String, Boolean> bundled) {
        return bundled.containsKey(String.valueOf(file.getFileName()).replaceFirst("\\.jar$", ""));
    }

    /** What to do with a file of the operator that is among those of the program, as in earlier versions all were. */
    Optional<String> hint(FoundPlugin found) {
        boolean isAmongThem = !found.isBundled()
                && !found.isIn(own)
                && places.bundled().map(BundledPlugins::new).stream().anyMatch(BundledPlugins::areListed);
        return isAmongThem
                ? Optional.of(
                        "Its file is in the program's folder, where the next version of the program will not look for"
                                + " it; take it to " + own + " with 'chameleon plugins install " + found.file() + "'")
                : Optional.empty();
    }

    /** The operator's jars, in the order of their names. */
    List<Path> jars() throws PluginLoadException {
        return places.bundled().isPresent() && Files.notExists(own) ? List.of() : jars(own);
    }

    private static List<Path> jars(Path folder) throws PluginLoadException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.jar")) {
            entries.forEach(found::add);
        } catch (IOException e) {
            throw new PluginLoadException("The plugins folder " + folder + " cannot be read: " + Reasons.of(e), e);
        }
        // What macOS keeps beside a file on a disk that is not its own is called like it, with this before the name.
        found.removeIf(file ->
                !Files.isRegularFile(file) || String.valueOf(file.getFileName()).startsWith("._"));
        found.sort(null);
        return found;
    }

    /** Reads what the jars are. One that cannot be read, or is a plugin that another one is too, hinders no other. */
    FolderContent content() throws PluginLoadException {
        Map<Path, String> broken = new LinkedHashMap<>();
        Map<String, FoundPlugin> plugins = read(jars(), PluginInfo.Origin.INSTALLED, broken);
        Map<String, FoundPlugin> hidden = new LinkedHashMap<>();
        Set<String> offAtFirst = new TreeSet<>();
        if (places.bundled().isPresent()) {
            BundledPlugins program = new BundledPlugins(places.bundled().get());
            Map<String, Boolean> onAtFirst = program.onAtFirst();
            List<Path> bundled = jars(program.folder());
            List<Path> others = new ArrayList<>(bundled);
            others.removeIf(file -> isNamed(file, onAtFirst));
            bundled.removeAll(others);
            putBelow(read(others, PluginInfo.Origin.INSTALLED, broken), plugins, hidden);
            putBelow(read(bundled, PluginInfo.Origin.BUNDLED, broken), plugins, hidden);
        }
        for (FoundPlugin found : plugins.values()) {
            if (isOffAtFirst(found)) {
                offAtFirst.add(found.id());
            }
        }
        return new FolderContent(plugins, hidden, broken, new PluginSwitches(own).read(), offAtFirst);
    }

    /** Whether a plugin does not run unless the operator switches it on. */
    boolean isOffAtFirst(FoundPlugin found) throws PluginLoadException {
        Path folder = found.file().resolveSibling("");
        Map<String, Boolean> onAtFirst = new BundledPlugins(folder).onAtFirst();
        if (isNamed(found.file(), onAtFirst) && !onAtFirst.getOrDefault(found.id(), true)) {
            return true;
        }
        // What the operator of an earlier version has said, in the folder that was the only one.
        return !found.isIn(own) && new PluginSwitches(folder).read().disabled().contains(found.id());
    }

    private static void putBelow(
            Map<String, FoundPlugin> more, Map<String, FoundPlugin> plugins, Map<String, FoundPlugin> hidden) {
        more.forEach((id, found) -> {
            if (plugins.putIfAbsent(id, found) != null) {
                hidden.putIfAbsent(id, found);
            }
        });
    }

    private static Map<String, FoundPlugin> read(List<Path> files, PluginInfo.Origin origin, Map<Path, String> broken) {
        Map<String, FoundPlugin> plugins = new LinkedHashMap<>();
        for (Path file : files) {
            try {
                PluginFile plugin = PluginFile.read(file);
                FoundPlugin other = plugins.putIfAbsent(plugin.id(), new FoundPlugin(file, plugin, origin));
                if (other != null) {
                    broken.put(
                            file,
                            "Two files in " + file.resolveSibling("") + " are the plugin \"" + plugin.id() + "\": "
                                    + other.file().getFileName() + " and " + file.getFileName()
                                    + "; keep one of them");
                }
            } catch (PluginLoadException e) {
                broken.put(file, e.getMessage());
            }
        }
        return plugins;
    }
}
