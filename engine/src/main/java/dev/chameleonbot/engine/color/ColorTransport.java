package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.plugin.api.ChatColor;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one colour of one account to Twitch. */
@FunctionalInterface
public interface ColorTransport {
    /**
     * Sends a colour and returns at once.
     *
     * @param color the colour
     * @param whenAnswered called exactly once, on any thread, soon after the answer or its absence
     */
    void send(ChatColor color, Consumer<Answer> whenAnswered);

    /** What came back. */
    sealed interface Answer {
        /** 2xx: the colour is taken. */
        record Accepted() implements Answer {}

        /**
         * 400: the colour is not taken.
         *
         * @param reason Twitch's words
         */
        record BadColor(String reason) implements Answer {}

        /**
         * 401, also with a token that Twitch has just issued.
         *
         * @param token the token that was refused
         * @param reason Twitch's words
         */
        record Unauthorized(Secret token, String reason) implements Answer {}

        /**
         * The token has ended and no other can be got.
         *
         * @param cause why, and what to do
         */
        record LoginNeeded(LoginNeededException cause) implements Answer {}

        /**
         * 429, or the account's budget is known to be used up.
         *
         * @param until when to try again
         */
        record Limited(Instant until) implements Answer {}

        /**
         * Another refusal that will not pass by itself.
         *
         * @param reason what Twitch said
         */
        record Refused(String reason) implements Answer {}

        /**
         * 5xx or no answer.
         *
         * @param failure what happened
         * @param retryAt when the server wants to be asked again, if it said so
         */
        record Unavailable(Failure failure, @Nullable Instant retryAt) implements Answer {}
    }
}
