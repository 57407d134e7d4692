package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Instant;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

final class FailureTest {
    @Test
    void theCauseOfARequestsFailureIsTold() {
        assertThat(cause(RemoteException.unanswered("x", new UnknownHostException("id.invalid"))))
                .isEqualTo(Cause.NAME);
        assertThat(cause(RemoteException.unanswered("x", new ConnectException("refused"))))
                .isEqualTo(Cause.NETWORK);
        assertThat(cause(RemoteException.unanswered("x", new IOException(new SSLHandshakeException("PKIX")))))
                .isEqualTo(Cause.TLS);
        assertThat(cause(RemoteException.unusable("x", "not JSON"))).isEqualTo(Cause.SERVER);
        assertThat(cause(RemoteException.heldBack("x", "failed", Instant.EPOCH)))
                .isEqualTo(Cause.HELD_BACK);
        assertThat(cause(answered(503, ""))).isEqualTo(Cause.SERVER);
        assertThat(cause(answered(403, "banned"))).isEqualTo(Cause.REFUSED);
        assertThat(cause(answered(429, ""))).isEqualTo(Cause.LIMITED);
        assertThat(cause(answered(429, "number of websocket transports limit exceeded")))
                .isEqualTo(Cause.TRANSPORTS);
    }

    @Test
    void onlyWhatEveryAccountWouldMeetIsAnOutage() {
        assertThat(Cause.values())
                .filteredOn(Cause::isOutage)
                .containsExactly(Cause.NAME, Cause.NETWORK, Cause.TLS, Cause.SERVER);
    }

    private static RemoteException answered(int status, String words) {
        return RemoteException.answered("x", status, words, null);
    }

    private static Cause cause(RemoteException e) {
        return Failure.of(e).cause();
    }
}
