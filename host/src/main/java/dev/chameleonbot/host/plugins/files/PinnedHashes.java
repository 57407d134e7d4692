package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file {@code plugins.lock} of a plugins folder, as it was read: which content each plugin may have. A line is a SHA-256
 * in hexadecimal digits, white space, and a plugin's id, or {@code previous/} and its id for the version that is kept for a
 * roll-back. Without the file every content is taken.
 */
public final class PinnedHashes {
    private static final String NAME = "plugins.lock";
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64})\\s+(\\S+)");

    private final Path file;
    /** Empty without the file. */
    private final Optional<Map<String, String>> hashes;

    /** What is said of a plugin's content. */
    public enum Pin {
        /** There is no such file. */
        NONE,
        /** Nothing, as it comes with the program. */
        BUNDLED,
        /** Its content is the pinned one. */
        MATCHES,
        /** Its content is another one: it will not be loaded. */
        CHANGED,
        /** It is not named there: it will not be loaded. */
        UNKNOWN
    }

    private PinnedHashes(Path file, Optional<Map<String, String>> hashes) {
        this.file = file;
        this.hashes = hashes;
    }

    static PinnedHashes read(Path folder) throws OperationException {
        Path file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return new PinnedHashes(file, Optional.empty());
        }
        Map<String, String> hashes = new TreeMap<>();
        try {
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String text = line.replaceFirst("#.*", "").strip();
                Matcher matcher = LINE.matcher(text);
                if (matcher.matches()) {
                    hashes.put(matcher.group(2), matcher.group(1));
                } else if (!text.isEmpty()) {
                    throw new OperationException("Line " + number + " of " + file
                            + " is not a SHA-256 and a plugin's id: 64 small hexadecimal digits, a space, the id");
                }
            }
        } catch (IOException e) {
            throw new OperationException("The file " + file + " cannot be read: " + Reasons.of(e), e);
        }
        return new PinnedHashes(file, Optional.of(hashes));
    }

    Path file() {
        return file;
    }

    /** What is said of a plugin's content. */
    public Pin of(PluginFile plugin) throws OperationException {
        if (plugin.isBundled()) {
            return Pin.BUNDLED;
        }
        return hashes.isEmpty() ? Pin.NONE : compared(hashes.get(), plugin.id(), plugin.sha256());
    }

    private static Pin compared(Map<String, String> hashes, String name, String sha256) {
        String pinned = hashes.get(name);
        return pinned == null ? Pin.UNKNOWN : pinned.equals(sha256) ? Pin.MATCHES : Pin.CHANGED;
    }

    /** Whether a content may be that of a plugin. */
    boolean allow(String id, String sha256) {
        return hashes.isEmpty() || compared(hashes.get(), id, sha256) == Pin.MATCHES;
    }

    /** Refuses a plugin whose content is another than the one that was pinned, or that was never pinned. */
    void require(PluginFile plugin) throws OperationException {
        require(plugin, plugin.id(), "");
    }

    /** The same for the version that is kept for a roll-back. */
    void requirePrevious(PluginFile plugin) throws OperationException {
        require(plugin, previous(plugin.id()), PluginFolder.PREVIOUS + "/");
    }

    private void require(PluginFile plugin, String name, String folder) throws OperationException {
        if (hashes.isEmpty()) {
            return;
        }
        String sha256 = plugin.sha256();
        String advice = "; if you trust it, pin it with 'chameleon plugins verify --pin'";
        switch (compared(hashes.get(), name, sha256)) {
            case UNKNOWN ->
                throw new OperationException(folder + plugin.fileName() + " is the plugin \"" + plugin.id()
                        + "\" with the SHA-256 " + sha256 + ", which " + file + " does not name" + advice);
            case CHANGED ->
                throw new OperationException(folder + plugin.fileName() + ", the plugin \"" + plugin.id()
                        + "\", has changed: " + file + " has the SHA-256 "
                        + hashes.get().get(name) + ", the file " + sha256 + advice);
            case NONE, BUNDLED, MATCHES -> {}
        }
    }

    /** What the version of a plugin that is kept for a roll-back is called in the file. */
    static String previous(String id) {
        return PluginFolder.PREVIOUS + "/" + id;
    }

    /** Adds to a change that the file says something else, if there is one. */
    void edit(FileChange change, Consumer<Map<String, String>> edit) throws OperationException {
        if (hashes.isPresent()) {
            Map<String, String> edited = new TreeMap<>(hashes.get());
            edit.accept(edited);
            write(change, edited);
        }
    }

    /** Adds to a change that the file, which may be a new one, names these hashes. */
    void write(FileChange change, Map<String, String> all) throws OperationException {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(all)
                .forEach((id, hash) -> text.append(hash).append("  ").append(id).append('\n'));
        change.write(file, text.toString());
    }
}
