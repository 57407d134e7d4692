package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateStore.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.Owner;
import dev.chameleonbot.engine.spi.StateStore.SeenMessage;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the disk has not taken yet, the newest value of each thing only. Not for several threads at once.
 *
 * <p>Every addition has a number. What was added up to a number can be taken away again once it is written, and what was
 * added meanwhile stays, even if it is the same.
 *
 * <p>Bounds: tokens need none, there is one pair an account. Ids of channels and of messages give way, the eldest first:
 * the ones can be asked for again, the others matter for ten minutes. Memories do not give way; {@link #hasRoomFor} says
 * when there are too many.
 */
final class UnwrittenState {
    static final int MOST_MEMORIES = 100_000;
    static final int MOST_IDS = 20_000;

    private final Layer<String, Boolean> forgotten = new Layer<>(Integer.MAX_VALUE);
    private final Layer<String, StoredTokens> tokens = new Layer<>(Integer.MAX_VALUE);
    private final Layer<String, ChannelId> channels = new Layer<>(MOST_IDS);
    private final Layer<MemoryKey, MemoryChange> memory = new Layer<>(Integer.MAX_VALUE);
    private final Layer<SeenKey, SeenMessage> seen = new Layer<>(MOST_IDS);
    private long number;

    boolean hasRoomFor(StateChanges changes) {
        return changes.memory().isEmpty() || memory.size() + changes.memory().size() <= MOST_MEMORIES;
    }

    /** Adds changes over those before. */
    void add(StateChanges changes) {
        number++;
        for (String login : changes.forgotten()) {
            tokens.remove(login::equals);
            memory.remove(key -> key.login().equals(login));
            seen.remove(key -> key.login().equals(login));
            forgotten.put(login, true, number);
        }
        changes.tokens().forEach((login, pair) -> tokens.put(login, pair, number));
        changes.channels().forEach((login, id) -> channels.put(login, id, number));
        changes.memory()
                .forEach(change ->
                        memory.put(new MemoryKey(change.login(), change.pluginId(), change.key()), change, number));
        changes.seen().forEach(message -> seen.put(new SeenKey(message.login(), message.id()), message, number));
    }

    /** All of it, to be written in one transaction. */
    StateChanges changes() {
        return new StateChanges(
                forgotten.values().keySet(),
                tokens.values(),
                channels.values(),
                List.copyOf(memory.values().values()),
                List.copyOf(seen.values().values()));
    }

    /** The number of the last addition. */
    long number() {
        return number;
    }

    /** Takes away what was added up to a number. */
    void written(long upTo) {
        forgotten.removeUpTo(upTo);
        tokens.removeUpTo(upTo);
        channels.removeUpTo(upTo);
        memory.removeUpTo(upTo);
        seen.removeUpTo(upTo);
    }

    boolean isEmpty() {
        return forgotten.size() + tokens.size() + channels.size() + memory.size() + seen.size() == 0;
    }

    /** Whether what the disk knows of an account counts no more. */
    boolean hasForgotten(String login) {
        return forgotten.get(login) != null;
    }

    Optional<StoredTokens> tokens(String login) {
        return Optional.ofNullable(tokens.get(login));
    }

    /** The account whose tokens wait and are of such a user. */
    Optional<String> account(Predicate<Owner> which) {
        return tokens.values().entrySet().stream()
                .filter(entry -> entry.getValue().owner().filter(which).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    Map<String, ChannelId> channels(Collection<String> logins) {
        Map<String, ChannelId> known = new HashMap<>();
        for (String login : logins) {
            @Nullable ChannelId id = channels.get(login);
            if (id != null) {
                known.put(login, id);
            }
        }
        return known;
    }

    /** The changes of one memory; there are few accounts that ask while the disk is in trouble, so it just looks. */
    List<MemoryChange> memory(String login, String pluginId) {
        return memory.values().values().stream()
                .filter(change ->
                        change.login().equals(login) && change.pluginId().equals(pluginId))
                .toList();
    }

    List<SeenMessage> seen(String login) {
        return seen.values().values().stream()
                .filter(message -> message.login().equals(login))
                .toList();
    }

    /** A memory as the disk has it, with the changes that wait, without what has expired of them. */
    static Map<String, MemoryValue> over(Map<String, MemoryValue> stored, List<MemoryChange> waiting, Instant now) {
        Map<String, MemoryValue> values = new HashMap<>(stored);
        for (MemoryChange change : waiting) {
            @Nullable MemoryValue value = change.value();
            if (value == null || (value.expiresAt() != null && !now.isBefore(value.expiresAt()))) {
                values.remove(change.key());
            } else {
                values.put(change.key(), value);
            }
        }
        return Map.copyOf(values);
    }

    /** The messages seen as the disk has them, and those that wait and are not too old. */
    static Collection<SeenMessage> over(Collection<SeenMessage> stored, List<SeenMessage> waiting, Instant notBefore) {
        Map<MessageId, SeenMessage> messages = new HashMap<>();
        stored.forEach(message -> messages.put(message.id(), message));
        waiting.stream()
                .filter(message -> !message.at().isBefore(notBefore))
                .forEach(message -> messages.put(message.id(), message));
        return List.copyOf(messages.values());
    }

    /** The same changes one by one, so that one which the store refuses takes no other with it. */
    static List<StateChanges> parts(StateChanges all) {
        List<StateChanges> parts = new ArrayList<>();
        all.forgotten().forEach(login -> parts.add(StateChanges.forget(login)));
        all.tokens().forEach((login, tokens) -> parts.add(StateChanges.ofTokens(login, tokens)));
        all.channels().forEach((name, id) -> parts.add(StateChanges.ofChannels(Map.of(name, id))));
        all.memory().forEach(change -> parts.add(StateChanges.ofMemory(List.of(change))));
        all.seen().forEach(message -> parts.add(StateChanges.ofSeen(List.of(message))));
        return parts;
    }

    /** Names what is held, without any of its values; accounts are named where they may need a login. */
    String describe() {
        List<String> parts = new ArrayList<>();
        name(parts, "the end of", forgotten.values().keySet());
        name(parts, "the tokens of", tokens.values().keySet());
        Set<String> plugins = new TreeSet<>();
        memory.values().values().forEach(change -> plugins.add(change.pluginId()));
        name(parts, memory.size() + " changes of what is remembered by", plugins);
        count(parts, channels.size(), "ids of channels");
        count(parts, seen.size(), "ids of messages that were seen");
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

    private record MemoryKey(String login, String pluginId, String key) {}

    private record SeenKey(String login, MessageId id) {}

    private record Numbered<V>(V value, long number) {}

    /** Values of one sort, the eldest first. */
    private static final class Layer<K, V> {
        private final Map<K, Numbered<V>> entries = new LinkedHashMap<>();
        private final int most;

        Layer(int most) {
            this.most = most;
        }

        void put(K key, V value, long number) {
            entries.remove(key); // so that it becomes the youngest
            if (entries.size() >= most) {
                Iterator<K> eldest = entries.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
            entries.put(key, new Numbered<>(value, number));
        }

        @Nullable
        V get(K key) {
            @Nullable Numbered<V> held = entries.get(key);
            return held == null ? null : held.value();
        }

        void remove(Predicate<K> which) {
            entries.keySet().removeIf(which);
        }

        void removeUpTo(long number) {
            entries.values().removeIf(entry -> entry.number() <= number);
        }

        Map<K, V> values() {
            Map<K, V> values = new LinkedHashMap<>();
            entries.forEach((key, entry) -> values.put(key, entry.value()));
            return values;
        }

        int size() {
            return entries.size();
        }
    }
}
