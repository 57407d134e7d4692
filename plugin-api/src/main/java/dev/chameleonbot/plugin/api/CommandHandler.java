package dev.chameleonbot.plugin.api;

import org.apiguardian.api.API;

/**
 * Does what a command is for. Called on the session's own thread, in the place of the message in the order of arrival;
 * what it throws is reported like a message call that throws.
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
@FunctionalInterface
public interface CommandHandler {

    /**
     * Takes one call.
     *
     * @param call who called, and with what
     */
    void onCall(CommandCall call);

    /**
     * Takes note of a call that was refused. Nothing is said in the chat of it unless this does; it does nothing unless
     * overridden.
     *
     * @param command the command
     * @param message the message that called it
     * @param why why it was refused
     */
    default void onRefused(Command command, ChatMessage message, Refusal why) {}

    /** Why a call is refused; what is checked first comes first. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    enum Refusal {
        /** Its writer may not use the command. */
        PERMISSION,
        /** An argument is missing, or is not what it must be. The call does not make the command rest. */
        USAGE,
        /** The command still rests in this channel. */
        COOLDOWN
    }
}
