package dev.chameleonbot.plugin.api;

import java.util.function.Consumer;
import org.apiguardian.api.API;

/** What happens to a session's account. Not for implementation. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface Events {

    /**
     * Tells of events of a kind from now on. If the latest event of all was of that kind, it is told too: who asks while
     * the account is live already hears that it is.
     *
     * @param type the kind, or {@link BotEvent} for all
     * @param listener whom to tell, on the session's own thread and in the order in which it happens
     * @param <E> the kind
     * @return ends it
     */
    <E extends BotEvent> Registration listen(Class<E> type, Consumer<? super E> listener);
}
