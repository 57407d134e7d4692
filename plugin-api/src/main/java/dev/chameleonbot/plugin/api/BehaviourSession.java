package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * A behaviour at work for one account.
 *
 * <p>All calls, also results and scheduled tasks, come one at a time and see what the ones before have written, messages
 * in the order of their arrival: fields need no synchronisation. They come on threads that the engine has for this plugin,
 * not always on the same one: what "the session's thread" has to do has to be done in a call of the session.
 *
 * <p>A call may block; it holds up this session only. One that takes longer than ten seconds is interrupted, and the session
 * is called no more for a while; one that does not even end then is the last one. A call that throws is reported with the
 * plugin's name, and the next message is delivered all the same, unless several throw in a row.
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
