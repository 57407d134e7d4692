package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program's own folder of plugins. The file {@value #LIST} in it, which comes with the program, has a line for each jar
 * that does too: a plugin's id, and {@code on} or {@code off}. Everything else was put there by the operator when this
 * folder was the only one; without the list, all of it.
 */
final class BundledPlugins {
    static final String LIST = "bundled.txt";
    /** Beside the folder: where an earlier version kept the jars that an operator had to move over to enable them. */
    private static final String EARLIER_DISABLED = "plugins-disabled";

    private static final Set<String> WERE_THERE = Set.of("announcer", "custom-commands");
    private static final Pattern LINE = Pattern.compile("(\\S+)\\s+(on|off)");

    private final Path folder;

    BundledPlugins(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** Whether it is known which plugins belong to the program. */
    boolean areListed() {
        return Files.exists(folder.resolve(LIST));
    }

    /** The ids of the plugins that belong to the program, and whether they run unless somebody says otherwise. */
    Map<String, Boolean> onAtFirst() throws OperationException {
        Map<String, Boolean> found = new TreeMap<>();
        if (!areListed()) {
            return found;
        }
        Path list = folder.resolve(LIST);
        try {
            for (String line : Files.readAllLines(list)) {
                String text = line.replaceFirst("#.*", "").strip();
                Matcher matcher = LINE.matcher(text);
                if (matcher.matches()) {
                    found.put(matcher.group(1), isOn(matcher.group(1), matcher.group(2)));
                } else if (!text.isEmpty()) {
                    throw new OperationException("The program is damaged: " + list + " has the line '" + text
                            + "'; unpack the program again");
                }
            }
        } catch (IOException e) {
            throw new OperationException("The file " + list + " cannot be read: " + Reasons.of(e), e);
        }
        return found;
    }

    /** An operator who has moved a jar from one folder of an earlier version to the other has said what to do. */
    private boolean isOn(String id, String atFirst) {
        Path earlier = folder.resolveSibling(EARLIER_DISABLED);
        if (!Files.isDirectory(earlier)) {
            return atFirst.equals("on");
        }
        return !Files.exists(earlier.resolve(id + ".jar")) && (atFirst.equals("on") || WERE_THERE.contains(id));
    }
}
