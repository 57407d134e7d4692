package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A12 failures in words for an operator")
final class RemoteExceptionTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("id.twitch.tv: Temporary failure in name resolution"),
                        "the name id.twitch.tv cannot be resolved (DNS)"),
                Arguments.of(
                        new UnknownHostException("proxy.example"), "the name proxy.example cannot be resolved (DNS)"),
                Arguments.of(
                        caused(
                                new ConnectException("Failed to connect to id.twitch.tv/192.0.2.1:443"),
                                new ConnectException("Connection refused")),
                        "the connection to id.twitch.tv/192.0.2.1:443 was refused"),
                Arguments.of(
                        caused(
                                new ConnectException("Failed to connect to /127.0.0.1:9"),
                                new ConnectException("Connection refused")),
                        "the connection to 127.0.0.1:9 was refused"),
                Arguments.of(
                        caused(
                                new ConnectException("Failed to connect to id.twitch.tv/192.0.2.1:443"),
                                new SocketException("Network is unreachable")),
                        "no connection to id.twitch.tv/192.0.2.1:443 (Network is unreachable)"),
                Arguments.of(
                        new SocketTimeoutException("Connect timed out"), "the connection could not be made in time"),
                Arguments.of(new SocketTimeoutException("timeout"), "it took too long"),
                Arguments.of(new InterruptedIOException("timeout"), "it took too long"),
                Arguments.of(
                        caused(
                                new SSLHandshakeException("PKIX path building failed: something"),
                                new CertificateException("unable to find valid certification path")),
                        "no secure connection (TLS): the server's certificate is not trusted (unable to find valid"
                                + " certification path)"),
                Arguments.of(
                        new SSLException(
                                "Hostname id.twitch.tv not verified:\n    certificate: sha256/abc\n    DN: CN=x"),
                        "no secure connection (TLS): Hostname id.twitch.tv not verified:"),
                Arguments.of(
                        caused(
                                new IOException("unexpected end of stream on https://id.twitch.tv/..."),
                                new EOFException()),
                        "the connection was closed before an answer came"),
                Arguments.of(new SocketException("Connection reset"), "the connection was reset before an answer came"),
                Arguments.of(new SocketException("Broken pipe"), "the connection was reset before an answer came"),
                Arguments.of(new IOException("anything\nelse"), "anything"),
                Arguments.of(new IOException(), "IOException"));
    }

    private static IOException caused(IOException thrown, Throwable cause) {
        thrown.initCause(cause);
        return thrown;
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void tellsWhyNoAnswerCameInPlainWordsOfOneLine(IOException cause, String words) {
        RemoteException failure = RemoteException.unanswered("validating the token", cause);

        assertThat(failure.getMessage()).isEqualTo("validating the token: no answer (" + words + ")");
        assertThat(failure.mayPass()).isTrue();
        assertThat(failure.status()).isEqualTo(RemoteException.NO_ANSWER);
    }

    @Test
    void tellsAPageOfAServerThatIsOverloadedAsAPage() {
        String page = "<html><head><title>502 Bad\nGateway</title></head></html>";

        RemoteException failure = RemoteException.answered("calling", 502, ErrorBody.message(page), null);

        assertThat(failure.getMessage()).isEqualTo("calling: Twitch answered 502 (an HTML page, \"502 Bad Gateway\")");
        assertThat(failure.mayPass()).isTrue();
    }
}
