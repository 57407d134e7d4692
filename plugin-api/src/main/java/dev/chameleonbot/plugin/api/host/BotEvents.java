package dev.chameleonbot.plugin.api.host;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one account, and who wants to hear of it.
 *
 * <p>Safe for use by several threads. The lock guards all fields; under it listeners are only handed to their executors,
 * which keeps the order, and none is called.
 */
final class BotEvents {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Listening<?>> listeners = new ArrayList<>();
    private @Nullable BotEvent latest;

    void publish(BotEvent event) {
        lock.lock();
        try {
            latest = event;
            listeners.forEach(listening -> listening.offer(event));
        } finally {
            lock.unlock();
        }
    }

    <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener, Executor thread) {
        Listening<E> listening = new Listening<>(type, listener, thread);
        lock.lock();
        try {
            listeners.add(listening);
            if (latest != null) {
                listening.offer(latest);
            }
        } finally {
            lock.unlock();
        }
        return () -> end(listening);
    }

    private void end(Listening<?> listening) {
        listening.ended = true;
        lock.lock();
        try {
            listeners.remove(listening);
        } finally {
            lock.unlock();
        }
    }

    private static final class Listening<E extends BotEvent> {
        private final Class<E> type;
        private final Consumer<? super E> listener;
        private final Executor thread;
        private volatile boolean ended;

        Listening(Class<E> type, Consumer<? super E> listener, Executor thread) {
            this.type = type;
            this.listener = listener;
            this.thread = thread;
        }

        void offer(BotEvent event) {
            if (type.isInstance(event)) {
                thread.execute(() -> tell(type.cast(event)));
            }
        }

        private void tell(E event) {
            if (!ended) {
                listener.accept(event);
            }
        }
    }
}
