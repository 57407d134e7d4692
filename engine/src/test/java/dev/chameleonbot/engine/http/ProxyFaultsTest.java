package dev.chameleonbot.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What a proxy is at fault for")
final class ProxyFaultsTest {
    private static final String BEHIND_IT = "https://api.twitch.test/helix";

    @Test
    void anAnswerOtherThanSuccessIsTheProxys() throws IOException {
        try (TestProxy proxy = TestProxy.refusing("502 Bad Gateway")) {
            assertThat(failure(proxy.port(), BEHIND_IT))
                    .isInstanceOf(ProxyException.class)
                    .hasMessage("the proxy 127.0.0.1:" + proxy.port() + " (HTTPS_PROXY) answered 502 to CONNECT");
        }
    }

    @Test
    void aProxyThatDoesNotRunIsNamedAsOne() throws IOException {
        int port = freePort();

        assertThat(failure(port, BEHIND_IT))
                .hasMessage("the proxy 127.0.0.1:" + port + " (HTTPS_PROXY) refused the connection");
    }

    @Test
    void whatIsReachedDirectlyIsNoFaultOfTheProxy() throws IOException {
        assertThat(failure(1, "https://localhost:" + freePort() + "/"))
                .isInstanceOf(ConnectException.class)
                .isNotInstanceOf(ProxyException.class);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        new UnknownHostException("p.example: Name or service not known"),
                        "the name of the proxy p cannot be resolved (DNS)"),
                Arguments.of(
                        new SocketTimeoutException("Connect timed out"),
                        "the connection to the proxy p could not be made in time"),
                Arguments.of(
                        new ConnectException("Network is unreachable"),
                        "no connection to the proxy p (Network is unreachable)"),
                Arguments.of(
                        new NoRouteToHostException("No route to host"),
                        "no connection to the proxy p (No route to host)"),
                Arguments.of(new SocketException("Connection refused"), "the proxy p refused the connection"),
                Arguments.of(
                        new SocketException("SOCKS: Connection refused"),
                        "the proxy p did not connect (Connection refused)"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faults")
    void areToldInItsName(IOException thrown, String words) {
        assertThat(ProxyFaults.inWords("the proxy p", thrown)).hasValue(words);
    }

    @Test
    void areNotWhatMayBeTheServers() {
        assertThat(ProxyFaults.inWords("the proxy p", new SocketException("Connection reset")))
                .isEmpty();
        assertThat(ProxyFaults.inWords("the proxy p", new SocketTimeoutException("timeout")))
                .isEmpty();
    }

    private static IOException failure(int proxy, String address) {
        OkHttpClient client = ForwardProxy.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + proxy), new Properties())
                .on(new OkHttpClient.Builder())
                .build();
        Request request = new Request.Builder().url(address).build();
        return catchThrowableOfType(
                IOException.class, () -> client.newCall(request).execute().close());
    }

    private static int freePort() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.getLocalPort();
        }
    }
}
