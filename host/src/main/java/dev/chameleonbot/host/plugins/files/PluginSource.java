package dev.chameleonbot.host.plugins.files;

import dev.chameleonbot.host.config.OperationException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A jar that is to be installed.
 *
 * @param sha256 the hash that its content has to have, in small hexadecimal digits, where somebody knows it
 */
public record PluginSource(Path jar, Optional<String> sha256) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** A jar of any content. */
    public static PluginSource of(Path jar) {
        return new PluginSource(jar, Optional.empty());
    }

    /**
     * A jar of one content.
     *
     * @param sha256 the hash, as people write it
     * @throws OperationException if that is no SHA-256
     */
    public static PluginSource of(Path jar, String sha256) throws OperationException {
        return new PluginSource(jar, Optional.of(hash(sha256)));
    }

    /**
     * Reads a hash.
     *
     * @param sha256 the hash, as people write it
     * @return the hash, in small hexadecimal digits
     * @throws OperationException if that is no SHA-256
     */
    public static String hash(String sha256) throws OperationException {
        String hash = sha256.strip().toLowerCase(Locale.ROOT);
        if (!HASH.matcher(hash).matches()) {
            throw new OperationException("This is not a SHA-256, which has 64 hexadecimal digits: " + sha256);
        }
        return hash;
    }

    /** What the file is called. */
    public String name() {
        return String.valueOf(jar.getFileName());
    }

    /**
     * Refuses a content that is not the expected one.
     *
     * @throws OperationException if it is another one
     */
    public void check(String found) throws OperationException {
        if (sha256.isPresent() && !sha256.get().equals(found)) {
            throw new OperationException("The content of " + name() + " is not the expected one: its SHA-256 is "
                    + found + ", not " + sha256.get());
        }
    }
}
