package dev.chameleonbot.engine.state;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
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
    private final Map<String, Forgotten> forgotten = new HashMap<>();
    private final Map<String, Tokens> tokens = new HashMap<>();
    private final SequencedMap<String, Channel> channels = new LinkedHashMap<>();
    private final ConcurrentMap<Book, Map<String, MemoryChange>> memory = new ConcurrentHashMap<>();
    private final SequencedSet<SeenMessage> seen = new LinkedHashSet<>();
    private int dropped;
    /** The time of what is seen until the next batch: when that comes at the latest. */
    private @Nullable Instant seenAt;

    void forget(String login) {
        lock.run(() -> {
            tokens.remove(login);
            memory.keySet().removeIf(book -> book.login().equals(login));
            seen.removeIf(message -> message.login().equals(login));
            forgotten.put(login, new Forgotten(login));
        });
    }

    void put(String login, StoredTokens pair) {
        lock.run(() -> tokens.put(login, new Tokens(login, pair)));
    }

    void put(Map<String, ChannelId> ids) {
        lock.run(() -> ids.forEach((name, id) -> {
            channels.putLast(name, new Channel(name, id));
            if (channels.size() > MOST_IDS) {
                channels.pollFirstEntry();
                dropped++;
            }
        }));
    }

    void put(MemoryChange change) {
        memory.compute(new Book(change.login(), change.pluginId()), (book, changes) -> {
            Map<String, MemoryChange> all = changes == null ? new HashMap<>() : changes;
            all.put(change.key(), change);
            return all;
        });
    }

    /** Of what is seen until the next batch the time is the same, so that it is one row. */
    void put(String login, MessageId id, InstantSource clock) {
        lock.run(() -> {
            Instant at = seenAt == null ? clock.instant().plus(Journal.DELAY) : seenAt;
            seenAt = at;
            seen.add(new SeenMessage(login, id, at));
            if (seen.size() > MOST_IDS) {
                seen.removeFirst();
                dropped++;
            }
        });
    }

    /** All of it, to be written together. */
    List<StateChange> batch() {
        return lock.get(() -> {
            seenAt = null;
            List<StateChange> all = new ArrayList<>(forgotten.values());
            all.addAll(tokens.values());
            all.addAll(channels.values());
            memory.keySet().forEach(book -> all.addAll(memory(book.login(), book.pluginId())));
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
        return lock.get(() -> {
            for (StateChange change : batch) {
                switch (change) {
                    case Forgotten end -> removeSame(forgotten, end.login(), end);
                    case Tokens pair -> removeSame(tokens, pair.login(), pair);
                    case Channel channel -> removeSame(channels, channel.name(), channel);
                    case SeenMessage message -> seen.remove(message);
                    case MemoryChange one ->
                        memory.computeIfPresent(new Book(one.login(), one.pluginId()), (book, changes) -> {
                            removeSame(changes, one.key(), one);
                            return changes.isEmpty() ? null : changes;
                        });
                }
            }
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
        return lock.get(() -> Optional.ofNullable(tokens.get(login)).map(Tokens::tokens));
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
            logins.forEach(
                    login -> Optional.ofNullable(channels.get(login)).ifPresent(found -> known.put(login, found.id())));
            return known;
        });
    }

    /** How many changes of a memory wait, more or less. */
    int changes(String login, String pluginId) {
        return memory.getOrDefault(new Book(login, pluginId), Map.of()).size();
    }

    /** The changes of a memory. */
    List<MemoryChange> memory(String login, String pluginId) {
        List<MemoryChange> all = new ArrayList<>();
        memory.computeIfPresent(new Book(login, pluginId), (same, changes) -> {
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
        SortedMap<String, Long> counts =
                changes.stream().collect(groupingBy(Unwritten::describe, TreeMap::new, counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().replace("{}", entry.getValue().toString()))
                .collect(joining("; "));
    }

    private static String describe(StateChange change) {
        return switch (change) {
            case Forgotten end -> "the end of " + end.login();
            case Tokens pair -> "the tokens of " + pair.login();
            case MemoryChange one -> "{} changes of what is remembered by " + one.pluginId();
            case Channel channel -> "{} ids of channels";
            case SeenMessage message -> "{} ids of messages that were seen";
        };
    }

    /** Whose memory, and about which account. */
    private record Book(String login, String pluginId) {}
}
