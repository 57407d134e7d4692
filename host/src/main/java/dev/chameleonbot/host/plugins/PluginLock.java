package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code plugins.lock} of a plugins folder: which content each plugin may have. A line is a SHA-256 in hexadecimal
 * digits, white space, and a plugin's id, or {@code previous/} and its id for the version that is kept for a roll-back.
 * Without the file every content is taken.
 */
final class PluginLock {
    static final String NAME = "plugins.lock";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\\s+(\\S+)");

    private final Path file;

    PluginLock(Path folder) {
        this.file = folder.resolve(NAME);
    }

    Path file() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** Refuses a plugin whose content is another than the one that was pinned, or that was never pinned. */
    void check(Path jar, String id, String sha256) throws PluginLoadException {
        check(jar, id, id, sha256);
    }

    /** The same for the version that is kept for a roll-back. */
    void checkPrevious(Path jar, String id, String sha256) throws PluginLoadException {
        check(jar, id, previous(id), sha256);
    }

    private void check(Path jar, String id, String name, String sha256) throws PluginLoadException {
        if (!exists()) {
            return;
        }
        String pinned = read().get(name);
        if (pinned == null) {
            throw new PluginLoadException(shown(jar, name) + " is the plugin \"" + id + "\" with the SHA-256 " + sha256
                    + ", which " + file + " does not name; if you trust it, pin it with "
                    + "'chameleon plugins verify --pin'");
        }
        if (!pinned.equals(sha256)) {
            throw new PluginLoadException(shown(jar, name) + ", the plugin \"" + id + "\", has changed: " + file
                    + " has the SHA-256 " + pinned + ", the file " + sha256
                    + "; if you trust it, pin it with 'chameleon plugins verify --pin'");
        }
    }

    private static String shown(Path jar, String name) {
        return (name.startsWith(PluginFolder.PREVIOUS + "/") ? PluginFolder.PREVIOUS + "/" : "") + jar.getFileName();
    }

    /** What the version of a plugin that is kept for a roll-back is called in the file. */
    static String previous(String id) {
        return PluginFolder.PREVIOUS + "/" + id;
    }

    /** The file's text for these hashes. */
    static String text(Map<String, String> hashes) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(hashes)
                .forEach((id, hash) -> text.append(hash).append("  ").append(id).append('\n'));
        return text.toString();
    }

    /** The hashes of the file; none without it. */
    Map<String, String> read() throws PluginLoadException {
        Map<String, String> hashes = new TreeMap<>();
        if (!exists()) {
            return hashes;
        }
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = line.replaceFirst("#.*", "").strip();
                Matcher matcher = LINE.matcher(text);
                if (matcher.matches()) {
                    hashes.put(matcher.group(2), matcher.group(1));
                } else if (!text.isEmpty()) {
                    throw new PluginLoadException("Line " + number + " of " + file
                            + " is not a SHA-256 and a plugin's id: 64 small hexadecimal digits, a space, the id");
                }
            }
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be read: " + Reasons.of(e), e);
        }
        return hashes;
    }
}
