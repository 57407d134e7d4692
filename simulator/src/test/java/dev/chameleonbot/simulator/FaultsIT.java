package dev.chameleonbot.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.fault.OddFrame;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault, on a hit account beside a bystander that does not notice. */
class FaultsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Simulator simulator;
    private TwitchClient twitch;
    private SimulatedUser hit;
    private SimulatedUser bystander;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.builder().start();
        twitch = new TwitchClient(simulator);
        hit = simulator.addUser("hit");
        bystander = simulator.addUser("bystander");
    }

    @AfterEach
    void stop() throws IOException {
        twitch.close();
        simulator.close();
    }

    @Test
    void closesWithACode() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        EventSubClient spared = twitch.listen(bystander, "hit");
        Fault fault = simulator.faults().only("hit").closeSockets(4000);
        assertThat(fault.over()).isTrue();
        assertThat(fault.hits()).isEqualTo(1);
        assertThat(struck.closeCode()).isEqualTo(4000);
        simulator.say("hit", "hit", "after");
        assertThat(spared.nextChat()).isEqualTo("after");
    }

    @Test
    void dropsTcp() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        simulator.faults().dropSockets();
        assertThat(struck.closeCode()).isEqualTo(EventSubClient.ABNORMAL);
        assertThat(simulator.journal().await(Kind.DISCONNECTED, 1, PATIENCE)).isTrue();
        assertThat(simulator.journal().entries(Kind.DISCONNECTED).getFirst().status())
                .isEqualTo(1006);
    }

    @Test
    void stallsButAnswersPings() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        EventSubClient spared = twitch.listen(bystander, "hit");
        Fault stall = simulator.faults().only("hit").stall();
        simulator.say("hit", "hit", "lost");
        assertThat(spared.nextChat()).isEqualTo("lost");
        assertThat(struck.ping("p")).isEqualTo("p");
        assertThat(struck.nothingCame()).isTrue();
        assertThat(simulator.served().ownMessages()).isZero();
        stall.close();
        simulator.say("hit", "hit", "heard");
        assertThat(struck.nextChat()).isEqualTo("heard");
    }

    @Test
    void freezesAltogether() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        EventSubClient spared = twitch.listen(bystander, "hit");
        Fault freeze = simulator.faults().only("hit").freeze();
        struck.pingWithoutWaiting();
        simulator.say("hit", "hit", "lost");
        assertThat(spared.nextChat()).isEqualTo("lost");
        assertThat(spared.ping("p")).isEqualTo("p");
        assertThat(struck.pongCame()).isFalse();
        assertThat(struck.nothingCame()).isTrue();
        freeze.close();
        simulator.say("hit", "hit", "heard");
        assertThat(struck.nextChat()).isEqualTo("heard");
    }

    @Test
    void refusesConnectionsForATime() throws Exception {
        Fault refusal = simulator.faults().refuseConnections(Duration.ofMillis(300));
        assertThatThrownBy(() -> twitch.get(hit, "/users")).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> twitch.connect()).hasRootCauseInstanceOf(IOException.class);
        assertThat(refusal.awaitOver(PATIENCE)).isTrue();
        assertThat(refusal.hits()).isGreaterThanOrEqualTo(2);
        assertThat(twitch.get(hit, "/users").status()).isEqualTo(200);
    }

    @Test
    void refusesUpgrades() throws Exception {
        Fault refusal = simulator.faults().refuseUpgrades(503, 1);
        assertThat(twitch.refusal(simulator.eventSubUrl())).isEqualTo(503);
        assertThat(refusal.over()).isTrue();
        Fault resets = simulator.faults().refuseUpgrades(0, 100); // The JDK's client tries a reset GET again.
        assertThatThrownBy(() -> twitch.connect()).hasRootCauseInstanceOf(IOException.class);
        resets.close();
        twitch.connect().next("session_welcome");
    }

    @Test
    void failsTheNextCallsOfOneAccount() throws Exception {
        Fault failure = simulator.faults().only("hit").fail(Endpoint.COLOR, 503, 2);
        assertThat(twitch.putColor(bystander, "red").status()).isEqualTo(204);
        assertThat(twitch.putColor(hit, "red").status()).isEqualTo(503);
        assertThat(twitch.get(hit, "/users").status()).isEqualTo(200);
        var second = twitch.putColor(hit, "red");
        assertThat(second.status()).isEqualTo(503);
        assertThat(second.body().path("error").asText()).isEqualTo("Service Unavailable");
        assertThat(failure.awaitOver(PATIENCE)).isTrue();
        assertThat(twitch.putColor(hit, "red").status()).isEqualTo(204);
        assertThat(simulator.served().colorChanges()).isEqualTo(2);
    }

    @Test
    void aLimitThatWasOrderedSaysSoInTheHeaders() throws Exception {
        simulator.faults().fail(Endpoint.COLOR, 429, 1);
        var limited = twitch.putColor(hit, "red");
        assertThat(limited.status()).isEqualTo(429);
        assertThat(limited.header("Ratelimit-Remaining")).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Endpoint.class,
            names = {"VALIDATE", "TOKEN", "DEVICE"})
    void failsTheOAuthEndpointsToo(Endpoint endpoint) throws Exception {
        simulator.faults().fail(endpoint, 500, 1);
        var reply = switch (endpoint) {
            case VALIDATE -> twitch.validate(hit.accessToken());
            case TOKEN -> twitch.refresh(hit);
            default -> twitch.form("/device", "client_id=a");
        };
        assertThat(reply.status()).isEqualTo(500);
        assertThat(twitch.refresh(hit).status()).isEqualTo(200);
    }

    @Test
    void refusesRefreshWithoutUsingUpTheToken() throws Exception {
        Fault refusal = simulator.faults().only("hit").refuseRefresh();
        assertThat(twitch.refresh(hit).message()).isEqualTo("Invalid refresh token");
        assertThat(twitch.refresh(bystander).status()).isEqualTo(200);
        refusal.close();
        assertThat(twitch.refresh(hit).status()).isEqualTo(200);
    }

    @Test
    void holdsAnswersBackAfterTheWorkIsDone() throws Exception {
        Fault delay = simulator.faults().delay(Endpoint.COLOR, Duration.ofMinutes(1));
        assertTimesOut(() -> putWithTimeout());
        assertThat(delay.hits()).isEqualTo(1);
        assertThat(simulator.color("hit")).isEqualTo("#FF0000");
        delay.close();
        assertThat(twitch.putColor(hit, "blue").status()).isEqualTo(204);
    }

    @Test
    void neverAnswersAndDoesNothing() throws Exception {
        simulator.faults().neverAnswer(Endpoint.COLOR, 1);
        assertTimesOut(() -> putWithTimeout());
        assertThat(simulator.color("hit")).isEmpty();
        assertThat(twitch.putColor(hit, "blue").status()).isEqualTo(204);
    }

    @Test
    void dropsACall() throws Exception {
        Fault drop = simulator.faults().drop(Endpoint.MESSAGES, 100);
        assertThatThrownBy(() -> twitch.post(hit, "/chat/messages", "{}")).isInstanceOf(UncheckedIOException.class);
        assertThat(drop.hits()).isPositive();
        simulator.faults().clear();
        assertThat(simulator.faults().open()).isEmpty();
        assertThat(twitch.post(hit, "/chat/messages", "{}").status()).isEqualTo(401);
    }

    @Test
    void sendsNotificationsTwiceWithTheSameIds() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        simulator.faults().duplicateNotifications(1);
        simulator.say("hit", "hit", "twice");
        simulator.say("hit", "hit", "once");
        assertThat(struck.next("notification")).isEqualTo(struck.next("notification"));
        assertThat(struck.nextChat()).isEqualTo("once");
    }

    @Test
    void addsUnknownFields() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        simulator.faults().unknownFields(1);
        simulator.say("hit", "hit", "odd");
        var frame = struck.next("notification");
        assertThat(frame.has("unknown_top")).isTrue();
        assertThat(frame.path("payload").has("unknown_part")).isTrue();
    }

    @ParameterizedTest
    @EnumSource(OddFrame.class)
    void sendsOddFrames(OddFrame kind) throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        Fault fault = simulator.faults().sendOdd(kind);
        assertThat(fault.hits()).isEqualTo(1);
        switch (kind) {
            case INVALID_UTF8, RESERVED_BITS, CUT_OFF ->
                assertThat(struck.closeCode()).isEqualTo(EventSubClient.ABNORMAL);
            case BINARY -> {
                simulator.say("hit", "hit", "after");
                assertThat(struck.nextChat()).isEqualTo("after");
            }
            default -> {
                struck.nextText();
                simulator.say("hit", "hit", "after");
                assertThat(struck.nextChat()).isEqualTo("after");
            }
        }
    }

    @Test
    void sendsAnyText() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit");
        simulator.faults().sendText("anything");
        assertThat(struck.nextText()).isEqualTo("anything");
    }

    @Test
    void revokesWithAReason() throws Exception {
        EventSubClient struck = twitch.listen(hit, "hit", "bystander");
        twitch.listen(bystander, "hit");
        simulator.faults().only("hit").revoke("user_removed");
        assertThat(struck.next("revocation").at("/payload/subscription/status").asText())
                .isEqualTo("user_removed");
        struck.next("revocation");
        assertThat(simulator.enabledSubscriptions("hit")).isZero();
        assertThat(simulator.enabledSubscriptions("bystander")).isEqualTo(1);
        assertThat(simulator.journal().count(Kind.REVOKED)).isEqualTo(2);
    }

    private void putWithTimeout() throws InterruptedException {
        twitch.sendWithin(
                Duration.ofMillis(200),
                twitch.helix(hit, "/chat/color?color=red&user_id=" + hit.id()).PUT(BodyPublishers.noBody()));
    }

    private static void assertTimesOut(ThrowingCallable call) {
        assertThatThrownBy(call).hasRootCauseInstanceOf(HttpTimeoutException.class);
    }
}
