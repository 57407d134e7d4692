package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;

final class FailureTest {
    @Test
    void theCauseOfARequestsFailureIsTold() {
        assertThat(cause(RemoteException.unanswered("x", new UnknownHostException("id.invalid"))))
                .isEqualTo(Cause.NAME);
        assertThat(cause(RemoteException.unanswered("x", new ConnectException("refused"))))
                .isEqualTo(Cause.NETWORK);
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
    void onlyACertificateOrAHostsNameIsAMatterOfProof() {
        SSLHandshakeException untrusted = new SSLHandshakeException("PKIX path building failed");
        untrusted.initCause(new CertificateException("unable to find valid certification path"));
        assertThat(cause(RemoteException.unanswered("x", new IOException(untrusted))))
                .isEqualTo(Cause.TLS);
        assertThat(Failure.of(new SSLPeerUnverifiedException("Hostname id.example not verified"))
                        .cause())
                .isEqualTo(Cause.TLS);

        assertThat(List.of(
                        new SSLHandshakeException("Remote host terminated the handshake"),
                        new SSLHandshakeException("Received fatal alert: handshake_failure"),
                        new SSLException("Unsupported or unrecognized SSL message"),
                        new SSLException("Connection reset", new SocketException("Connection reset"))))
                .allSatisfy(thrown -> assertThat(Failure.of(thrown).cause()).isEqualTo(Cause.NETWORK));
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
