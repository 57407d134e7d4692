package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B26 timeouts everywhere")
final class HttpClientsTest {
    private static final ForwardProxy NO_PROXY = ForwardProxy.of(Map.of(), new Properties());

    @Test
    void everyRequestHasALimitForAllOfIt() {
        try (HttpClients clients = new HttpClients(NO_PROXY)) {
            for (OkHttpClient each : List.of(clients.requests(), clients.tokens())) {
                assertThat(each.connectTimeoutMillis()).isPositive();
                assertThat(each.callTimeoutMillis()).isBetween(1, 60_000);
            }
        }
    }

    @Test
    void aDeadConnectionThatRequestsShareIsFoundOutButATokenIsWaitedFor() {
        try (HttpClients clients = new HttpClients(NO_PROXY)) {
            assertThat(clients.requests().pingIntervalMillis())
                    .isBetween(1, clients.requests().callTimeoutMillis() / 2);
            assertThat(clients.tokens().pingIntervalMillis())
                    .as("a ping that is not answered would end a connection whose answer is only late")
                    .isZero();
        }
    }

    @Test
    void aSocketHasThoseThatItsWatchdogCannotReplace() {
        try (HttpClients clients = new HttpClients(NO_PROXY)) {
            assertThat(clients.socketClient().connectTimeoutMillis()).isPositive();
            assertThat(clients.socketClient().writeTimeoutMillis()).isPositive();
            assertThat(clients.socketClient().pingIntervalMillis())
                    .as("Twitch wants pongs and nothing else")
                    .isZero();
        }
    }

    @Test
    void aPeerThatTakesARequestAndNeverAnswersIsGivenUp() throws IOException {
        try (HttpClients clients = new HttpClients(NO_PROXY);
                ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            OkHttpClient impatient = clients.requests()
                    .newBuilder()
                    .callTimeout(Duration.ofMillis(200))
                    .build();
            OAuthClient oauth = new OAuthClient(
                    impatient,
                    impatient,
                    URI.create("http://127.0.0.1:" + silent.getLocalPort() + "/oauth2"),
                    InstantSource.system());

            assertThatThrownBy(() -> oauth.validate(Secret.of("token")))
                    .isInstanceOfSatisfying(
                            RemoteException.class,
                            failure -> assertThat(failure.mayPass()).isTrue());
        }
    }
}
