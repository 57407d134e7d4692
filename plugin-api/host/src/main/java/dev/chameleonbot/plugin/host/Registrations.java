package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The registrations of one session; closed with it, newest first.
 *
 * <p>Thread-safe. The lock guards all fields and is not held while a registration is closed.
 */
final class Registrations {
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Registration> open = new ArrayDeque<>();
    private boolean closed;

    /** Adds a registration; after the end, closes it at once. Its owner closes the result. */
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

    /** Closes all; an exception of one does not keep the others from being closed. */
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
