package dev.chameleonbot.plugin.api;

import java.util.function.Consumer;
import org.apiguardian.api.API;
import org.osgi.annotation.versioning.ProviderType;

/** What happens to a session's account. Not for implementation. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@ProviderType
public interface Events {

    /**
     * Tells of events of a kind from now on, and first how things stand, as far as that is of the kind: who asks while the
     * account or a stream is live already hears that it is.
     *
     * <p>Twitch tells of streams only where that is asked for, and of few of them, so a host asks as long as a session
     * listens to {@link BotEvent.StreamOnline} or {@link BotEvent.StreamOffline} by that name. Where Twitch refuses, and
     * after a lost connection, these events come some minutes late.
     *
     * @param type the kind, or {@link BotEvent} for all that the account hears of anyway
     * @param listener whom to tell, on the session's own thread and in the order in which it happens
     * @param <E> the kind
     * @return ends it
     */
    <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener);
}
