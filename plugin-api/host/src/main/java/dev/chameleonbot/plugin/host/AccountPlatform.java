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

/** The services and events that the sessions of one account share. Thread-safe. */
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
        events.publish(event);
    }

    /**
     * Whether a session listens to exactly this kind of event, not only to all events.
     *
     * @param type the kind
     * @return whether one does
     */
    public boolean isAwaited(Class<? extends BotEvent> type) {
        return events.isAwaited(type);
    }

    /** The live streams, according to events. */
    public Collection<BotEvent.StreamOnline> liveStreams() {
        return events.liveStreams();
    }

    /**
     * Forgets a channel's stream, because no more events about it will come.
     *
     * @param channel the channel
     */
    public void forgetStream(ChannelId channel) {
        events.forgetStream(channel);
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
        return new SessionPlatform(self, services, events, echoes, nanos, thread, alarms);
    }
}
