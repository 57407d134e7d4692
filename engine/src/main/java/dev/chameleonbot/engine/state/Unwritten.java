package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
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

    private final ReentrantLock lock = new ReentrantLock();
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
        locked(() -> {
            tokens.remove(login);
            memory.remove(login);
            seen.removeIf(message -> message.login().equals(login));
            return forgotten.put(login, batches);
        });
    }

    void put(String login, StoredTokens pair) {
        locked(() -> tokens.put(login, new Numbered(pair, batches)));
    }

    void put(Map<String, ChannelId> ids) {
        locked(() -> {
            ids.forEach((name, id) -> {
                channels.remove(name); // so that it becomes the youngest
                makeRoom(channels.keySet());
                channels.put(name, id);
            });
            return ids;
        });
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
        lock.lock();
        try {
            Instant at = seenAt == null ? clock.instant().plus(Journal.DELAY) : seenAt;
            seenAt = at;
            makeRoom(seen);
            seen.add(new SeenMessage(login, id, at));
        } finally {
            lock.unlock();
        }
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
    StateChanges batch() {
        return locked(() -> {
            batches++;
            seenAt = null;
            Map<String, StoredTokens> pairs = new HashMap<>();
            tokens.forEach((login, pair) -> pairs.put(login, pair.tokens()));
            List<MemoryChange> changes = new ArrayList<>();
            memory.keySet().forEach(login -> changes.addAll(memory(login)));
            return new StateChanges(forgotten.keySet(), pairs, channels, changes, List.copyOf(seen));
        });
    }

    /** Nothing, as this is not the time to write. */
    StateChanges postponed() {
        return locked(() -> {
            seenAt = null;
            return StateChanges.ofSeen(List.of());
        });
    }

    /** Takes the last batch away, and returns how many ids have given way since the one before. */
    int written(StateChanges batch) {
        for (MemoryChange change : batch.memory()) {
            memory.computeIfPresent(change.login(), (login, changes) -> {
                removeSame(changes, MemoryKey.of(change), change);
                return changes.isEmpty() ? null : changes;
            });
        }
        return locked(() -> {
            forgotten.values().removeIf(number -> number < batches);
            tokens.values().removeIf(pair -> pair.number() < batches);
            batch.channels().forEach((name, id) -> removeSame(channels, name, id));
            batch.seen().forEach(seen::remove);
            int count = dropped;
            dropped = 0;
            return count;
        });
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // An equal one may have come since, after the account was forgotten.
    private static <K, V> void removeSame(Map<K, V> from, K key, V value) {
        from.computeIfPresent(key, (same, now) -> now == value ? null : now);
    }

    boolean hasForgotten(String login) {
        return locked(() -> forgotten.containsKey(login));
    }

    /** The tokens of an account that wait. */
    Optional<StoredTokens> tokens(String login) {
        return locked(() -> Optional.ofNullable(tokens.get(login)).map(Numbered::tokens));
    }

    /** The account whose tokens wait and are of such a user. */
    Optional<String> account(Predicate<Owner> which) {
        return locked(() -> tokens.entrySet().stream()
                .filter(entry -> entry.getValue().tokens().owner().filter(which).isPresent())
                .map(Map.Entry::getKey)
                .findFirst());
    }

    Map<String, ChannelId> channels(Collection<String> logins) {
        return locked(() -> {
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
        return locked(() ->
                seen.stream().filter(message -> message.login().equals(login)).toList());
    }

    /** The same changes one by one, so that one which the store refuses takes no other with it. */
    static List<StateChanges> parts(StateChanges all) {
        List<StateChanges> parts = new ArrayList<>();
        all.forgotten().forEach(login -> parts.add(StateChanges.forget(login)));
        all.tokens().forEach((login, pair) -> parts.add(StateChanges.ofTokens(login, pair)));
        all.channels().forEach((name, id) -> parts.add(StateChanges.ofChannels(Map.of(name, id))));
        all.memory().forEach(change -> parts.add(StateChanges.ofMemory(List.of(change))));
        all.seen().forEach(message -> parts.add(StateChanges.ofSeen(List.of(message))));
        return parts;
    }

    /** Names changes without any of their values; accounts are named where they may need a login. */
    static String describe(StateChanges changes) {
        List<String> parts = new ArrayList<>();
        name(parts, "the end of", changes.forgotten());
        name(parts, "the tokens of", changes.tokens().keySet());
        Set<String> plugins = new HashSet<>();
        changes.memory().forEach(change -> plugins.add(change.pluginId()));
        name(parts, changes.memory().size() + " changes of what is remembered by", plugins);
        count(parts, changes.channels().size(), "ids of channels");
        count(parts, changes.seen().size(), "ids of messages that were seen");
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
     * @param tokens the tokens
     * @param number how many batches had been taken before
     */
    private record Numbered(StoredTokens tokens, long number) {}
}
