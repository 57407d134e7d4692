package dev.chameleonbot.engine.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Retries.Door;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("B20 retries that come to an end")
final class RetriesTest {
    private final Retries retries =
            new Retries(new Backoff(Duration.ofMillis(1), Duration.ofMillis(1)), new ManualTimers());

    private int calls;

    @Test
    void exhaustionIsAnExceptionThatCarriesEachAttempt() {
        RemoteException last = catchThrowableOfType(
                RemoteException.class,
                () -> retries.atMost(4, () -> {
                    throw RemoteException.unanswered("attempt " + ++calls, new IOException("reset"));
                }));

        assertThat(last).hasMessage("attempt 4: no answer (reset)");
        assertThat(last.getSuppressed())
                .extracting(Throwable::getMessage)
                .containsExactly(
                        "attempt 1: no answer (reset)", "attempt 2: no answer (reset)", "attempt 3: no answer (reset)");
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
        EndpointHealth endpoint = new EndpointHealth(timers);
        Retries patient = new Retries(Backoff.STANDARD, timers);
        List<Long> attempts = new ArrayList<>();
        patient.untilDone(
                endpoint,
                Door.OPEN,
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

    @ParameterizedTest
    @MethodSource("givenUp")
    void whatIsGivenUpSaysNothingOfTheEndpointAndIsNoFailure(IOException thrown) {
        EndpointHealth endpoint = new EndpointHealth(new ManualTimers());
        RemoteException failure = RemoteException.unanswered("asking", thrown);

        assertThatThrownBy(() -> retries.untilDone(endpoint, Door.OPEN, () -> fail(failure), told -> calls++))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> retries.untilDone(() -> fail(failure), told -> calls++))
                .isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> retries.atMost(4, () -> fail(failure))).isInstanceOf(InterruptedException.class);

        assertThat(endpoint.outage()).isEmpty();
        assertThat(calls).as("failures that are told").isZero();
    }

    private static Stream<IOException> givenUp() {
        return Stream.of(
                new InterruptedIOException("interrupted"),
                new InterruptedIOException("alice is no running account"),
                new IOException("Canceled"));
    }

    @Test
    void aSocketThatAnInterruptionHasClosedSaysNothingOfTheEndpoint() {
        EndpointHealth endpoint = new EndpointHealth(new ManualTimers());

        assertThatThrownBy(() -> retries.untilDone(
                        endpoint,
                        Door.OPEN,
                        () -> {
                            Thread.currentThread().interrupt();
                            throw RemoteException.unanswered("asking", new IOException("Closed by interrupt"));
                        },
                        told -> calls++))
                .isInstanceOf(InterruptedException.class);

        assertThat(Thread.interrupted()).isFalse();
        assertThat(endpoint.outage()).isEmpty();
        assertThat(calls).isZero();
    }

    @Test
    void aTimeoutIsNotGivenUp() {
        assertThat(RemoteException.unanswered("asking", new SocketTimeoutException("timeout"))
                        .isGivenUp())
                .isFalse();
        assertThat(RemoteException.unanswered("asking", new InterruptedIOException("timeout"))
                        .isGivenUp())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 429})
    void anyAnswerThatIsNoFaultOfTheServersEndsTheOutage(int status) {
        ManualTimers timers = new ManualTimers();
        EndpointHealth endpoint = away(timers);
        List<Boolean> away = new ArrayList<>();

        assertThatThrownBy(() -> new Retries(Backoff.STANDARD, timers)
                        .untilDone(
                                endpoint,
                                Door.OPEN,
                                () -> {
                                    away.add(endpoint.outage().isPresent());
                                    int answer = away.size() == 1 ? status : 404;
                                    throw RemoteException.answered("asking", answer, "", null);
                                },
                                told -> {}))
                .isInstanceOf(RemoteException.class);

        assertThat(away.getFirst()).isTrue();
        assertThat(endpoint.outage()).isEmpty();
    }

    @Test
    void whoFindsTheEndpointAwayBehindTheDoorAsksForLeaveAgain() throws Exception {
        ManualTimers timers = new ManualTimers();
        EndpointHealth endpoint = new EndpointHealth(timers);
        List<Boolean> turns = new ArrayList<>();
        Door door = new Door() {
            @Override
            public Leave leave(EndpointHealth of) throws InterruptedException {
                Leave leave = of.await();
                turns.add(leave.isTurn());
                return leave;
            }

            @Override
            public Pass enter() {
                if (turns.size() == 1) {
                    endpoint.failed(turnOf(endpoint), new Failure(Cause.NETWORK, "refused"));
                    timers.advance(Duration.ofSeconds(1));
                }
                return () -> calls++;
            }
        };

        assertThat(retries.untilDone(endpoint, door, () -> turns.size(), told -> {}))
                .isEqualTo(2);
        assertThat(turns).containsExactly(false, true);
        assertThat(calls).as("each pass is given back").isEqualTo(2);
    }

    @Test
    void whatFailsAloneAmongOthersWhoGetThroughIsNoOutageAndWaitsByItself() throws Exception {
        ManualTimers clock = new ManualTimers();
        List<EndpointHealth> known = new ArrayList<>();
        Timers othersGetThrough = new Told(clock, wait -> known.forEach(EndpointHealth::answered));
        EndpointHealth endpoint = new EndpointHealth(othersGetThrough);
        known.add(endpoint);
        List<Long> attempts = new ArrayList<>();
        List<Boolean> away = new ArrayList<>();

        new Retries(Backoff.STANDARD, othersGetThrough)
                .untilDone(
                        endpoint,
                        Door.OPEN,
                        () -> {
                            away.add(endpoint.outage().isPresent());
                            attempts.add(clock.nanos());
                            clock.advance(Duration.ofMillis(50));
                            if (attempts.size() < 40) {
                                throw RemoteException.answered("asking", 503, "", null);
                            }
                            return 1;
                        },
                        told -> calls++);

        assertThat(away).as("nobody waits for it").doesNotContain(true);
        assertThat(attempts.getLast() - attempts.get(38))
                .as("a quarter of the longest wait, and the attempt")
                .isEqualTo(Duration.ofMillis(2_550).toNanos());
        assertThat(calls).isEqualTo(39);
    }

    @Test
    void anothersSuccessCutsTheWaitShortThatTheServerHasNamedButNotTwice() throws Exception {
        ManualTimers clock = new ManualTimers();
        List<EndpointHealth> known = new ArrayList<>();
        Timers timers = new Told(clock, wait -> {
            if (wait.compareTo(Duration.ofMinutes(2)) >= 0) {
                known.getFirst().answered(); // Another account gets through while this one rests.
            }
        });
        EndpointHealth endpoint = new EndpointHealth(timers);
        known.add(endpoint);
        List<Long> attempts = new ArrayList<>();

        new Retries(Backoff.STANDARD, timers)
                .untilDone(
                        endpoint,
                        Door.OPEN,
                        () -> {
                            attempts.add(Duration.ofNanos(clock.nanos()).toSeconds());
                            if (attempts.size() < 3) {
                                throw RemoteException.answered(
                                        "asking", 503, "", clock.instant().plusSeconds(120));
                            }
                            return 1;
                        },
                        told -> {});

        assertThat(attempts).containsExactly(0L, 0L, 120L);
    }

    private static int fail(RemoteException failure) {
        throw failure;
    }

    private static Leave turnOf(EndpointHealth endpoint) {
        List<Leave> leaves = new ArrayList<>();
        endpoint.ask(leaves::add);
        return leaves.getFirst();
    }

    /** With a turn that nobody has taken. */
    private static EndpointHealth away(ManualTimers timers) {
        EndpointHealth endpoint = new EndpointHealth(timers);
        endpoint.failed(turnOf(endpoint), new Failure(Cause.NETWORK, "refused"));
        timers.advance(Duration.ofMinutes(1));
        return endpoint;
    }

    /** Tells of alarms when they are set, and of sleeps when they are over. */
    private static final class Told extends ForwardingTimers {
        private final Consumer<Duration> onAlarm;

        Told(ManualTimers clock, Consumer<Duration> onAlarm) {
            super(clock);
            this.onAlarm = onAlarm;
        }

        @Override
        public Alarm after(Duration delay, Runnable task) {
            Alarm alarm = super.after(delay, task);
            onAlarm.accept(delay);
            return alarm;
        }

        @Override
        public void sleep(Duration time) throws InterruptedException {
            super.sleep(time);
            onAlarm.accept(time);
        }
    }
}
