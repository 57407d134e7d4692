package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.DeadLetters;
import dev.chameleonbot.engine.model.DeadLetters.DeadLetter;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.host.Mutex;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Takes events from anybody and hands each of them to every listener.
 *
 * <p>{@link #publish} may be called by any thread, also by one that holds a lock of its own: it calls no listener, waits
 * for nothing and throws nothing. Each listener has a bounded queue and, while something is in it, one virtual thread, so
 * that a slow or failing listener holds up nobody but itself. A listener gets the events of one publisher in the order of
 * their publication. What does not fit into a queue, and what a listener throws on, becomes a dead letter.
 *
 * <p>The list of listeners is replaced whole, and each listener's queue is an executor's. The bus's own lock guards the dead
 * letters; no foreign code and no logging runs under a lock.
 */
public final class EventBus {
    /** Some events for each of 1,000 accounts that change their state at once. */
    static final int QUEUE = 10_000;

    static final int DEAD_LETTERS = 256;

    private final Timers timers;
    private final int capacity;
    private final int mostDead;
    private final Mutex lock = new Mutex();
    /** The latest dead letters; guarded by {@code lock}, as {@code dead} is, which counts all of them. */
    private final Deque<DeadLetter> latest = new ArrayDeque<>();

    private long dead;
    private final List<ListenerQueue> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** Creates a bus without listeners. */
    public EventBus(Timers timers) {
        this(timers, QUEUE, DEAD_LETTERS);
    }

    EventBus(Timers timers, int capacity, int deadLetters) {
        this.timers = timers;
        this.capacity = capacity;
        this.mostDead = deadLetters;
    }

    /**
     * Adds a listener. It is called for what is published from now on, for one event at a time, on virtual threads that
     * are its own; it may block.
     */
    public Registration subscribe(String name, Consumer<? super EngineEvent> listener) {
        ListenerQueue queue = new ListenerQueue(name, listener, capacity, this);
        listeners.add(queue);
        if (closed) {
            queue.close();
        }
        return () -> {
            listeners.remove(queue);
            queue.close();
        };
    }

    /** Tells all listeners, some time soon. After the bus was closed it does nothing. */
    public void publish(EngineEvent event) {
        for (ListenerQueue listener : listeners) {
            listener.offer(event);
        }
    }

    /** What did not reach a listener so far. */
    public DeadLetters deadLetters() {
        return lock.get(() -> new DeadLetters(dead, List.copyOf(latest)));
    }

    void died(String listener, EngineEvent event, String reason) {
        DeadLetter letter = new DeadLetter(timers.instant(), listener, event, reason);
        lock.run(() -> {
            dead++;
            if (latest.size() == mostDead) {
                latest.removeFirst();
            }
            latest.addLast(letter);
        });
    }

    /**
     * Takes nothing more in and waits until the listeners have had what was published before. What is left then becomes
     * dead letters, and a listener that is still at work is interrupted.
     *
     * @return the names of the listeners that were not done in time
     */
    public List<String> close(Duration deadline) {
        closed = true;
        Deadline end = Deadline.in(deadline, timers::nanos);
        listeners.forEach(ListenerQueue::finish);
        List<String> late = new ArrayList<>();
        for (ListenerQueue listener : listeners) {
            if (!listener.awaitEnd(end.left())) {
                listener.abandon();
                late.add(listener.name());
            }
        }
        listeners.clear();
        return late;
    }
}
