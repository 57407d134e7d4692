package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateChange.SeenMessage;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.api.MessageId;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the engine has learned, as its accounts see it: a write-behind cache of the {@link StateStore}. A change counts at
 * once; the {@link Journal} writes it. What is not in memory is read from the store, with what waits to be written over it.
 *
 * <p>Methods named {@code save} and {@code forget} return when the change is durable, or kept because the store takes
 * nothing; {@code put} does not wait.
 *
 * <p>Concurrency: any thread may call it; it has no lock of its own. An account's memories are opened and closed by one
 * thread at a time, and closed after its sessions have ended. Reads that the store fails are failures.
 */
public final class StateCache implements AutoCloseable {
    private final StateStore store;
    private final Timers timers;
    private final Unwritten unwritten = new Unwritten();
    private final Journal journal;
    private final ConcurrentMap<String, Optional<StoredTokens>> tokens = new ConcurrentHashMap<>();
    /** The memories of behaviours about the accounts that run: by account, by plugin. */
    private final ConcurrentMap<String, Map<String, CachedMemory>> memories = new ConcurrentHashMap<>();

    /**
     * Begins with nothing in memory.
     *
     * @param store where everything goes; not closed by this
     * @param writers runs what writes, which blocks
     * @param listener told when the store takes nothing, and when it does again; must not block
     */
    public StateCache(StateStore store, Timers timers, Executor writers, Consumer<? super EngineEvent> listener) {
        this.store = store;
        this.timers = timers;
        this.journal = new Journal(store, unwritten, timers, writers, listener);
    }

    /** The tokens last put for an account. Blocks where they are read for the first time. */
    public Optional<StoredTokens> tokens(String login) {
        return Objects.requireNonNullElseGet(tokens.get(login), () -> {
            Optional<StoredTokens> stored = read(login);
            return Objects.requireNonNullElse(tokens.putIfAbsent(login, stored), stored);
        });
    }

    /** What waits is asked for first: if it is written meanwhile, the store has it. */
    private Optional<StoredTokens> read(String login) {
        Optional<StoredTokens> waiting = unwritten.tokens(login);
        return waiting.isPresent() || unwritten.hasForgotten(login) ? waiting : store.tokens(login);
    }

    /**
     * Keeps an account's tokens in place of the ones before. Blocks until they are durable.
     *
     * @throws StateException if the store refuses them
     */
    public void save(String login, StoredTokens pair) {
        keep(login, Optional.of(pair), () -> unwritten.put(login, pair));
    }

    /**
     * Keeps a change of a memory. Blocks until it is durable.
     *
     * @throws StateException if the store refuses it
     */
    public void save(MemoryChange change) {
        Journal.await(journal.flush(change.login(), () -> unwritten.put(change)));
    }

    /**
     * Deletes all that is kept of an account. Blocks until that is durable.
     *
     * @throws StateException if the store refuses it
     */
    public void forget(String login) {
        keep(login, Optional.empty(), () -> unwritten.forget(login));
    }

    /** The journal's lock makes the last one here also the last one that is written. */
    private void keep(String login, Optional<StoredTokens> pair, Runnable put) {
        CompletableFuture<@Nullable Void> flush = journal.flush(login, () -> {
            put.run();
            tokens.put(login, pair);
        });
        try {
            Journal.await(flush);
        } catch (StateException e) {
            tokens.remove(login);
            throw e;
        }
    }

    /**
     * The account that keeps the tokens of a user of Twitch. Blocks.
     *
     * @return the account's login, if the user is known
     */
    public Optional<String> accountOf(UserId user) {
        return unwritten.account(owner -> owner.id().equals(user)).or(() -> living(store.accountOf(user)));
    }

    /**
     * The account that keeps the tokens of the user who had this name when last heard of. Blocks.
     *
     * @param name the user's name in lower case
     * @return the account's login, if the user is known
     */
    public Optional<String> accountCalled(String name) {
        return unwritten.account(owner -> owner.login().equals(name)).or(() -> living(store.accountCalled(name)));
    }

    private Optional<String> living(Optional<String> stored) {
        return stored.filter(login -> !unwritten.hasForgotten(login));
    }

    /**
     * Keeps all of an account under another login; see {@link StateStore#rename}. What waits is written first. Blocks.
     *
     * @param from the account, which does not run
     * @throws StateException if it cannot be done now; then nothing has changed
     */
    public void rename(String from, String to) {
        journal.betweenBatches(() -> store.rename(from, to, Map.of()));
        tokens.remove(from);
        tokens.remove(to);
    }

    /**
     * The ids of channels that are known. Blocks.
     *
     * @param logins the channels' names in lower case
     * @return the ids by name
     */
    public Map<String, ChannelId> channels(Collection<String> logins) {
        Map<String, ChannelId> known = unwritten.channels(logins);
        Set<String> others = new HashSet<>(logins);
        others.removeAll(known.keySet());
        if (!others.isEmpty()) {
            known.putAll(store.channels(others));
        }
        return Map.copyOf(known);
    }

    /**
     * Keeps ids of channels.
     *
     * @param ids the ids by the channels' names in lower case
     */
    public void put(Map<String, ChannelId> ids) {
        unwritten.put(ids);
        journal.plan();
    }

    /**
     * A behaviour's memory about an account. Blocks while it is read.
     *
     * @return the memory; the same one each time, until the account's are closed
     */
    public Memory openMemory(String login, String pluginId) {
        Map<String, CachedMemory> ofAccount = memories.computeIfAbsent(login, same -> new ConcurrentHashMap<>());
        return Objects.requireNonNullElseGet(ofAccount.get(pluginId), () -> {
            CachedMemory read = new CachedMemory(login, pluginId, this, timers, memory(login, pluginId));
            return Objects.requireNonNullElse(ofAccount.putIfAbsent(pluginId, read), read);
        });
    }

    /** Ends an account's memories: they take no further changes. What was changed is the journal's. */
    public void closeMemories(String login) {
        Optional.ofNullable(memories.remove(login))
                .ifPresent(ended -> ended.values().forEach(CachedMemory::close));
    }

    /**
     * What a behaviour keeps about an account. Blocks.
     *
     * @return the values by key
     */
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        // What waits is asked for first: if it is written meanwhile, it is found twice, and not missed.
        List<MemoryChange> waiting = unwritten.memory(login, pluginId);
        boolean isForgotten = unwritten.hasForgotten(login);
        Map<String, MemoryValue> values = new HashMap<>(isForgotten ? Map.of() : store.memory(login, pluginId));
        waiting.forEach(change -> values.compute(change.key(), (key, before) -> change.value()));
        return values;
    }

    /** Keeps a change of a memory. */
    void put(MemoryChange change) {
        unwritten.put(change);
        journal.plan();
    }

    /** How many changes of a memory wait to be written. */
    int unwritten(String login, String pluginId) {
        return unwritten.changes(login, pluginId);
    }

    /** The messages that an account has seen in the last ten minutes. Blocks. */
    public List<MessageId> seen(String login) {
        List<SeenMessage> waiting = unwritten.seen(login);
        Set<MessageId> ids = new HashSet<>();
        if (!unwritten.hasForgotten(login)) {
            store.seenMessages(login, timers.instant().minus(StateStore.SEEN_FOR))
                    .forEach(message -> ids.add(message.id()));
        }
        waiting.forEach(message -> ids.add(message.id()));
        return List.copyOf(ids);
    }

    /**
     * Remembers a message as seen. Of what comes until the next batch the time is that of the batch, so that it is one row.
     */
    public void addSeen(String login, MessageId id) {
        unwritten.put(login, id, timers);
        journal.plan();
    }

    /** Writes what waits; see {@link Journal#close}. Blocks. */
    @Override
    public void close() {
        journal.close();
    }
}
