package dev.chameleonbot.engine.state;

import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateChange;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateException.Kind;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what is {@link Unwritten} to the store, and is the one that knows how the store fares.
 *
 * <p>A change is written within half a second, together with all that came meanwhile. {@link #flush} has it written at once,
 * for what must be durable before it is used: a refresh token that was just spent cannot be had back. Flushes that come
 * while a batch is written share the next one.
 *
 * <p>A full or failing disk stops no account. From the first batch that the store cannot take until one that it takes, all
 * changes are kept and count as done, and a batch is tried again with back-off. The log and the listener are told once
 * when that begins, and once when it ends. What the store refuses for another reason is dropped, and fails the flushes of
 * its account or is logged.
 *
 * <p>Concurrency: any thread may call it. {@code writing} is held by the one thread that writes a batch, while the store
 * works, and makes the listener's calls come one after the other; {@code lock} guards what is marked with it; under it
 * nothing is called but what a flush puts into {@link Unwritten} and the cache. {@code writing} is taken before {@code lock}.
 */
final class Journal implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    static final Duration DELAY = Duration.ofMillis(500);
    private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
    private static final String MAKE_ROOM =
            "New values stay in memory, and are lost if the process is killed. Free some space on the disk, or repair"
                    + " it; then they are stored.";
    private static final String RESTART =
            "New values stay in memory, and are lost if the process is killed. The next start puts the file aside and"
                    + " creates a new one; accounts whose configured tokens are used up then need a login.";

    private final StateStore store;
    private final Unwritten unwritten;
    private final Timers timers;
    private final Executor writers;
    private final Consumer<? super EngineEvent> listener;
    /** Whether an alarm is set that will write what is put now. */
    private final AtomicBoolean planned = new AtomicBoolean();

    private final Mutex writing = new Mutex();
    private final Mutex lock = new Mutex();
    private final List<Flush> flushes = new ArrayList<>(); // guarded by lock
    private int failures; // guarded by lock
    private boolean closed; // guarded by lock
    private boolean ended; // guarded by writing
    private volatile Timers.Alarm nextAttempt = () -> {};

    /** See {@link StateCache} for what these are. */
    Journal(
            StateStore store,
            Unwritten unwritten,
            Timers timers,
            Executor writers,
            Consumer<? super EngineEvent> listener) {
        this.store = store;
        this.unwritten = unwritten;
        this.timers = timers;
        this.writers = writers;
        this.listener = listener;
    }

    /** Has a change written soon; to be called after it, so that the alarm which is found set sees it. */
    void plan() {
        if (!planned.get() && planned.compareAndSet(false, true)) {
            timers.after(DELAY, () -> write(false));
        }
    }

    /**
     * Puts something and writes it at once, with everything else that waits.
     *
     * @param login the account for which it matters
     * @param put puts it; no batch is taken between that and the wait for it, so that a refusal is reported
     * @return is done when it is durable, or kept for as long as the store takes nothing; a {@link StateException} if the
     *     store has refused something of the account
     */
    CompletableFuture<@Nullable Void> flush(String login, Runnable put) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        lock.run(() -> {
            if (closed) {
                throw new StateException("The journal is closed.");
            }
            put.run();
            if (failures > 0) {
                done.complete(null);
            } else {
                flushes.add(new Flush(login, done));
            }
        });
        if (!done.isDone()) {
            // Each has its own writer, which does nothing where another one has written it. One that does not start
            // keeps no later flush waiting.
            writers.execute(() -> writing.run(() -> {
                if (!done.isDone()) {
                    writeBatch(false);
                }
            }));
        }
        return done;
    }

    /** Waits for a flush. Blocks; an interrupted caller goes on waiting. */
    static void await(CompletableFuture<@Nullable Void> flush) {
        try {
            flush.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StateException refused) {
                throw new StateException(refused.kind(), refused.getMessage(), refused);
            }
            throw e;
        }
    }

    /** Writes what waits, then does something that names the accounts which the store refuses. Blocks. */
    void betweenBatches(Supplier<Set<String>> change) {
        writing.run(() -> {
            writeBatch(false);
            if (lock.get(() -> failures > 0)) {
                throw new StateException(Kind.UNAVAILABLE, "The disk does not take the state now.", null);
            }
            Set<String> refused = change.get();
            if (!refused.isEmpty()) {
                throw ownedByAnother(refused);
            }
        });
    }

    private void write(boolean isRetry) {
        writing.run(() -> {
            if (!ended) {
                writeBatch(isRetry);
            }
        });
    }

    /** Under {@code writing}. While the store takes nothing, only a retry asks it. */
    private void writeBatch(boolean isRetry) {
        planned.set(false);
        List<Flush> batch = new ArrayList<>();
        try {
            List<? extends StateChange> changes = lock.get(() -> {
                batch.addAll(flushes);
                flushes.clear();
                return failures == 0 || isRetry ? unwritten.batch() : unwritten.postponed();
            });
            if (!changes.isEmpty()) {
                refused(save(changes), batch);
                written(changes);
            }
            batch.forEach(flush -> flush.done.complete(null));
        } catch (StateException e) {
            keepTrying(e);
            batch.forEach(flush -> flush.done.complete(null));
        } catch (RuntimeException | Error e) {
            keepTrying(new StateException(Kind.UNAVAILABLE, "The state store has failed: " + e, e));
            throw e;
        } finally {
            // Leaves nobody waiting, after any outcome.
            batch.forEach(flush -> flush.done.completeExceptionally(new StateException("The state store has failed.")));
        }
    }

    /** Stores changes, those excepted that the store refuses, and returns whose they were. */
    private Map<String, StateException> save(List<? extends StateChange> changes) {
        Map<String, StateException> refused = new HashMap<>();
        try {
            Set<String> lost = store.save(changes, Map.of());
            lost.forEach(login -> refused.put(login, ownedByAnother(lost)));
        } catch (StateException e) {
            if (e.kind() != Kind.REFUSED) {
                throw e;
            }
            if (changes.size() > 1) {
                // One by one, so that a change which the store refuses takes no other with it.
                changes.forEach(change -> refused.putAll(save(List.of(change))));
            } else {
                changes.forEach(change -> refused.put(change.account().orElse("a channel's id"), e));
            }
        } catch (RuntimeException e) {
            throw new StateException(Kind.UNAVAILABLE, "The state store has failed: " + e, e);
        }
        return refused;
    }

    /** Fails those who wait for something that is not stored, or logs it where nobody does. */
    private static void refused(Map<String, StateException> refused, List<Flush> batch) {
        Map<String, StateException> untold = new HashMap<>(refused);
        for (Flush flush : batch) {
            @Nullable StateException why = refused.get(flush.login);
            if (why != null) {
                flush.done.completeExceptionally(why);
                untold.remove(flush.login);
            }
        }
        untold.forEach((name, why) -> LOG.error("Not stored, since the store refuses it: something of {}", name, why));
    }

    private static StateException ownedByAnother(Set<String> logins) {
        return new StateException(
                "Another engine has taken over " + String.join(", ", logins) + "; nothing more of it is stored here.");
    }

    private void written(List<? extends StateChange> changes) {
        int dropped = unwritten.written(changes);
        boolean wasFailing = lock.get(() -> {
            boolean before = failures > 0;
            failures = 0;
            return before;
        });
        if (dropped > 0) {
            LOG.warn("{} ids of channels and messages came faster than they could be stored", dropped);
        }
        if (wasFailing) {
            LOG.info("The state is stored again");
            tell(new EngineEvent.StateRecovered(timers.instant()));
            // Callers that stored something meanwhile were told that it is done.
            writers.execute(() -> write(false));
        }
    }

    private void keepTrying(StateException failure) {
        if (ended) {
            LOG.error(
                    "At the end these could not be stored, and are lost: {}",
                    Unwritten.describe(unwritten.batch()),
                    failure);
            return;
        }
        int count = lock.get(() -> ++failures);
        LOG.debug("The state cannot be stored", failure);
        if (count == 1) {
            String advice = failure.kind() == Kind.DAMAGED ? RESTART : MAKE_ROOM;
            LOG.error("{} {}", failure.getMessage(), advice);
            tell(new EngineEvent.StateTrouble(timers.instant(), failure.getMessage(), advice));
        }
        nextAttempt = timers.after(BACKOFF.delay(count, timers.random()), () -> write(true));
    }

    private void tell(EngineEvent event) {
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.error("The journal's listener has failed", e);
        }
    }

    /** Makes a last attempt to write what waits, and names in the log what could not be written. Blocks. */
    @Override
    public void close() {
        lock.run(() -> closed = true);
        writing.run(() -> {
            nextAttempt.cancel();
            if (!ended) {
                ended = true;
                writeBatch(true);
            }
        });
    }

    /** Somebody who waits until all that was put of an account is durable. */
    private record Flush(String login, CompletableFuture<@Nullable Void> done) {}
}
