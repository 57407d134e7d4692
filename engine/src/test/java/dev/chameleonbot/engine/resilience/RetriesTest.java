package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("B20 retries that come to an end")
final class RetriesTest {
    private final Retries retries =
            new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), () -> 0, new ManualTimers());

    private int calls;

    @Test
    void exhaustionIsAnExceptionThatCarriesEachAttempt() {
        ExhaustedException exhausted = catchThrowableOfType(
                ExhaustedException.class,
                () -> retries.atMost(4, () -> {
                    throw RemoteException.unanswered("attempt " + ++calls, new IOException("reset"));
                }));

        assertThat(exhausted.attempts())
                .extracting(RemoteException::getMessage)
                .containsExactly(
                        "attempt 1: no answer (reset)",
                        "attempt 2: no answer (reset)",
                        "attempt 3: no answer (reset)",
                        "attempt 4: no answer (reset)");
        assertThat(exhausted).hasMessageContaining("4 attempts").hasMessageContaining("attempt 4");
    }

    @Test
    void theFirstSuccessIsTheResult() throws Exception {
        String result = retries.atMost(4, () -> {
            if (++calls < 3) {
                throw RemoteException.answered("asking", 503, "", null);
            }
            return "answer " + calls;
        });

        assertThat(result).isEqualTo("answer 3");
    }

    @Test
    void aFailureThatWillNotPassIsNeverTriedAgain() {
        RemoteException refused = catchThrowableOfType(
                RemoteException.class,
                () -> retries.atMost(4, () -> {
                    calls++;
                    throw RemoteException.answered("asking", 403, "banned", null);
                }));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void tellsOfEachFailureThatIsTriedAgain() throws Exception {
        List<RemoteException> told = new ArrayList<>();
        retries.untilDone(
                () -> {
                    if (++calls < 6) {
                        throw RemoteException.answered("asking", 500, "", null);
                    }
                    return calls;
                },
                told::add);

        assertThat(told).hasSize(5);
    }

    @Test
    void waitsNoLongerThanTheFailuresHaveLastedAndLearnsFromOthersThatTheEndpointIsBack() throws Exception {
        ManualTimers timers = new ManualTimers();
        EndpointHealth endpoint = new EndpointHealth(timers, () -> 0);
        Retries patient = new Retries(Backoff.STANDARD, () -> -1, timers);
        List<Long> attempts = new ArrayList<>();
        patient.untilDone(
                endpoint,
                () -> {
                    attempts.add(Duration.ofNanos(timers.nanos()).toMillis());
                    if (attempts.size() < 20) {
                        throw RemoteException.answered("asking", 429, "", null);
                    }
                    return 1;
                },
                failure -> calls++);

        for (int i = 2; i < attempts.size(); i++) {
            long wait = attempts.get(i) - attempts.get(i - 1);
            assertThat(wait).isLessThanOrEqualTo(Math.clamp(attempts.get(i - 1), 1_000, 60_000));
        }
        assertThat(calls).isEqualTo(19);
        assertThat(endpoint.outage()).as("an answer is no outage").isEmpty();
    }
}
