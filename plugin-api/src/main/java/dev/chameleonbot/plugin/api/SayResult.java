package dev.chameleonbot.plugin.api;

import java.util.Objects;
import org.apiguardian.api.API;

/** What became of a chat message. Of each message exactly one of these comes back. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public sealed interface SayResult {

    /** Twitch has taken it and shows it. */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Sent() implements SayResult {}

    /**
     * Twitch has taken it and does not show it, say as AutoMod holds it or as it is the same as the one before.
     *
     * @param code Twitch's code for why, such as {@code msg_duplicate}
     * @param message Twitch's words for why
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
     * It was not sent, as the account's token does not allow it. That stays so until the account is logged in anew, which
     * the engine asks the operator for where the behaviour declares the {@linkplain ChatBehaviour#scopes() scope}.
     *
     * @param reason what is missing, for the log; names no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record NotAllowed(String reason) implements SayResult {
        /** Checks that there is a reason. */
        public NotAllowed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It was not sent, or Twitch's answer did not come: then it may have been.
     *
     * @param reason what happened, for the log; names no secret
     */
    @API(status = API.Status.EXPERIMENTAL, since = "0.1")
    record Failed(String reason) implements SayResult {
        /** Checks that there is a reason. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }
}
