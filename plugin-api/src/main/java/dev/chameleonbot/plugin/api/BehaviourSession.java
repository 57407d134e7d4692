package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * A behaviour at work for one account.
 *
 * <p>All calls, also results and scheduled tasks, come one at a time on this session's own virtual thread, messages in
 * the order of their arrival: fields need no synchronisation. A call may block; it holds up this session only. A call
 * that throws is reported with the plugin's name, and the next message is delivered all the same.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface BehaviourSession extends AutoCloseable {

    /**
     * Takes one message that the behaviour's {@linkplain ChatBehaviour#audience() audience} lets through.
     *
     * @param message each message once, also where Twitch delivers it again or through several channels of a shared
     *     chat
     */
    void onMessage(ChatMessage message);

    /**
     * Ends the session: the last call it gets. Scheduled tasks are already cancelled and registrations closed; results that
     * are still under way are dropped.
     */
    @Override
    default void close() {}
}
