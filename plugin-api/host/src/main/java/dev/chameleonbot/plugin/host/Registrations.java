package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one session has registered; closed with it, the latest first.
 *
 * <p>Safe for use by several threads. The lock guards all fields and is not held while a registration is closed.
 */
final class Registrations {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Registration> open = new ArrayDeque<>();
    private boolean closed;

    /** Takes one over; after the end it is closed at once. The result is what its owner closes. */
    Registration own(Registration registration) {
        boolean late;
        lock.lock();
        try {
            late = closed;
            if (!late) {
                open.push(registration);
            }
        } finally {
            lock.unlock();
        }
        if (late) {
            registration.close();
        }
        return () -> release(registration);
    }

    private void release(Registration registration) {
        boolean first;
        lock.lock();
        try {
            first = open.remove(registration);
        } finally {
            lock.unlock();
        }
        if (first) {
            registration.close();
        }
    }

    /** Closes all; what a registration throws does not keep the others from being closed. */
    void close() {
        List<Registration> latestFirst;
        lock.lock();
        try {
            closed = true;
            latestFirst = new ArrayList<>(open);
            open.clear();
        } finally {
            lock.unlock();
        }
        RuntimeException failure = null;
        for (Registration registration : latestFirst) {
            try {
                registration.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
