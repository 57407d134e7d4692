package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/** The result of sending a chat message. Each message gets exactly one. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface SayResult {

    /** Twitch shows the message. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Sent() implements SayResult {}

    /**
     * Twitch accepted the message but does not show it, for example because AutoMod holds it or it repeats the previous
     * one.
     *
     * @param code Twitch's code for the reason, such as {@code msg_duplicate}
     * @param message Twitch's text for the reason
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Dropped(String code, String message) implements SayResult {
        /** Checks that nothing is missing. */
        public Dropped {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The message was not sent because the account's token does not allow it. This lasts until the account is logged in
     * again; the engine asks the operator for that if the behaviour declares the
     * {@linkplain ChatBehaviour#scopes() scope}.
     *
     * @param reason what is missing, for the log; contains no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record NotAllowed(String reason) implements SayResult {
        /** Checks that there is a reason. */
        public NotAllowed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The message was not sent, or Twitch's answer did not arrive; in that case it may have been sent.
     *
     * @param reason what happened, for the log; contains no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Failed(String reason) implements SayResult {
        /** Checks that there is a reason. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
