package dev.chameleonbot.engine.helix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.resilience.ErrorKind;
import dev.chameleonbot.engine.resilience.ManualTimers;
import dev.chameleonbot.engine.resilience.RemoteException;
import java.time.Duration;
import java.util.Optional;
import okhttp3.Headers;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B13, B14, C1, C2 the gate of an account's calls")
final class CallGateTest {
    private final ManualTimers timers = new ManualTimers();
    private final RateBudget budget = new RateBudget();
    private final CallGate gate = new CallGate("calling Helix", budget, timers, new EngineMeters());

    @Test
    void letsAnyNumberOfCallsInWhileNoneHasBeenAnsweredYet() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(gate.enter()).isEmpty();
        }
    }

    @Test
    void holdsCallsBackAfterFiveFailuresInARow() {
        for (int i = 0; i < 5; i++) {
            assertThat(gate.enter()).isEmpty();
            if (i % 2 == 0) {
                gate.unanswered();
            } else {
                gate.answered(answer(503));
            }
        }

        RemoteException heldBack = gate.enter().orElseThrow();
        assertThat(heldBack.kind()).isEqualTo(ErrorKind.REMOTE_TRANSIENT);
        assertThat(heldBack.retryAt().orElseThrow()).isAfter(timers.instant());
        assertThat(gate.breaker()).isEqualTo("open");
    }

    @Test
    void aCallAtATimeTriesWhetherTheServerIsBackAndItsSuccessLetsAllIn() {
        fail(5);
        timers.advance(gate.enter()
                .flatMap(RemoteException::retryAt)
                .map(at -> Duration.between(timers.instant(), at))
                .orElseThrow());

        assertThat(gate.enter()).isEmpty();
        assertThat(gate.breaker()).isEqualTo("half-open");
        assertThat(gate.enter()).isPresent();
        gate.answered(answer(204));

        assertThat(gate.breaker()).isEqualTo("closed");
        fail(4);
        assertThat(gate.breaker()).isEqualTo("closed");
    }

    @Test
    void aTrialThatFailsHoldsCallsBackForAsLongAgain() {
        fail(5);
        timers.advance(Duration.ofSeconds(5));
        fail(1);

        assertThat(gate.breaker()).isEqualTo("open");
        timers.advance(Duration.ofMillis(4_999));
        assertThat(gate.enter()).isPresent();
        timers.advance(Duration.ofMillis(1));
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void aTrialThatTheBudgetForbidsIsNone() {
        fail(4);
        assertThat(gate.enter()).isEmpty();
        gate.answered(answer(503, "Ratelimit-Remaining", "0", "Ratelimit-Reset", seconds(20)));
        timers.advance(Duration.ofSeconds(6));

        assertThat(gate.enter().orElseThrow().kind()).isEqualTo(ErrorKind.REMOTE_LIMITED);
        assertThat(gate.breaker()).isEqualTo("open");
        timers.advance(Duration.ofSeconds(15));
        assertThat(gate.enter()).isEmpty();
        assertThat(gate.breaker()).isEqualTo("half-open");
    }

    @Test
    void aHeldBackCallSpendsNothing() {
        gate.answered(answer(200, "Ratelimit-Remaining", "100", "Ratelimit-Reset", seconds(50)));
        fail(5);
        timers.advance(Duration.ofSeconds(5));
        assertThat(gate.enter()).isEmpty();
        assertThat(gate.breaker()).isEqualTo("half-open");
        Optional<Integer> left = budget.remaining(timers.nanos());

        for (int i = 0; i < 50; i++) {
            assertThat(gate.enter()).isPresent();
        }

        assertThat(left).contains(94);
        assertThat(budget.remaining(timers.nanos())).isEqualTo(left);
    }

    @Test
    void whatWasOnItsWayBeforeItOpenedChangesNothingUntilTheTrial() {
        assertThat(gate.enter()).isEmpty();
        fail(5);
        gate.answered(answer(204));

        assertThat(gate.breaker()).isEqualTo("open");
        assertThat(gate.enter()).isPresent();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThat(gate.enter()).isEmpty();
            gate.answered(answer(503));
        }
    }

    @Test
    void aRefusalIsNoFailureOfTheServer() {
        for (int i = 0; i < 20; i++) {
            assertThat(gate.enter()).isEmpty();
            gate.answered(answer(i % 2 == 0 ? 403 : 400));
        }
        assertThat(gate.breaker()).isEqualTo("closed");
    }

    @Test
    void anAnswerInBetweenForgivesEarlierFailures() {
        for (int i = 0; i < 20; i++) {
            assertThat(gate.enter()).isEmpty();
            gate.answered(answer(i % 4 == 3 ? 204 : 500));
        }
        assertThat(gate.breaker()).isEqualTo("closed");
    }

    @Test
    void waitsForTheResetThatA429Names() {
        assertThat(gate.enter()).isEmpty();
        gate.answered(answer(429, "Ratelimit-Reset", seconds(20)));

        RemoteException limited = gate.enter().orElseThrow();
        assertThat(limited.kind()).isEqualTo(ErrorKind.REMOTE_LIMITED);
        assertThat(limited.retryAt().orElseThrow())
                .isAfterOrEqualTo(timers.instant().plusSeconds(20));
        timers.advance(Duration.ofSeconds(21));
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void waitsAsLongAsA429WantsThatNamesNoReset() {
        assertThat(gate.enter()).isEmpty();
        gate.answered(answer(429, "Retry-After", "120"));

        assertThat(gate.enter().orElseThrow().retryAt().orElseThrow())
                .isAfterOrEqualTo(timers.instant().plusSeconds(120));
        timers.advance(Duration.ofSeconds(121));
        assertThat(gate.enter()).isEmpty();
    }

    @Test
    void tellsWhenAServerThatIsAwayWantsToBeAskedAgain() {
        assertThat(gate.retryAt(answer(503, "Retry-After", "120")))
                .contains(timers.instant().plusSeconds(120));
        assertThat(gate.retryAt(answer(503))).isEmpty();
    }

    @Test
    void waitsLongerAndLongerWhereTheResetOfA429IsOverAlready() {
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            Optional<RemoteException> heldBack = gate.enter();
            assertThat(heldBack).isEmpty();
            gate.answered(answer(429, "Ratelimit-Reset", seconds(-100)));
            Duration wait = budget.untilFree(timers.nanos());
            assertThat(wait).isGreaterThanOrEqualTo(Duration.ofMillis(250));
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            timers.advance(wait);
        }
        assertThat(longest).isLessThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aLimitOfSubscriptionsHoldsNoOtherCallBack() {
        assertThat(gate.enter()).isEmpty();
        gate.answered(
                answer("/eventsub/subscriptions", 429, "Ratelimit-Remaining", "700", "Ratelimit-Reset", seconds(20)));
        assertThat(gate.enter()).isEmpty();

        gate.answered(
                answer("/eventsub/subscriptions", 429, "Ratelimit-Remaining", "0", "Ratelimit-Reset", seconds(20)));
        assertThat(gate.enter()).isPresent();
    }

    @Test
    void takesNoMoreThanTheServerSaysIsLeft() {
        assertThat(gate.enter()).isEmpty();
        gate.answered(answer(204, "Ratelimit-Remaining", "1", "Ratelimit-Reset", seconds(30)));
        assertThat(gate.enter()).isEmpty();
        assertThat(gate.enter().orElseThrow().kind()).isEqualTo(ErrorKind.REMOTE_LIMITED);
        assertThat(gate.breaker()).isEqualTo("closed");
    }

    private String seconds(int fromNow) {
        return Long.toString(timers.instant().plusSeconds(fromNow).getEpochSecond());
    }

    private static Response answer(int status, String... headers) {
        return answer("", status, headers);
    }

    private static Response answer(String path, int status, String... headers) {
        return new Response.Builder()
                .request(new Request.Builder()
                        .url("http://127.0.0.1/helix" + path)
                        .build())
                .protocol(Protocol.HTTP_1_1)
                .code(status)
                .message("")
                .headers(Headers.of(headers))
                .build();
    }
}
