package dev.chameleonbot.host.alerts;

import dev.chameleonbot.engine.model.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Posts JSON to addresses. */
interface Posts {
    /**
     * Posts once and blocks until the answer; every step of it has a time limit.
     *
     * @throws IOException if there is no answer
     */
    Answer post(Secret url, byte[] json) throws IOException;

    /**
     * What came back.
     *
     * @param retryAfter how long to leave it alone, where it says so
     */
    record Answer(int status, Optional<Duration> retryAfter) {}
}
