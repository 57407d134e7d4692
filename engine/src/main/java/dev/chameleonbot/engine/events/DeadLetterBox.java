package dev.chameleonbot.engine.events;

import dev.chameleonbot.engine.model.DeadLetters;
import dev.chameleonbot.engine.model.DeadLetters.DeadLetter;
import dev.chameleonbot.engine.model.EngineEvent;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** Keeps the latest events that reached no listener, and counts all of them. The lock guards both; nothing runs in it. */
final class DeadLetterBox {
    private final int capacity;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<DeadLetter> latest = new ArrayDeque<>();
    private long total;

    DeadLetterBox(int capacity, InstantSource clock) {
        this.capacity = capacity;
        this.clock = clock;
    }

    void add(String listener, EngineEvent event, String reason) {
        DeadLetter letter = new DeadLetter(clock.instant(), listener, event, reason);
        lock.lock();
        try {
            total++;
            if (latest.size() == capacity) {
                latest.removeFirst();
            }
            latest.addLast(letter);
        } finally {
            lock.unlock();
        }
    }

    DeadLetters snapshot() {
        lock.lock();
        try {
            return new DeadLetters(total, List.copyOf(latest));
        } finally {
            lock.unlock();
        }
    }
}
