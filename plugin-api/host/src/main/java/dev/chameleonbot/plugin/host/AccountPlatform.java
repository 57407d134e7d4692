package dev.chameleonbot.plugin.host;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;

/** What the sessions of one account share: its services and its events. For several threads. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AccountPlatform {
    private final ServiceRegistry services;
    private final BotEvents events;
    private final Echoes echoes;
    private final LongSupplier nanos;

    AccountPlatform(ServiceRegistry services, Echoes echoes, LongSupplier nanos, Runnable onInterest) {
        this.services = services;
        this.events = new BotEvents(onInterest);
        this.echoes = echoes;
        this.nanos = nanos;
    }

    /**
     * Offers a service to this account's sessions.
     *
     * @param type what it is found by
     * @param service the service
     * @param <S> its type
     * @return withdraws it
     */
    public <S> Registration publish(Class<S> type, S service) {
        return services.publish(type, service);
    }

    /**
     * Finds a service as this account's sessions do.
     *
     * @param type what it was published as
     * @param <S> its type
     * @return the service
     */
    public <S> Optional<S> find(Class<S> type) {
        return services.find(type);
    }

    /**
     * Tells the sessions what has happened. What is known already of a stream is not told again.
     *
     * @param event what
     */
    public void happened(BotEvent event) {
        events.publish(event);
    }

    /**
     * Whether a session listens to events of that very kind, and not only to all.
     *
     * @param type the kind
     * @return whether one does
     */
    public boolean isAwaited(Class<? extends BotEvent> type) {
        return events.isAwaited(type);
    }

    /** The streams that are live, as far as events have told. */
    public Collection<BotEvent.StreamOnline> liveStreams() {
        return events.liveStreams();
    }

    /**
     * Forgets what is known of a channel's stream: from now on nobody tells of it.
     *
     * @param channel the channel
     */
    public void forgetStream(ChannelId channel) {
        events.forgetStream(channel);
    }

    /**
     * Prepares a session.
     *
     * @param self whose it is
     * @param thread runs on the session's thread, later and in order, whatever it is given; ignores it after the end
     * @param alarms runs the session's tasks when they are due
     * @return what the session has
     */
    public SessionPlatform session(UserId self, Executor thread, Alarms alarms) {
        return new SessionPlatform(self, services, events, echoes, nanos, thread, alarms);
    }
}
