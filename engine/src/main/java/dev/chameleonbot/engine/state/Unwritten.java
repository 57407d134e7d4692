package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.Channel;
import dev.chameleonbot.engine.spi.StateChange.Forgotten;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateChange.Tokens;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the store has not taken yet: the newest value of each key.
 *
 * <p>One batch is written at a time. What it holds stays here until it is {@link #written}; a value that came meanwhile
 * stays even if it is the same, since the account may have been forgotten in between.
 *
 * <p>Concurrency: any thread may call it; batches are taken by one thread at a time. {@code lock} guards all but
 * {@code memory}, whose entries are changed in atomic operations of that map, so that a behaviour's change takes no lock
 * that others hold.
 *
 * <p>Bounds: there is one pair of tokens an account. Ids of channels and of messages give way, the oldest first: the ones
 * can be asked for again, the others matter for ten minutes. Changes of memories are bounded by the memories.
 */
final class Unwritten {
    static final int MOST_IDS = 20_000;

    private final Mutex lock = new Mutex();
    private final Map<String, Long> forgotten = new HashMap<>();
    private final Map<String, Numbered> tokens = new HashMap<>();
    private final Map<String, ChannelId> channels = new LinkedHashMap<>();
    private final ConcurrentMap<String, Map<MemoryKey, MemoryChange>> memory = new ConcurrentHashMap<>();
    private final Set<SeenMessage> seen = new LinkedHashSet<>();
    /** How many batches were taken. */
    private long batches;

    private int dropped;
    /** The time of what is seen until the next batch: when that comes at the latest. */
    private @Nullable Instant seenAt;

    void forget(String login) {
        lock.run(() -> {
            tokens.remove(login);
            memory.remove(login);
            seen.removeIf(message -> message.login().equals(login));
            forgotten.put(login, batches);
        });
    }

    void put(String login, StoredTokens pair) {
        lock.run(() -> tokens.put(login, new Numbered(pair, batches)));
    }

    void put(Map<String, ChannelId> ids) {
        lock.run(() -> ids.forEach((name, id) -> {
            channels.remove(name); // so that it becomes the youngest
            makeRoom(channels.keySet());
            channels.put(name, id);
        }));
    }

    void put(MemoryChange change) {
        memory.compute(change.login(), (login, changes) -> {
            Map<MemoryKey, MemoryChange> all = changes == null ? new HashMap<>() : changes;
            all.put(MemoryKey.of(change), change);
            return all;
        });
    }

    /** Of what is seen until the next batch the time is the same, so that it is one row. */
    void put(String login, MessageId id, InstantSource clock) {
        lock.run(() -> {
            Instant at = seenAt == null ? clock.instant().plus(Journal.DELAY) : seenAt;
            seenAt = at;
            makeRoom(seen);
            seen.add(new SeenMessage(login, id, at));
        });
    }

    private void makeRoom(Collection<?> ids) {
        if (ids.size() >= MOST_IDS) {
            Iterator<?> oldest = ids.iterator();
            oldest.next();
            oldest.remove();
            dropped++;
        }
    }

    /** All of it, to be written together. */
    List<StateChange> batch() {
        return lock.get(() -> {
            batches++;
            seenAt = null;
            List<StateChange> all = new ArrayList<>();
            forgotten.keySet().forEach(login -> all.add(new Forgotten(login)));
            tokens.forEach((login, pair) -> all.add(new Tokens(login, pair.tokens())));
            channels.forEach((name, id) -> all.add(new Channel(name, id)));
            memory.keySet().forEach(login -> all.addAll(memory(login)));
            all.addAll(seen);
            return all;
        });
    }

    /** Nothing, as this is not the time to write. */
    List<StateChange> postponed() {
        lock.run(() -> seenAt = null);
        return List.of();
    }

    /** Takes the last batch away, and returns how many ids have given way since the one before. */
    int written(List<? extends StateChange> batch) {
        for (MemoryChange change : only(MemoryChange.class, batch)) {
            memory.computeIfPresent(change.login(), (login, changes) -> {
                removeSame(changes, MemoryKey.of(change), change);
                return changes.isEmpty() ? null : changes;
            });
        }
        return lock.get(() -> {
            forgotten.values().removeIf(number -> number < batches);
            tokens.values().removeIf(pair -> pair.number() < batches);
            only(Channel.class, batch).forEach(channel -> removeSame(channels, channel.name(), channel.id()));
            only(SeenMessage.class, batch).forEach(seen::remove);
            int count = dropped;
            dropped = 0;
            return count;
        });
    }

    /** The changes of one sort. */
    static <T extends StateChange> List<T> only(Class<T> sort, List<? extends StateChange> changes) {
        return changes.stream().filter(sort::isInstance).map(sort::cast).toList();
    }

    @SuppressWarnings("ReferenceEquality") // An equal one may have come since, after the account was forgotten.
    private static <K, V> void removeSame(Map<K, V> from, K key, V value) {
        from.computeIfPresent(key, (same, now) -> now == value ? null : now);
    }

    boolean hasForgotten(String login) {
        return lock.get(() -> forgotten.containsKey(login));
    }

    /** The tokens of an account that wait. */
    Optional<StoredTokens> tokens(String login) {
        return lock.get(() -> Optional.ofNullable(tokens.get(login)).map(Numbered::tokens));
    }

    /** The account whose tokens wait and are of such a user. */
    Optional<String> account(Predicate<Owner> which) {
        return lock.get(() -> tokens.entrySet().stream()
                .filter(entry -> entry.getValue().tokens().owner().filter(which).isPresent())
                .map(Map.Entry::getKey)
                .findFirst());
    }

    Map<String, ChannelId> channels(Collection<String> logins) {
        return lock.get(() -> {
            Map<String, ChannelId> known = new HashMap<>();
            logins.forEach(login -> Optional.ofNullable(channels.get(login)).ifPresent(id -> known.put(login, id)));
            return known;
        });
    }

    /** The changes of an account's memories. */
    List<MemoryChange> memory(String login) {
        List<MemoryChange> all = new ArrayList<>();
        memory.computeIfPresent(login, (same, changes) -> {
            all.addAll(changes.values());
            return changes;
        });
        return all;
    }

    List<SeenMessage> seen(String login) {
        return lock.get(() ->
                seen.stream().filter(message -> message.login().equals(login)).toList());
    }

    /** Names changes without any of their values; accounts are named where they may need a login. */
    static String describe(List<? extends StateChange> changes) {
        List<String> parts = new ArrayList<>();
        name(parts, "the end of", StateChange.accounts(only(Forgotten.class, changes)));
        name(parts, "the tokens of", StateChange.accounts(only(Tokens.class, changes)));
        List<MemoryChange> remembered = only(MemoryChange.class, changes);
        Set<String> plugins = new HashSet<>();
        remembered.forEach(change -> plugins.add(change.pluginId()));
        name(parts, remembered.size() + " changes of what is remembered by", plugins);
        count(parts, only(Channel.class, changes).size(), "ids of channels");
        count(parts, only(SeenMessage.class, changes).size(), "ids of messages that were seen");
        return String.join("; ", parts);
    }

    private static void name(List<String> parts, String what, Set<String> names) {
        if (!names.isEmpty()) {
            parts.add(what + " " + String.join(", ", new TreeSet<>(names)));
        }
    }

    private static void count(List<String> parts, int count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private record MemoryKey(String pluginId, String key) {
        static MemoryKey of(MemoryChange change) {
            return new MemoryKey(change.pluginId(), change.key());
        }
    }

    /**
     * Tokens that wait.
     *
     * @param number how many batches had been taken before
     */
    private record Numbered(StoredTokens tokens, long number) {}
}
