package dev.chameleonbot.host.plugins;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code plugins.lock} of a plugins folder: which content each plugin may have. A line is a SHA-256 in hexadecimal
 * digits, white space, and a plugin's id. Without the file every content is taken.
 */
final class PluginLock {
    static final String NAME = "plugins.lock";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\\s+(\\S+)");

    private final Path file;

    PluginLock(Path folder) {
        this.file = folder.resolve(NAME);
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The hash that a plugin is to have; empty where the file does not name it. */
    Optional<String> of(String id) throws PluginLoadException {
        return Optional.ofNullable(read().get(id));
    }

    /** Refuses a plugin whose content is another than the one that was pinned, or that was never pinned. */
    void check(Path jar, String id, String sha256) throws PluginLoadException {
        if (!exists()) {
            return;
        }
        String pinned = of(id).orElseThrow(() -> new PluginLoadException(jar.getFileName() + " is the plugin \"" + id
                + "\" with the SHA-256 " + sha256 + ", which " + file + " does not name; if you trust it, pin it with "
                + "'chameleon plugins verify --pin'"));
        if (!pinned.equals(sha256)) {
            throw new PluginLoadException(jar.getFileName() + ", the plugin \"" + id + "\", has changed: " + file
                    + " has the SHA-256 " + pinned + ", the file " + sha256
                    + "; if you trust it, pin it with 'chameleon plugins verify --pin'");
        }
    }

    /** Pins these and no others. */
    void write(Map<String, String> hashes) throws PluginLoadException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(hashes)
                .forEach((id, hash) -> text.append(hash).append("  ").append(id).append('\n'));
        try {
            PluginFolder.write(file, text.toString());
        } catch (IOException e) {
            throw new PluginLoadException("The file " + file + " cannot be written: " + Reasons.of(e), e);
        }
    }

    /** Pins one more, or the same one anew; does nothing without the file. */
    void pin(String id, String sha256) throws PluginLoadException {
        if (exists()) {
            Map<String, String> hashes = read();
            hashes.put(id, sha256);
            write(hashes);
        }
    }

    /** Pins one no longer; does nothing without the file. */
    void forget(String id) throws PluginLoadException {
        if (exists()) {
            Map<String, String> hashes = read();
            hashes.remove(id);
            write(hashes);
        }
    }

    private Map<String, String> read() throws PluginLoadException {
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
