package dev.chameleonbot.host.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.host.config.IpAddress;
import dev.chameleonbot.host.config.WebConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, by which name, from where, and as whom. */
final class AccessControlIT extends OverTheWire {
    @Test
    void theTokenOfTheAddressBecomesACookie() throws IOException {
        String answer = request("GET", "/?token=" + token());

        assertThat(answer)
                .contains("Location: /\r\n")
                .contains("HttpOnly; SameSite=Strict")
                .doesNotContain(token());
        assertThat(status(request("GET", "/api/v1/seen", cookie()))).isEqualTo(200);
        assertThat(status(request("GET", "/?token=wrong"))).isEqualTo(401);
        assertThat(request("GET", "/?token=wrong")).doesNotContain("Set-cookie");
    }

    @Test
    void nobodyIsKnownByTheAddressOnAnotherPath() throws IOException {
        assertThat(status(request("GET", "/api/v1/seen?token=" + token()))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:80",
                "127.0.0.1.evil.example",
                "localhost.evil.example",
                "127.0.0.1@evil.example",
                "",
                "a b"
            })
    void isReachedByNoForeignName(String host) throws IOException {
        String answer = exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(status(answer)).isIn(400, 421);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8730", "192.168.1.5:8730"})
    void isReachedByLocalNamesAndAddresses(String host) throws IOException {
        assertThat(status(exchange("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")))
                .isEqualTo(200);
    }

    @Test
    void twoHostsOrNoneAreRefused() throws IOException {
        assertThat(status(exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")))
                .isEqualTo(421);
        assertThat(status(exchange(
                        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")))
                .isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: http://evil.example, 403",
        "Origin: null, 403",
        "Origin: http://127.0.0.1:1, 403",
        "Sec-Fetch-Site: cross-site, 403",
        "Sec-Fetch-Site: same-site, 403",
        "X-Nothing: 1, 403",
        "Sec-Fetch-Site: same-origin, 204"
    })
    void aCookieChangesNothingFromAnotherSite(String header, int expected) throws IOException {
        assertThat(status(request("POST", "/api/v1/changed", cookie(), header, "Content-Length: 0")))
                .isEqualTo(expected);
        assertThat(changes).hasValue(expected == 204 ? 1 : 0);
    }

    @Test
    void anOriginCountsWithItsScheme() throws IOException {
        String cookie = cookie();
        String here = "://127.0.0.1:" + port();

        assertThat(status(request("POST", "/api/v1/changed", cookie, "Origin: https" + here, "Content-Length: 0")))
                .isEqualTo(403);
        assertThat(status(request("POST", "/api/v1/changed", cookie, "Origin: http" + here, "Content-Length: 0")))
                .isEqualTo(204);
    }

    @Test
    void aBearerNeedsNoOrigin() throws IOException {
        assertThat(status(request("POST", "/api/v1/changed", "Authorization: Bearer " + token(), "Content-Length: 0")))
                .isEqualTo(204);
        assertThat(status(request("POST", "/api/v1/changed", "authorization: bearer " + token(), "Content-Length: 0")))
                .isEqualTo(204);
    }

    @Test
    void sessionsOutliveARestartAndEndAfterADay() throws IOException {
        String cookie = cookie();
        int port = port();
        server.close();
        server = open(WebConfig.USUAL.at(WebConfig.USUAL.address(), port));

        assertThat(status(request("GET", "/api/v1/seen", cookie))).isEqualTo(200);
        now = now.plus(Sessions.LASTS);
        assertThat(status(request("GET", "/api/v1/seen", cookie))).isEqualTo(401);
    }

    @Test
    void onlyATrustedProxySaysWhoAsks() throws IOException {
        String authorized = "Authorization: Bearer " + token();
        assertThat(request("GET", "/api/v1/seen", authorized, "X-Forwarded-For: 203.0.113.9"))
                .contains("\"from\":\"127.0.0.1\"");

        InetAddress proxy = IpAddress.parse("127.0.0.1").orElseThrow();
        server.close();
        server = open(new WebConfig(
                WebConfig.USUAL.address(), 0, List.of("bots.example.org"), Optional.empty(), List.of(proxy), 0.5));
        authorized = "Authorization: Bearer " + token();

        assertThat(request("GET", "/api/v1/seen", authorized, "X-Forwarded-For: 198.51.100.1, 203.0.113.9"))
                .as("what stands before the last hop, anybody can have written")
                .contains("\"from\":\"203.0.113.9\"");
        assertThat(request("GET", "/?token=" + token(), "X-Forwarded-Proto: https"))
                .contains("; Secure");
        assertThat(request("GET", "/api/v1/seen", authorized, "X-Forwarded-For: [2001:db8::5]:4000"))
                .contains("\"from\":\"2001:db8:0:0:0:0:0:5\"");
        assertThat(status(request("GET", "/health/live")))
                .as("behind a proxy everybody comes from loopback")
                .isEqualTo(401);
        assertThat(status(exchange("GET / HTTP/1.1\r\nHost: bots.example.org\r\nConnection: close\r\n\r\n")))
                .isEqualTo(200);
    }

    @Test
    void passwordsThatComeAtOnceAreCountedToo() throws Exception {
        new AccessFile(state).setPassword(Secret.of("a long password"));
        String body = "{\"password\": \"a wrong password\"}";
        String bytes = "POST /api/v1/session HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        List<Integer> statuses = new CopyOnWriteArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    statuses.add(status(exchange(bytes)));
                } catch (IOException e) {
                    statuses.add(0);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(statuses).hasSize(20).containsOnly(401, 429);
        assertThat(statuses.stream().filter(status -> status == 401).count()).isLessThanOrEqualTo(5);
    }
}
