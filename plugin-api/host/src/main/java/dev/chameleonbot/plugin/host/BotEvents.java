package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Registration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of one account and their listeners.
 *
 * <p>Thread-safe. The lock guards all fields. Under the lock, events are only handed to the executors of listeners,
 * which preserves the order; no listener is called.
 */
final class BotEvents {
    private final Mutex lock = new Mutex();
    private final List<Listening<?>> listeners = new ArrayList<>();
    private final StreamTracker streams = new StreamTracker();
    private final Runnable onInterest;
    private @Nullable BotEvent connection;

    /** {@code onInterest} runs when a session starts or stops listening to stream events. */
    BotEvents(Runnable onInterest) {
        this.onInterest = onInterest;
    }

    void publish(BotEvent event) {
        lock.run(() -> {
            if (isNews(event)) {
                listeners.forEach(listening -> listening.offer(event));
            }
        });
    }

    private boolean isNews(BotEvent event) {
        return switch (event) {
            case BotEvent.StreamOnline online -> streams.begins(online);
            case BotEvent.StreamOffline offline -> streams.ends(offline);
            case BotEvent.Live live -> isHowItStands(live);
            case BotEvent.Reconnecting reconnecting -> isHowItStands(reconnecting);
        };
    }

    private boolean isHowItStands(BotEvent event) {
        connection = event;
        return true;
    }

    /** Whether a session listens to exactly that kind of event. */
    boolean isAwaited(Class<? extends BotEvent> type) {
        return lock.get(() -> listeners.stream().anyMatch(listening -> listening.type == type));
    }

    Collection<BotEvent.StreamOnline> liveStreams() {
        return lock.get(streams::live);
    }

    void forgetStream(ChannelId channel) {
        lock.run(() -> streams.forget(channel));
    }

    <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener, Executor thread) {
        Listening<E> listening = new Listening<>(type, listener, thread);
        lock.run(() -> {
            listeners.add(listening);
            if (connection != null) {
                listening.offer(connection);
            }
            streams.live().forEach(listening::offer);
        });
        tellInterest(listening);
        return () -> end(listening);
    }

    private void end(Listening<?> listening) {
        listening.ended = true;
        lock.run(() -> listeners.remove(listening));
        tellInterest(listening);
    }

    private void tellInterest(Listening<?> listening) {
        if (listening.type == BotEvent.StreamOnline.class || listening.type == BotEvent.StreamOffline.class) {
            onInterest.run();
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
