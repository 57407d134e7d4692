package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which plugins the operator has switched off, in pf4j's {@code disabled.txt}, and which on, in {@code enabled.txt}: those
 * that would be off if nothing were said. Each is a file with one id a line; without a file nothing is said.
 */
record EnabledPlugins(Set<String> enabled, Set<String> disabled) {
    private static final String ENABLED = "enabled.txt";
    private static final String DISABLED = "disabled.txt";

    /** What the files of a folder say. */
    static EnabledPlugins read(Path folder) throws OperationException {
        return new EnabledPlugins(ids(folder.resolve(ENABLED)), ids(folder.resolve(DISABLED)));
    }

    private static Set<String> ids(Path file) throws OperationException {
        Set<String> ids = new TreeSet<>();
        try {
            if (Files.exists(file)) {
                Files.readAllLines(file).stream()
                        .map(line -> line.replaceFirst("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .forEach(ids::add);
            }
        } catch (IOException e) {
            throw new OperationException("The file " + file + " cannot be read: " + Reasons.of(e), e);
        }
        return ids;
    }

    /** The same with one plugin switched on. */
    EnabledPlugins on(String id, boolean isOffAtFirst) {
        EnabledPlugins changed = without(id);
        if (isOffAtFirst) {
            changed.enabled.add(id);
        }
        return changed;
    }

    /** The same with one plugin switched off. */
    EnabledPlugins off(String id) {
        EnabledPlugins changed = without(id);
        changed.disabled.add(id);
        return changed;
    }

    /** The same with nothing said of one plugin. */
    EnabledPlugins without(String id) {
        EnabledPlugins changed = new EnabledPlugins(new TreeSet<>(enabled), new TreeSet<>(disabled));
        changed.enabled.remove(id);
        changed.disabled.remove(id);
        return changed;
    }

    /** Adds to a change of a folder what makes its files, which say this now, say something else. */
    void change(FileChange change, Path folder, EnabledPlugins wanted) throws OperationException {
        if (!enabled.equals(wanted.enabled)) {
            change.write(folder.resolve(ENABLED), lines(wanted.enabled));
        }
        if (!disabled.equals(wanted.disabled)) {
            change.write(folder.resolve(DISABLED), lines(wanted.disabled));
        }
    }

    private static String lines(Set<String> ids) {
        return ids.isEmpty() ? "" : String.join("\n", ids) + "\n";
    }
}
