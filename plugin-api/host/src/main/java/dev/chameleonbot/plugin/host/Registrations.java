package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The registrations of one session; closed with it, newest first.
 *
 * <p>Thread-safe. The lock guards all fields and is not held while a registration is closed.
 */
final class Registrations {
    private final Mutex lock = new Mutex();
    private final Deque<Registration> open = new ArrayDeque<>();
    private boolean closed;

    /** Adds a registration; after the end, closes it at once. Its owner closes the result. */
    Registration own(Registration registration) {
        boolean late = lock.get(() -> {
            if (!closed) {
                open.push(registration);
            }
            return closed;
        });
        if (late) {
            registration.close();
        }
        return () -> release(registration);
    }

    private void release(Registration registration) {
        if (lock.get(() -> open.remove(registration))) {
            registration.close();
        }
    }

    /** Closes all; an exception of one does not keep the others from being closed. */
    void close() {
        List<Registration> latestFirst = lock.get(() -> {
            closed = true;
            List<Registration> all = new ArrayList<>(open);
            open.clear();
            return all;
        });
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
