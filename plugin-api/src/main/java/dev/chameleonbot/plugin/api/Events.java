package dev.chameleonbot.plugin.api;

import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/** The events of a session's account. Not for implementation. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Events {

    /**
     * Listens to events of a kind. The listener first gets the current state, if it is of that kind: while the account
     * or a stream is live, it gets that event at once.
     *
     * <p>Twitch reports streams only on subscription, and limits their number. So the host subscribes only while a
     * session listens to {@link BotEvent.StreamOnline} or {@link BotEvent.StreamOffline} by name. If Twitch refuses,
     * and after a lost connection, these events come some minutes late.
     *
     * @param type the kind, or {@link BotEvent} for all events that need no subscription of their own
     * @param listener gets the events on the session's thread, in the order in which they happen
     * @param <E> the kind
     * @return ends the listening when closed
     */
    <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener);
}
