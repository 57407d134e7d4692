package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * One behaviour at work for one account.
 *
 * <p>All calls, including results and scheduled tasks, come one at a time. Each call sees what earlier calls wrote, and
 * messages come in order of arrival, so fields need no synchronisation. Calls come on the plugin's threads, not always
 * on the same one. "On the session's thread" means: in a call of the session.
 *
 * <p>A call may block; it delays only this session. A call that takes longer than ten seconds is interrupted, and the
 * session is paused. If the call still does not return, it is the session's last one. A call that throws is reported
 * with the plugin's name; the next message is delivered unless several calls in a row throw.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public interface BehaviourSession extends AutoCloseable {

    /**
     * Handles one message for the behaviour's {@linkplain ChatBehaviour#audience() audience}.
     *
     * @param message the message; each comes once, even if Twitch delivers it again or through several channels of a
     *     shared chat
     */
    void onMessage(ChatMessage message);

    /**
     * Ends the session. This is its last call: scheduled tasks are already cancelled, registrations are closed, and
     * outstanding results are dropped.
     */
    @Override
    default void close() {}
}
