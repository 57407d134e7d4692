package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a connection is opened, and what its end says of the endpoint. */
final class ConnectionTest {
    private static final Failure REFUSED = new Failure(Cause.NETWORK, "refused");
    private static final Failure UNAVAILABLE = new Failure(Cause.SERVER, "503");

    private final ManualTimers timers = new ManualTimers();
    private final EndpointHealth sockets = new EndpointHealth(timers, () -> 0);
    private final EndpointHealth subscriptions = new EndpointHealth(timers, () -> 0);
    private final List<String> opened = new ArrayList<>();
    private final Told told = new Told();

    @AfterEach
    void noInterruptionIsLeft() {
        Thread.interrupted();
    }

    @Test
    void isOpenedAtOnceWhileNothingBadIsKnown() {
        Connection connection = opened(new Semaphore(1));

        assertThat(opened).containsExactly("wss://twitch");
        assertThat(told.heldUp).isEmpty();
        assertThat(connection.leaveToSubscribe())
                .hasValueSatisfying(leave -> assertThat(leave.isTurn()).isFalse());
    }

    @Test
    void isHeldUpAndNotOpenedWhileTheEndpointIsAwayAndItIsAnothersTurn() {
        fail(sockets, REFUSED);

        openWithoutWaiting();

        assertThat(opened).isEmpty();
        assertThat(told.heldUp).containsExactly(REFUSED);
    }

    @Test
    void isHeldUpAndNotOpenedWhileNothingCanBeSubscribedTo() {
        fail(subscriptions, UNAVAILABLE);

        openWithoutWaiting();

        assertThat(opened).isEmpty();
        assertThat(told.heldUp).containsExactly(UNAVAILABLE);
    }

    @Test
    void aTurnToSubscribeIsUsedForTheSocketAndKeptForTheSubscription() {
        fail(subscriptions, UNAVAILABLE);
        timers.advance(Duration.ofMinutes(1));

        Connection connection = opened(new Semaphore(1));

        assertThat(opened).hasSize(1);
        assertThat(connection.leaveToSubscribe())
                .hasValueSatisfying(leave -> assertThat(leave.isTurn()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void asksAgainWhereOneIsFoundToBeAwayWhileOthersHaveTheirTurns(Away away) {
        EndpointHealth health = away == Away.SOCKETS ? sockets : subscriptions;
        int[] acquired = {0};
        Semaphore turns = new Semaphore(1) {
            private static final long serialVersionUID = 1L;

            @Override
            public void acquire() throws InterruptedException {
                if (acquired[0]++ == 0) {
                    fail(health, UNAVAILABLE);
                    timers.advance(Duration.ofMinutes(1));
                }
                super.acquire();
            }
        };

        opened(turns);

        assertThat(acquired[0]).isEqualTo(2);
        assertThat(told.heldUp).containsExactly(UNAVAILABLE);
        assertThat(opened).hasSize(1);
        assertThat(turns.availablePermits()).isZero();
    }

    enum Away {
        SOCKETS,
        SUBSCRIPTIONS
    }

    @ParameterizedTest
    @EnumSource(
            value = Cause.class,
            names = {"NAME", "NETWORK", "TLS", "SERVER", "CLOSED"})
    void anEndBeforeTheWelcomeIsEverybodysAffair(Cause cause) {
        Failure failure = new Failure(cause, "ended");

        opened(new Semaphore(1)).onEnd(failure);

        assertThat(sockets.outage()).contains(failure);
        assertThat(told.ends).containsExactly(failure);
    }

    @Test
    void aWelcomeThatDoesNotComeIsEverybodysAffair() {
        opened(new Semaphore(1)).unreached(SessionMachine.NO_WELCOME);

        assertThat(sockets.outage()).contains(SessionMachine.NO_WELCOME);
    }

    @Test
    void anEndAfterTheWelcomeOrOnesOwnSaysNothing() {
        Connection welcomed = opened(new Semaphore(1));
        welcomed.welcomed();
        welcomed.onEnd(REFUSED);
        Connection closed = opened(new Semaphore(1));
        closed.close();
        closed.onEnd(REFUSED);

        assertThat(sockets.outage()).isEmpty();
    }

    @Test
    void aWelcomeTellsAllAndGivesTheTurnBack() {
        Semaphore turns = new Semaphore(1);
        fail(sockets, REFUSED);
        timers.advance(Duration.ofMinutes(1));
        Connection connection = opened(turns);
        assertThat(turns.availablePermits()).isZero();

        connection.welcomed();
        connection.onEnd(REFUSED);

        assertThat(sockets.outage()).isEmpty();
        assertThat(turns.availablePermits()).isEqualTo(1);
    }

    private Connection opened(Semaphore turns) {
        Connection connection = new Connection(told, timers, turns, sockets, subscriptions);
        connection.open((url, listener) -> open(url), "wss://twitch");
        return connection;
    }

    /** Whoever would have to wait is interrupted. */
    private void openWithoutWaiting() {
        Semaphore turns = new Semaphore(1) {
            private static final long serialVersionUID = 1L;

            @Override
            public void acquire() {
                acquireUninterruptibly();
            }
        };
        Thread.currentThread().interrupt();
        opened(turns);
        assertThat(Thread.interrupted()).isTrue();
    }

    private SocketConnector.Socket open(String url) {
        opened.add(url);
        return new SocketConnector.Socket() {
            @Override
            public void close() {}

            @Override
            public void cancel() {}
        };
    }

    private static void fail(EndpointHealth health, Failure failure) {
        List<Leave> leaves = new ArrayList<>();
        health.ask(leaves::add);
        health.failed(leaves.getFirst(), failure);
    }

    private static final class Told implements Connection.Owner {
        private final List<Failure> heldUp = new ArrayList<>();
        private final List<Failure> ends = new ArrayList<>();

        @Override
        public void onOpening() {}

        @Override
        public void onText(String text) {}

        @Override
        public void onHeldUp(Failure outage) {
            heldUp.add(outage);
        }

        @Override
        public void onEnd(Failure failure) {
            ends.add(failure);
        }
    }
}
