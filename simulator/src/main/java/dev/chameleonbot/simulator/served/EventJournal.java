package dev.chameleonbot.simulator.served;

import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.journal.Journal;
import dev.chameleonbot.simulator.journal.JournalEntry;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.time.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The journal that the parts of the simulator write. The lock guards the entries only; counters need none. */
public final class EventJournal implements Journal {
    private final Signal signal;
    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
    private final Map<Endpoint, Map<Integer, LongAdder>> requests = new EnumMap<>(Endpoint.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<JournalEntry> entries = new ArrayDeque<>();
    private volatile int capacity;

    /**
     * An empty journal.
     *
     * @param capacity how many entries it keeps
     * @param signal told of each entry
     */
    public EventJournal(int capacity, Signal signal) {
        this.signal = signal;
        this.capacity = capacity;
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
        for (Endpoint endpoint : Endpoint.values()) {
            requests.put(endpoint, new ConcurrentHashMap<>());
        }
    }

    /** Writes an entry with the present time. */
    public void write(Kind kind, String login, String subject, int status) {
        write(kind, System.nanoTime(), login, subject, status);
    }

    /** Writes an entry. */
    public void write(Kind kind, long nanoTime, String login, String subject, int status) {
        counter(kind).increment();
        if (capacity > 0) {
            keep(new JournalEntry(kind, nanoTime, login, subject, status));
        }
        signal.changed();
    }

    /** Counts and writes the answer to a request. */
    public void request(Endpoint endpoint, String login, String request, int status) {
        byStatus(endpoint).computeIfAbsent(status, unseen -> new LongAdder()).increment();
        write(Kind.REQUEST, login, request, status);
    }

    private void keep(JournalEntry entry) {
        lock.lock();
        try {
            while (!entries.isEmpty() && entries.size() >= capacity) {
                entries.removeFirst();
            }
            entries.addLast(entry);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long count(Kind kind) {
        return counter(kind).sum();
    }

    @Override
    public long requests(Endpoint endpoint) {
        return byStatus(endpoint).values().stream().mapToLong(LongAdder::sum).sum();
    }

    @Override
    public long requests(Endpoint endpoint, int status) {
        LongAdder count = byStatus(endpoint).get(status);
        return count == null ? 0 : count.sum();
    }

    @Override
    public List<JournalEntry> entries() {
        return entries(entry -> true);
    }

    @Override
    public List<JournalEntry> entries(Kind kind) {
        return entries(entry -> entry.kind() == kind);
    }

    @Override
    public List<JournalEntry> entries(Kind kind, String login) {
        return entries(entry -> entry.kind() == kind && entry.login().equals(login));
    }

    private List<JournalEntry> entries(Predicate<JournalEntry> wanted) {
        lock.lock();
        try {
            List<JournalEntry> found = new ArrayList<>(entries);
            found.removeIf(wanted.negate());
            return List.copyOf(found);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void capacity(int entries) {
        if (entries < 0) {
            throw new IllegalArgumentException("A capacity cannot be negative: " + entries);
        }
        lock.lock();
        try {
            capacity = entries;
            this.entries.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean await(Kind kind, long count, Duration atMost) throws InterruptedException {
        return signal.await(() -> count(kind) >= count, atMost);
    }

    private LongAdder counter(Kind kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    private Map<Integer, LongAdder> byStatus(Endpoint endpoint) {
        return Objects.requireNonNull(requests.get(endpoint));
    }
}
