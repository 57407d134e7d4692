package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which plugins the operator has switched off, in pf4j's {@code disabled.txt}, and which on, in {@code enabled.txt}: those
 * that would be off if nothing were said. Each is a file with one id a line.
 */
final class PluginSwitches {
    private static final String ENABLED = "enabled.txt";
    private static final String DISABLED = "disabled.txt";

    private final Path folder;

    PluginSwitches(Path folder) {
        this.folder = folder;
    }

    /**
     * What the files say; empty without them.
     *
     * @param enabled the ids that are on
     * @param disabled the ids that are off
     */
    record Switched(Set<String> enabled, Set<String> disabled) {
        /** The same with one plugin switched on. */
        Switched on(String id, boolean isOffAtFirst) {
            Switched changed = without(id);
            if (isOffAtFirst) {
                changed.enabled.add(id);
            }
            return changed;
        }

        /** The same with one plugin switched off. */
        Switched off(String id) {
            Switched changed = without(id);
            changed.disabled.add(id);
            return changed;
        }

        /** The same with nothing said of one plugin. */
        Switched without(String id) {
            Switched changed = new Switched(new TreeSet<>(enabled), new TreeSet<>(disabled));
            changed.enabled.remove(id);
            changed.disabled.remove(id);
            return changed;
        }
    }

    Switched read() throws PluginLoadException {
        return new Switched(ids(ENABLED), ids(DISABLED));
    }

    private Set<String> ids(String name) throws PluginLoadException {
        Path file = folder.resolve(name);
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

    /** Adds what makes the files say something else; those that say it already stay as they are. */
    void write(FolderChange change, Switched wanted) throws PluginLoadException, IOException {
        Switched now = read();
        if (!now.enabled.equals(wanted.enabled)) {
            change.write(folder.resolve(ENABLED), lines(wanted.enabled));
        }
        if (!now.disabled.equals(wanted.disabled)) {
            change.write(folder.resolve(DISABLED), lines(wanted.disabled));
        }
    }

    private static String lines(Set<String> ids) {
        return ids.isEmpty() ? "" : String.join("\n", ids) + "\n";
    }
}
