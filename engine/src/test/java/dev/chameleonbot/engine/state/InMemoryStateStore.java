package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Keeps everything in memory, and fails to write when told to. Thread-safe. */
public class InMemoryStateStore implements StateStore {
    /** What was saved, in order. */
    final List<List<StateChange>> saves = new ArrayList<>();

    /** Runs in each save before it takes effect, on the caller's thread. */
    volatile Runnable whileSaving = () -> {};

    /** Why nothing can be written, as long as it is so. */
    volatile @Nullable StateException failure;

    private final InstantSource clock;
    private final Map<String, StoredTokens> tokens = new HashMap<>();
    private final Map<String, ChannelId> channels = new HashMap<>();
    private final Map<List<String>, Map<String, MemoryValue>> memories = new HashMap<>();
    private final Map<String, Map<MessageId, SeenMessage>> seen = new HashMap<>();
    private final Map<String, Long> newest = new HashMap<>();
    private boolean closed;

    /** Begins with nothing. */
    public InMemoryStateStore(InstantSource clock) {
        this.clock = clock;
    }

    /** What was saved until now, in order. */
    public synchronized List<List<StateChange>> saves() {
        return List.copyOf(saves);
    }

    /** What the accounts see of it. A change that is waited for is written by the one who waits. */
    public StateCache cache(Timers timers) {
        return new StateCache(this, timers, Runnable::run, event -> {});
    }

    @Override
    public synchronized Optional<StoredTokens> tokens(String login) {
        requireOpen();
        return Optional.ofNullable(tokens.get(login));
    }

    @Override
    public synchronized Map<String, ChannelId> channels(Collection<String> logins) {
        requireOpen();
        Map<String, ChannelId> known = new HashMap<>(channels);
        known.keySet().retainAll(logins);
        return known;
    }

    @Override
    public synchronized Map<String, MemoryValue> memory(String login, String pluginId) {
        requireOpen();
        Map<String, MemoryValue> living = new HashMap<>(memories.getOrDefault(List.of(login, pluginId), Map.of()));
        living.values()
                .removeIf(value -> value.expiresAt() != null && !clock.instant().isBefore(value.expiresAt()));
        return living;
    }

    @Override
    public synchronized Collection<SeenMessage> seenMessages(String login, Instant notBefore) {
        requireOpen();
        return seen.getOrDefault(login, Map.of()).values().stream()
                .filter(message -> !message.at().isBefore(notBefore))
                .toList();
    }

    @Override
    public synchronized Optional<String> accountOf(UserId user) {
        return account(owner -> owner.id().equals(user));
    }

    @Override
    public synchronized Optional<String> accountCalled(String name) {
        return account(owner -> owner.login().equals(name));
    }

    private Optional<String> account(Predicate<Owner> which) {
        return tokens.entrySet().stream()
                .filter(entry -> entry.getValue().owner().filter(which).isPresent())
                .map(Map.Entry::getKey)
                .findFirst();
    }

    @Override
    public synchronized Set<String> rename(String from, String to, Map<String, Long> epochs) {
        StateException cause = failure;
        if (cause != null) {
            throw cause;
        }
        Set<String> refused = refused(Set.of(from, to), epochs);
        if (!refused.isEmpty()) {
            return refused;
        }
        Optional.ofNullable(tokens.remove(from)).ifPresent(moved -> tokens.putIfAbsent(to, moved));
        for (List<String> title : List.copyOf(memories.keySet())) {
            if (title.getFirst().equals(from)) {
                Map<String, MemoryValue> moved = Objects.requireNonNull(memories.remove(title));
                moved.forEach(
                        memories.computeIfAbsent(List.of(to, title.getLast()), none -> new HashMap<>())::putIfAbsent);
            }
        }
        Map<MessageId, SeenMessage> messages = seen.remove(from);
        if (messages != null) {
            messages.values()
                    .forEach(message -> seen.computeIfAbsent(to, none -> new HashMap<>())
                            .putIfAbsent(message.id(), new SeenMessage(to, message.id(), message.at())));
        }
        return Set.of();
    }

    private Set<String> refused(Set<String> accounts, Map<String, Long> epochs) {
        Set<String> refused = new HashSet<>();
        for (String login : accounts) {
            long epoch = epochs.getOrDefault(login, 0L);
            if (epoch < newest.getOrDefault(login, 0L)) {
                refused.add(login);
            } else {
                newest.put(login, epoch);
            }
        }
        return refused;
    }

    @Override
    public Set<String> save(List<? extends StateChange> changes, Map<String, Long> epochs) {
        whileSaving.run();
        synchronized (this) {
            requireOpen();
            StateException cause = failure;
            if (cause != null) {
                throw cause;
            }
            if (Unwritten.only(MemoryChange.class, changes).stream()
                    .anyMatch(change ->
                            change.value() != null && change.value().value().length() > 1_024)) {
                throw new StateException("A value is too long.");
            }
            saves.add(List.copyOf(changes));
            Set<String> refused = refused(StateChange.accounts(changes), epochs);
            List<? extends StateChange> accepted = changes.stream()
                    .filter(change -> change.account().filter(refused::contains).isEmpty())
                    .toList();
            accepted.stream()
                    .sorted(Comparator.comparing(change -> !(change instanceof StateChange.Forgotten)))
                    .forEach(this::apply);
            return refused;
        }
    }

    private void apply(StateChange change) {
        switch (change) {
            case StateChange.Forgotten(String login) -> {
                tokens.remove(login);
                memories.keySet().removeIf(title -> title.getFirst().equals(login));
                seen.remove(login);
            }
            case StateChange.Tokens(String login, StoredTokens pair) -> tokens.put(login, pair);
            case StateChange.Channel(String name, ChannelId id) -> channels.put(name, id);
            case MemoryChange(String login, String pluginId, String key, MemoryValue value) -> {
                Map<String, MemoryValue> memory =
                        memories.computeIfAbsent(List.of(login, pluginId), title -> new HashMap<>());
                if (value == null) {
                    memory.remove(key);
                } else {
                    memory.put(key, value);
                }
            }
            case SeenMessage message ->
                seen.computeIfAbsent(message.login(), login -> new HashMap<>())
                        .merge(message.id(), message, (a, b) -> a.at().isAfter(b.at()) ? a : b);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new StateException("The fake is closed.");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
    }
}
