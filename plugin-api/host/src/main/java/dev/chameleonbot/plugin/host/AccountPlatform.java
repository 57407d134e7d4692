package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * The services and events that the sessions of one account share.
 *
 * <p>Thread-safe. The lock guards the listeners, the streams and {@code connection}. Under it, events are only handed to the
 * executors of listeners, which preserves the order; no listener is called.
 */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AccountPlatform {
    final ServiceRegistry services;
    final Echoes echoes;
    final LongSupplier nanos;
    /** Runs when a session starts or stops listening to stream events. */
    private final Runnable onInterest;

    private final Mutex lock = new Mutex();
    private final List<Listening<?>> listeners = new ArrayList<>();
    private final StreamTracker streams = new StreamTracker();
    private @Nullable BotEvent connection;

    AccountPlatform(ServiceRegistry services, Echoes echoes, LongSupplier nanos, Runnable onInterest) {
        this.services = services;
        this.echoes = echoes;
        this.nanos = nanos;
        this.onInterest = onInterest;
    }

    /**
     * Publishes a service to this account's sessions.
     *
     * @param type the type to find it by
     * @param service the service
     * @param <S> its type
     * @return withdraws it when closed
     */
    public <S> Registration publish(Class<S> type, S service) {
        return services.publish(type, service);
    }

    /**
     * Finds a service as this account's sessions do.
     *
     * @param type the type that it was published as
     * @param <S> its type
     * @return the service
     */
    public <S> Optional<S> find(Class<S> type) {
        return services.find(type);
    }

    /**
     * Delivers an event to the sessions. Known facts about a stream are not delivered again.
     *
     * @param event the event
     */
    public void happened(BotEvent event) {
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

    /**
     * Whether a session listens to exactly this kind of event, not only to all events.
     *
     * @param type the kind
     * @return whether one does
     */
    public boolean isAwaited(Class<? extends BotEvent> type) {
        return lock.get(() -> listeners.stream().anyMatch(listening -> listening.type == type));
    }

    /** The live streams, according to events. */
    public Collection<BotEvent.StreamOnline> liveStreams() {
        return lock.get(streams::live);
    }

    /**
     * Forgets a channel's stream, because no more events about it will come.
     *
     * @param channel the channel
     */
    public void forgetStream(ChannelId channel) {
        lock.run(() -> streams.forget(channel));
    }

    /**
     * Prepares a session.
     *
     * @param self the account's id
     * @param thread runs tasks later, in order, on the session's thread; ignores them after the session's end
     * @param alarms runs the session's tasks when they are due
     * @return the session's platform
     */
    public SessionPlatform session(UserId self, Executor thread, Alarms alarms) {
        return new SessionPlatform(self, this, thread, alarms);
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
