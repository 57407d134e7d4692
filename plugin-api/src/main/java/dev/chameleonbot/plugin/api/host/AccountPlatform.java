package dev.chameleonbot.plugin.api.host;

import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.api.UserId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.apiguardian.api.API;

/** What the sessions of one account share: its services and its events. For several threads. */
@API(status = API.Status.INTERNAL, since = "0.1")
public final class AccountPlatform {
    private final ServiceRegistry services;
    private final BotEvents events = new BotEvents();
    private final Echoes echoes;
    private final LongSupplier nanos;

    AccountPlatform(ServiceRegistry services, Echoes echoes, LongSupplier nanos) {
        this.services = services;
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
     * Tells the sessions what has happened.
     *
     * @param event what
     */
    public void happened(BotEvent event) {
        events.publish(event);
    }

    /**
     * Prepares a session.
     *
     * @param self whose it is
     * @param thread runs on the session's thread, later and in order, whatever it is given; ignores it after the end
     * @return what the session has
     */
    public SessionPlatform session(UserId self, Executor thread) {
        return new SessionPlatform(self, services, events, echoes, nanos, thread);
    }
}
