package dev.chameleonbot.engine.color;

import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Answers of Twitch to a colour. */
public final class Answers {
    private static final String WHAT = "setting the colour";
    private static final Secret TOKEN = Secret.of("token");

    private Answers() {}

    /** With a status other than success. */
    public static Answer status(int status, String words) {
        return answered(status, words, null);
    }

    /** 429: no more requests until then. */
    public static Answer limited(Instant until) {
        return answered(429, "", until);
    }

    /** 503, and perhaps when to ask again. */
    public static Answer away(@Nullable Instant retryAt) {
        return answered(503, "", retryAt);
    }

    /** What cannot be set now. */
    public static Answer notTaken(RemoteException why) {
        return new Answer.NotTaken(why, TOKEN);
    }

    private static Answer answered(int status, String words, @Nullable Instant retryAt) {
        return notTaken(RemoteException.answered(WHAT, status, words, retryAt));
    }
}
