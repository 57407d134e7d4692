package dev.chameleonbot.host.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a file has other content than before, whichever way it came there: written in place, replaced by a rename,
 * behind a symbolic link that now leads elsewhere, or on a mount that reports no changes. That is why it looks instead of
 * being told. A content counts once it was the same at two looks in a row, so that a file that is being written is not
 * taken for a broken one. What is read through it is no change any more, whoever has it read.
 *
 * <p>One thread looks; any thread reads.
 */
public final class ConfigWatch {
    private static final String NO_FILE = "";
    private static final String NONE = "none";
    /** File systems keep times to two seconds at worst: a younger file may change without its time changing. */
    private static final Duration TIME_GRAIN = Duration.ofSeconds(3);

    private final Path file;
    private final InstantSource clock;
    private volatile String known;
    private @Nullable String seen;
    private @Nullable Attributes attributes;
    private String lastContent = NO_FILE;

    /**
     * Begins with what is in the file now.
     *
     * @param file the file
     * @param clock the wall clock
     */
    public ConfigWatch(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.known = content();
    }

    /**
     * Looks.
     *
     * @return whether the file has a content that holds still and is not the one before; also if it is gone
     */
    public boolean hasChanged() {
        String now = content();
        if (now.equals(known)) {
            seen = null;
            return false;
        }
        if (!now.equals(seen)) {
            seen = now;
            return false;
        }
        known = now;
        seen = null;
        return true;
    }

    /**
     * Reads the file. Its content counts as known from now on, whether it can be used or not.
     *
     * @param reader reads it
     * @return the configuration or all that is wrong with it
     * @throws UnreadableConfigException if there is no such file, or it is not JSON
     */
    public ConfigReport read(ConfigReader reader) throws UnreadableConfigException {
        byte[] bytes;
        try {
            bytes = ConfigFile.bytes(file);
        } catch (UnreadableConfigException e) {
            known = NO_FILE;
            throw e;
        }
        known = digest(bytes);
        return reader.read(file, bytes);
    }

    /** Lets the content that is there count as changed again, as nothing came of its being read. */
    public void forget() {
        known = NONE;
    }

    /** A digest of the content; read only if the file's attributes say that it may have changed. */
    private String content() {
        try {
            Attributes now = Attributes.of(file, clock.instant());
            if (now.equals(attributes) && now.settled) {
                return lastContent;
            }
            lastContent = digest(ConfigFile.bytes(file));
            attributes = now;
            return lastContent;
        } catch (IOException | UnreadableConfigException e) {
            attributes = null;
            return NO_FILE;
        }
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Attributes(
            Instant modified, long size, @Nullable Object key, boolean settled) {
        static Attributes of(Path file, Instant now) throws IOException {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            Instant modified = found.lastModifiedTime().toInstant();
            boolean settled = Duration.between(modified, now).abs().compareTo(TIME_GRAIN) > 0;
            return new Attributes(modified, found.size(), found.fileKey(), settled);
        }
    }
}
