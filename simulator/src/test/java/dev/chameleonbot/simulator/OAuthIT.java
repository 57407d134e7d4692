package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The endpoints below {@code /oauth2}. */
class OAuthIT {
    private static final String DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

    private Simulator simulator;
    private TwitchClient twitch;
    private SimulatedUser alice;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.builder().devicePollInterval(Duration.ofNanos(1)).start();
        twitch = new TwitchClient(simulator);
        alice = simulator.addUser("alice", UserOptions.usual().withExpiresIn(Duration.ofHours(1)));
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    @Test
    void tellsWhatATokenIsGoodFor() throws Exception {
        var reply = twitch.validate(alice.accessToken());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("login").asText()).isEqualTo("alice");
        assertThat(reply.body().path("user_id").asText()).isEqualTo(alice.id());
        assertThat(reply.body().path("client_id").asText()).isEqualTo(alice.clientId());
        assertThat(reply.body().path("expires_in").asInt()).isBetween(3500, 3600);
        assertThat(reply.body().path("scopes").valueStream().map(JsonNode::asText))
                .containsExactly("user:manage:chat_color", "user:read:chat", "user:write:chat");
        simulator.expireAccessToken("alice");
        assertThat(twitch.validate(alice.accessToken()).status()).isEqualTo(401);
    }

    @Test
    void keepsIdAndTokensOfAnAccountThatIsRenamed() throws Exception {
        SimulatedUser renamed = simulator.rename("alice", "Alicia");

        assertThat(renamed.login()).isEqualTo("alicia");
        assertThat(renamed.id()).isEqualTo(alice.id());
        var reply = twitch.validate(alice.accessToken());
        assertThat(reply.body().path("login").asText()).isEqualTo("alicia");
        assertThat(reply.body().path("user_id").asText()).isEqualTo(alice.id());
        assertThat(simulator.user("alice")).isEmpty();
        assertThat(simulator.user("alicia")).isPresent();
    }

    @Test
    void rotatesTheRefreshToken() throws Exception {
        var reply = twitch.refresh(alice);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("token_type").asText()).isEqualTo("bearer");
        assertThat(reply.body().path("scope").isArray()).isTrue();
        SimulatedUser now = simulator.user("alice").orElseThrow();
        assertThat(reply.body().path("access_token").asText()).isEqualTo(now.accessToken());
        assertThat(reply.body().path("refresh_token").asText())
                .isEqualTo(now.refreshToken())
                .isNotEqualTo(alice.refreshToken());
        assertThat(twitch.validate(alice.accessToken()).status()).isEqualTo(200);
        assertThat(twitch.refresh(alice).status()).isEqualTo(400);
        assertThat(twitch.refresh(alice).message()).isEqualTo("Invalid refresh token");
        assertThat(twitch.refresh(now).status()).isEqualTo(200);
    }

    @Test
    void refusesRefreshesThatAreNotInOrder() throws Exception {
        String token = "grant_type=refresh_token&refresh_token=" + alice.refreshToken();
        assertThat(twitch.form("/token", token).status()).isEqualTo(400);
        assertThat(twitch.form("/token", token + "&client_id=" + alice.clientId() + "&client_secret=wrong")
                        .status())
                .isEqualTo(403);
        assertThat(twitch.form("/token", token + "&client_id=another").status()).isEqualTo(400);
        simulator.revokeRefreshToken("alice");
        assertThat(twitch.refresh(alice).message()).isEqualTo("Invalid refresh token");
    }

    @Test
    void leadsThroughTheDeviceFlow() throws Exception {
        JsonNode code = openCode();
        assertThat(code.path("expires_in").asInt()).isEqualTo(1800);
        assertThat(code.path("interval").asInt()).isEqualTo(1);
        String userCode = code.path("user_code").asText();
        assertThat(code.path("verification_uri").asText()).endsWith(userCode);
        assertThat(poll(code).message()).isEqualTo("authorization_pending");
        assertThat(simulator.waitingUserCodes()).containsExactly(userCode);

        assertThat(simulator.approve(userCode, "alice")).isTrue();
        var token = poll(code);
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.body().at("/scope/0").asText()).isEqualTo("user:manage:chat_color");
        assertThat(twitch.validate(token.body().path("access_token").asText()).status())
                .isEqualTo(200);
        assertThat(poll(code).message()).isEqualTo("invalid device code");
        assertThat(simulator.approve(userCode, "alice")).isFalse();
    }

    @Test
    void tellsOfRefusedAndExpiredCodes() throws Exception {
        JsonNode refused = openCode();
        simulator.deny(refused.path("user_code").asText());
        assertThat(poll(refused).message()).isEqualTo("access_denied");
        JsonNode expired = openCode();
        simulator.expireDeviceCode(expired.path("user_code").asText());
        assertThat(poll(expired).message()).isEqualTo("invalid device code");
    }

    @Test
    void slowsDownWhoPollsTooFast() throws Exception {
        stop();
        simulator =
                Simulator.builder().devicePollInterval(Duration.ofMinutes(1)).start();
        twitch = new TwitchClient(simulator);
        JsonNode code = openCode();
        assertThat(poll(code).message()).isEqualTo("authorization_pending");
        assertThat(poll(code).message()).isEqualTo("slow_down");
    }

    private JsonNode openCode() throws InterruptedException {
        return twitch.form("/device", "client_id=app&scopes=user%3Aread%3Achat+user%3Amanage%3Achat_color")
                .body();
    }

    private TwitchClient.Reply poll(JsonNode code) throws InterruptedException {
        return twitch.form(
                "/token",
                "client_id=app&scopes=user%3Aread%3Achat&device_code="
                        + code.path("device_code").asText() + "&grant_type=" + DEVICE_GRANT);
    }
}
