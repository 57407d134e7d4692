package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * Handles calls of a command. Called on the session's thread, in order of the messages; an exception is reported like
 * one of {@link BehaviourSession#onMessage}.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface CommandHandler {

    /**
     * Handles one call.
     *
     * @param call the call
     */
    void onCall(CommandCall call);

    /**
     * Handles a refused call. Does nothing by default; nothing is written in chat unless this method does so.
     *
     * @param command the command
     * @param message the message that called it
     * @param why why it was refused
     */
    default void onRefused(Command command, ChatMessage message, Refusal why) {}

    /** Why a call is refused, in the order of the checks. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    enum Refusal {
        /** The writer may not use the command. */
        PERMISSION,
        /** An argument is missing or invalid. The call does not start the cooldown. */
        USAGE,
        /** The cooldown in this channel is not over. */
        COOLDOWN
    }
}
