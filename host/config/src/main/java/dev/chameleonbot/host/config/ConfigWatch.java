package dev.chameleonbot.host.config;

import dev.chameleonbot.host.config.ConfigSources.AccountSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a configuration, or an account file next to it, has other content than before, is new or is gone, whichever
 * way that came: written in place, replaced by a rename, behind a symbolic link that now leads elsewhere, or on a mount that
 * reports no changes. That is why it looks instead of being told. A content counts once it was the same at two looks in a
 * row, so that a file that is being written does not count as broken. What is read through it counts
 * as known, whichever caller reads it.
 *
 * <p>One thread looks; any thread reads.
 */
public final class ConfigWatch {
    private static final String NO_FILE = "";
    private static final String UNREADABLE = "unreadable";
    private static final String FOLDER = "folder";
    private static final String NONE = "none";
    /** File systems keep times to two seconds at worst: a younger file may change without its time changing. */
    private static final Duration TIME_GRAIN = Duration.ofSeconds(3);

    private final Path file;
    private final InstantSource clock;
    /** The digests of what is there, by file; never changed. */
    private volatile Map<Path, String> known;

    private Map<Path, String> seen = Map.of();
    private Map<Path, Look> looks = Map.of();

    /**
     * Begins with what is in the files now.
     *
     * @param clock the wall clock
     */
    public ConfigWatch(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.known = look();
    }

    /**
     * Looks.
     *
     * @return whether a file has a content that holds still and is not the one before; also if one is new or gone
     */
    public boolean hasChanged() {
        Map<Path, String> before = known;
        Map<Path, String> changed = changes(before, look());
        Map<Path, String> still = common(seen, changed);
        seen = without(changed, still);
        if (still.isEmpty()) {
            return false;
        }
        Map<Path, String> now = new HashMap<>(before);
        now.putAll(still);
        known = Map.copyOf(now);
        return true;
    }

    /** What is different in the second, with nothing for files that are gone. */
    private static Map<Path, String> changes(Map<Path, String> before, Map<Path, String> now) {
        TreeSet<Path> files = new TreeSet<>(before.keySet());
        files.addAll(now.keySet());
        return files.stream()
                .filter(one -> !before.getOrDefault(one, NO_FILE).equals(now.getOrDefault(one, NO_FILE)))
                .collect(Collectors.toMap(one -> one, one -> now.getOrDefault(one, NO_FILE)));
    }

    private static Map<Path, String> common(Map<Path, String> one, Map<Path, String> other) {
        return other.entrySet().stream()
                .filter(entry -> entry.getValue().equals(one.get(entry.getKey())))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<Path, String> without(Map<Path, String> all, Map<Path, String> some) {
        Map<Path, String> rest = new HashMap<>(all);
        rest.keySet().removeAll(some.keySet());
        return rest;
    }

    /**
     * Reads the files. Their contents count as known from now on, whether they can be used or not.
     *
     * @return the configuration or all that is wrong with it
     * @throws UnreadableConfigException if there is no such file, or it is not JSON
     */
    public ConfigReport read(ConfigReader reader) throws UnreadableConfigException {
        ConfigSources sources;
        try {
            sources = ConfigSources.read(file);
        } catch (UnreadableConfigException e) {
            known = all(ConfigWatch::digestNow);
            throw e;
        }
        Map<Path, String> contents = new HashMap<>();
        contents.put(file, sources.configuration().digest());
        if (sources.hasFolder()) {
            contents.put(AccountFiles.beside(file).folder(), FOLDER);
        }
        for (AccountSource account : sources.accounts()) {
            contents.put(
                    account.file(),
                    switch (account) {
                        case AccountSource.Known(ConfigFile content) -> content.digest();
                        case AccountSource.Unreadable(Path which, UnreadableConfigException fault) -> UNREADABLE;
                    });
        }
        known = Map.copyOf(contents);
        return reader.read(sources);
    }

    /** Lets the contents that are there count as changed again, as nothing came of their being read. */
    public void forget() {
        known = Map.of(file, NONE);
    }

    /** All digests; a file is read only if its attributes say that it may have changed. */
    private Map<Path, String> look() {
        Map<Path, Look> next = new HashMap<>();
        Instant now = clock.instant();
        Map<Path, String> all = all(one -> {
            Look look = Look.at(one, now, looks.get(one));
            next.put(one, look);
            return look.digest();
        });
        looks = next;
        return all;
    }

    /** All digests, as something finds them for a file. */
    private Map<Path, String> all(Function<Path, String> digest) {
        Map<Path, String> all = new HashMap<>();
        String ofConfiguration = digest.apply(file);
        all.put(file, ofConfiguration.equals(UNREADABLE) ? NO_FILE : ofConfiguration);
        AccountFiles files = AccountFiles.beside(file);
        try {
            files.list().forEach(one -> all.put(one, digest.apply(one)));
            if (Files.isDirectory(files.folder())) {
                all.put(files.folder(), FOLDER);
            }
        } catch (IOException e) {
            all.put(files.folder(), UNREADABLE);
        }
        return Map.copyOf(all);
    }

    private static String digestNow(Path file) {
        try {
            return ConfigFile.read(file).digest();
        } catch (UnreadableConfigException e) {
            return UNREADABLE;
        }
    }

    /**
     * What a look at a file has found.
     *
     * @param attributes what tells whether that can be another; null if it could not be read
     */
    private record Look(String digest, @Nullable Attributes attributes) {
        static Look at(Path file, Instant now, @Nullable Look before) {
            try {
                Attributes attributes = Attributes.of(file, now);
                return before != null && attributes.settled && attributes.equals(before.attributes)
                        ? before
                        : new Look(digestNow(file), attributes);
            } catch (IOException e) {
                return new Look(UNREADABLE, null);
            }
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
