package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
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
    private final EndpointHealth sockets = new EndpointHealth(timers);
    private final EndpointHealth subscriptions = new EndpointHealth(timers);
    private final List<String> opened = new ArrayList<>();
    private final List<EventSubEvent> events = new ArrayList<>();

    @AfterEach
    void noInterruptionIsLeft() {
        Thread.interrupted();
    }

    @Test
    void isOpenedAtOnceWhileNothingBadIsKnown() throws InterruptedException {
        Connection connection = opened(new Semaphore(1));

        assertThat(opened).containsExactly("https://twitch/");
        assertThat(events).containsExactly(new Event.Opening(1));
        assertThat(connection.leaveToSubscribe())
                .hasValueSatisfying(leave -> assertThat(leave.isTurn()).isFalse());
    }

    @Test
    void isHeldUpAndNotOpenedWhileTheEndpointIsAwayAndItIsAnothersTurn() {
        fail(sockets, REFUSED);

        openWithoutWaiting();

        assertThat(opened).isEmpty();
        assertThat(events).containsExactly(new EventSubEvent.HeldUp(REFUSED));
    }

    @Test
    void isHeldUpAndNotOpenedWhileNothingCanBeSubscribedTo() {
        fail(subscriptions, UNAVAILABLE);

        openWithoutWaiting();

        assertThat(opened).isEmpty();
        assertThat(events).containsExactly(new EventSubEvent.HeldUp(UNAVAILABLE));
    }

    @Test
    void aTurnToSubscribeIsUsedForTheSocketAndKeptForTheSubscription() throws InterruptedException {
        fail(subscriptions, UNAVAILABLE);
        timers.advance(Duration.ofMinutes(1));

        Connection connection = opened(new Semaphore(1));

        assertThat(opened).hasSize(1);
        assertThat(connection.leaveToSubscribe())
                .hasValueSatisfying(leave -> assertThat(leave.isTurn()).isTrue());
    }

    @ParameterizedTest
    @EnumSource
    void asksAgainWhereOneIsFoundToBeAwayWhileOthersHaveTheirTurns(Away away) throws InterruptedException {
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
        assertThat(events).containsExactly(new EventSubEvent.HeldUp(UNAVAILABLE), new Event.Opening(1));
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
    void anEndBeforeTheWelcomeIsEverybodysAffair(Cause cause) throws InterruptedException {
        Failure failure = new Failure(cause, "ended");

        opened(new Semaphore(1)).end(failure);

        assertThat(sockets.outage()).contains(failure);
        assertThat(events).endsWith(new EventSubEvent.Ended(1, failure));
    }

    @Test
    void aWelcomeThatDoesNotComeIsEverybodysAffair() throws InterruptedException {
        opened(new Semaphore(1)).unreached(EventSubMachine.NO_WELCOME);

        assertThat(sockets.outage()).contains(EventSubMachine.NO_WELCOME);
    }

    @Test
    void anEndAfterTheWelcomeOrOnesOwnSaysNothing() throws InterruptedException {
        Connection welcomed = opened(new Semaphore(1));
        welcomed.welcomed();
        welcomed.end(REFUSED);
        Connection closed = opened(new Semaphore(1));
        closed.close();
        closed.end(REFUSED);

        assertThat(sockets.outage()).isEmpty();
    }

    @Test
    void aWelcomeTellsAllAndGivesTheTurnBack() throws InterruptedException {
        Semaphore turns = new Semaphore(1);
        fail(sockets, REFUSED);
        timers.advance(Duration.ofMinutes(1));
        Connection connection = opened(turns);
        assertThat(turns.availablePermits()).isZero();

        connection.welcomed();
        connection.end(REFUSED);

        assertThat(sockets.outage()).isEmpty();
        assertThat(turns.availablePermits()).isEqualTo(1);
    }

    @SuppressWarnings("NullAway") // No frame comes in.
    private Connection opened(Semaphore turns) throws InterruptedException {
        Connection connection = new Connection(1, null, events::add, timers, turns, sockets, subscriptions);
        connection.open(
                (request, listener) -> {
                    opened.add(request.url().toString());
                    return new SilentSocket(request);
                },
                "wss://twitch");
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
        assertThatThrownBy(() -> opened(turns)).isInstanceOf(InterruptedException.class);
    }

    private static void fail(EndpointHealth health, Failure failure) {
        List<Leave> leaves = new ArrayList<>();
        health.ask(leaves::add);
        health.failed(leaves.getFirst(), failure);
    }
}
