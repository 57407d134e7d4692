package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChanges;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in memory what the disk does not take, so that a full or failing disk stops no account: a refresh token that
 * was just spent cannot be had back, so its successor has to be usable, stored or not.
 *
 * <p>From the first write that fails for the disk's sake until everything is stored again, all writes go to memory, and
 * reads find them there. What waits is written in one transaction, tried again and again with back-off. What the store
 * itself refuses is refused here too; if that is seen only afterwards, it is dropped and logged. Reads that the disk
 * fails are failures.
 *
 * <p>Concurrency: any thread may call it. {@code lock} guards {@code unwritten}, {@code inTrouble}, {@code failures} and
 * {@code closed}; neither the disk nor the listener is called under it. {@code writing} is held by whoever writes what
 * waits, while the disk works, so that an older state of it cannot overtake a newer one; no caller of the store waits
 * for it but {@link #close()}. It is taken before {@code lock}. The listener is called one call after the other by
 * alarms of the timers. Of two writes of one thing at the same time either may win, as with any store; one that has
 * returned never wins over one begun later.
 */
public final class SteadfastStateStore implements StateStore {
    private static final Logger LOG = LoggerFactory.getLogger(SteadfastStateStore.class);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final String MAKE_ROOM =
            "What is learned meanwhile is kept in memory, and lost if the process is killed; make room on its disk, or"
                    + " repair it, and it is stored by itself.";
    private static final String RESTART =
            "What is learned meanwhile is kept in memory, and lost if the process is killed. The next start puts the"
                + " file aside and begins a new one; accounts whose configured tokens are used up then need a login.";

    private final StateStore disk;
    private final Timers timers;
    private final RandomGenerator random;
    private final StateTroubleListener listener;
    private final SerialExecutor reports;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock writing = new ReentrantLock();
    private final UnwrittenState unwritten = new UnwrittenState(); // guarded by lock
    private boolean inTrouble; // guarded by lock
    private boolean closed; // guarded by lock
    private int failures; // guarded by lock
    private volatile Timers.Alarm nextAttempt = () -> {};

    /**
     * Stands before another store.
     *
     * @param disk where everything is to go; closed with this one
     * @param timers the clock
     * @param random the source of the jitter between attempts
     * @param listener told when trouble begins and ends
     */
    SteadfastStateStore(StateStore disk, Timers timers, RandomGenerator random, StateTroubleListener listener) {
        this.disk = disk;
        this.timers = timers;
        this.random = random;
        this.listener = listener;
        this.reports = new SerialExecutor(
                task -> timers.after(Duration.ZERO, task),
                thrown -> LOG.error("A listener failed on a report of the state store", thrown));
    }

    /**
     * Opens the store of a directory, see {@link SqliteStateStore#open}.
     *
     * @param directory where; stays open as long as the store
     * @param cipher what seals the tokens, commonly {@link StateDirectory#cipher}
     * @param timers the clock; to be closed before the store
     * @param random the source of the jitter between attempts
     * @param listener told what goes wrong with the store
     * @return the store
     * @throws StateException if the store cannot be opened
     */
    public static SteadfastStateStore open(
            StateDirectory directory,
            TokenCipher cipher,
            Timers timers,
            RandomGenerator random,
            StateTroubleListener listener) {
        return new SteadfastStateStore(
                SqliteStateStore.open(directory, cipher, timers, listener), timers, random, listener);
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        Waiting<StoredTokens> waiting = locked(
                () -> waiting(login, unwritten.tokens(login).map(List::of).orElse(List.of())));
        if (waiting.things().isEmpty() && !waiting.insteadOfTheDisks()) {
            return disk.tokens(login);
        }
        return waiting.things().stream().findFirst();
    }

    @Override
    public Map<String, ChannelId> channels(Collection<String> logins) {
        Map<String, ChannelId> known = locked(() -> closed ? new HashMap<>() : unwritten.channels(logins));
        Set<String> others = new HashSet<>(logins);
        others.removeAll(known.keySet());
        if (!others.isEmpty()) {
            known.putAll(disk.channels(others));
        }
        return Map.copyOf(known);
    }

    @Override
    public Map<String, MemoryValue> memory(String login, String pluginId) {
        Waiting<MemoryChange> waiting = locked(() -> waiting(login, unwritten.memory(login, pluginId)));
        Map<String, MemoryValue> stored = waiting.insteadOfTheDisks() ? Map.of() : disk.memory(login, pluginId);
        return UnwrittenState.over(stored, waiting.things(), timers.instant());
    }

    @Override
    public Collection<SeenMessage> seenMessages(String login, Instant notBefore) {
        Waiting<SeenMessage> waiting = locked(() -> waiting(login, unwritten.seen(login)));
        Collection<SeenMessage> stored = waiting.insteadOfTheDisks() ? List.of() : disk.seenMessages(login, notBefore);
        return UnwrittenState.over(stored, waiting.things(), notBefore);
    }

    @Override
    public Optional<String> accountOf(UserId user) {
        return locked(() -> unwritten.account(owner -> owner.id().equals(user))).or(() -> disk.accountOf(user));
    }

    @Override
    public Optional<String> accountCalled(String name) {
        return locked(() -> unwritten.account(owner -> owner.login().equals(name)))
                .or(() -> disk.accountCalled(name));
    }

    /** What waits for the disk has no other name yet; so that is waited for. */
    @Override
    public void rename(String from, String to) {
        if (locked(() -> inTrouble)) {
            throw new StateException(Kind.UNAVAILABLE, "The disk does not take the state now.", null);
        }
        disk.rename(from, to);
    }

    /** Under the lock. A store that is closed has nothing to say of its own, so that the disk's one refuses. */
    private <T> Waiting<T> waiting(String login, List<T> things) {
        return closed ? new Waiting<>(List.of(), false) : new Waiting<>(things, unwritten.hasForgotten(login));
    }

    @Override
    public void save(StateChanges changes) {
        if (locked(() -> inTrouble && !closed && addIfThereIsRoom(changes))) {
            return;
        }
        try {
            disk.save(changes);
        } catch (StateException e) {
            if (e.kind() == Kind.REFUSED) {
                throw e;
            }
            if (locked(() -> beginsTrouble(changes, e))) {
                tryLater(1);
            }
        }
    }

    /** Under the lock. */
    private boolean beginsTrouble(StateChanges changes, StateException failure) {
        if (closed) {
            throw failure;
        }
        addIfThereIsRoom(changes);
        if (inTrouble) {
            return false;
        }
        inTrouble = true;
        failures = 1;
        String advice = failure.kind() == Kind.DAMAGED ? RESTART : MAKE_ROOM;
        reports.execute(() -> listener.began(failure.getMessage(), advice));
        return true;
    }

    /** Under the lock. */
    private boolean addIfThereIsRoom(StateChanges changes) {
        if (!unwritten.hasRoomFor(changes)) {
            throw new StateException(
                    Kind.UNAVAILABLE,
                    "The disk does not take the state, and too much is kept in memory already.",
                    null);
        }
        unwritten.add(changes);
        return true;
    }

    private void tryLater(int failuresSoFar) {
        nextAttempt = timers.after(BACKOFF.delay(failuresSoFar, random), this::tryAgain);
        if (isClosed()) {
            nextAttempt.cancel();
        }
    }

    private void tryAgain() {
        boolean over = false;
        writing.lock();
        try {
            while (!isClosed() && !writeWhatWaits()) {
                LOG.debug("More came while what had waited was written");
            }
            over = true;
        } catch (StateException e) {
            LOG.debug("The state cannot be stored yet", e);
        } finally {
            writing.unlock();
            if (!over) {
                tryLater(locked(() -> ++failures));
            }
        }
    }

    private boolean isClosed() {
        return locked(() -> closed);
    }

    /** Writes all that waits, and says whether that was the end of the trouble; called by the holder of {@code writing}. */
    private boolean writeWhatWaits() {
        Snapshot waiting = locked(() -> new Snapshot(unwritten.changes(), unwritten.number()));
        try {
            disk.save(waiting.changes());
        } catch (StateException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            UnwrittenState.parts(waiting.changes()).forEach(this::saveOrDrop);
        }
        return locked(() -> endsTrouble(waiting.number()));
    }

    /** Under the lock. */
    private boolean endsTrouble(long written) {
        unwritten.written(written);
        if (unwritten.isEmpty() && inTrouble) {
            inTrouble = false;
            reports.execute(listener::ended);
        }
        return !inTrouble;
    }

    private void saveOrDrop(StateChanges part) {
        try {
            disk.save(part);
        } catch (StateException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            UnwrittenState dropped = new UnwrittenState();
            dropped.add(part);
            LOG.error("Not stored, since the store refuses it: {}", dropped.describe(), e);
        }
    }

    /** Makes a last attempt to store what waits, says by name what could not be stored, and closes the disk's store. */
    @Override
    public void close() {
        boolean first = locked(() -> {
            boolean wasOpen = !closed;
            closed = true;
            return wasOpen;
        });
        if (!first) {
            return;
        }
        nextAttempt.cancel();
        writing.lock();
        try {
            if (locked(() -> inTrouble)) {
                writeWhatWaits();
            }
        } catch (StateException e) {
            LOG.error("At the end these could not be stored, and are lost: {}", locked(unwritten::describe), e);
        } finally {
            writing.unlock();
        }
        disk.close();
    }

    private <T extends @Nullable Object> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What waits of one account.
     *
     * @param things what is to be told over what the disk has
     * @param insteadOfTheDisks whether what the disk has counts no more
     */
    private record Waiting<T>(List<T> things, boolean insteadOfTheDisks) {}

    /**
     * All that waits.
     *
     * @param changes what is to be written
     * @param number of the last addition to it
     */
    private record Snapshot(StateChanges changes, long number) {}
}
