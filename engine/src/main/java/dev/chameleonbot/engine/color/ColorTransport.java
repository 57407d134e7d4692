package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.plugin.api.ChatColor;
import java.util.function.Consumer;

/** Sends one colour of one account to Twitch. */
@FunctionalInterface
public interface ColorTransport {
    /**
     * Sends a colour and returns at once.
     *
     * @param whenAnswered called exactly once, on any thread, soon after the answer or its absence
     */
    void send(ChatColor color, Consumer<Answer> whenAnswered);

    /** What came back. */
    sealed interface Answer {
        /** 2xx: the colour is taken. */
        record Accepted() implements Answer {}

        /**
         * The colour is not taken: Twitch refuses it, takes no more requests now, or does not answer. After a 401 no other
         * token than the one that it was sent with can be had, or one that Twitch has just issued was refused.
         */
        record NotTaken(RemoteException why, Secret token) implements Answer {}

        /** The token has ended and no other can be got. */
        record LoginNeeded(LoginNeededException cause) implements Answer {}
    }
}
