package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Action;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Alarm;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Phase;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The session's course, event by event. */
final class EventSubMachineTest {
    private static final Duration KEEPALIVE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Failure CLOSED = new Failure(Cause.CLOSED, "closed by Twitch with 4000");

    private final EventSubMachine machine = new EventSubMachine(RandomGenerator.of("L64X128MixRandom"));

    @Test
    void opensAConnectionSubscribesOnItsWelcomeAndIsLiveOnceSubscribed() {
        assertThat(machine.on(new Event.Start())).contains(new Action.Open(1, Optional.empty()));
        assertThat(machine.on(welcome(1))).contains(new Action.Subscribe(1, "session1"));
        assertThat(machine.phase()).isEqualTo(Phase.SUBSCRIBING);
        assertThat(machine.on(new Event.Subscribed(1, true)))
                .containsExactly(new Action.Arm(Alarm.STABLE, 1, EventSubMachine.STABLE_AFTER), new Action.TellLive());
        assertThat(machine.phase()).isEqualTo(Phase.LIVE);
    }

    @Test
    void aSecondStartChangesNothing() {
        machine.on(new Event.Start());
        assertThat(machine.on(new Event.Start())).isEmpty();
    }

    @Test
    void givesAConnectionUpThatIsNotWelcomedInTime() {
        machine.on(new Event.Start());
        List<Action> actions = machine.on(rang(Alarm.CONNECT_OVERDUE, 1));
        assertThat(actions).contains(new Action.Close(1));
        assertThat(machine.phase()).isEqualTo(Phase.WAITING);
        assertThat(machine.on(rang(Alarm.BACKOFF_OVER, 0))).contains(new Action.Open(2, Optional.empty()));
    }

    @Test
    void replacesAConnectionOnWhichNothingIsHeardForKeepaliveAndGrace() {
        live();
        List<Action> early = machine.on(new Event.AlarmRang(Alarm.KEEPALIVE_DUE, 1, Duration.ofSeconds(4)));
        assertThat(early).containsExactly(new Action.Arm(Alarm.KEEPALIVE_DUE, 1, Duration.ofSeconds(11)));

        List<Action> late = machine.on(new Event.AlarmRang(Alarm.KEEPALIVE_DUE, 1, SILENCE));
        assertThat(late).contains(new Action.Close(1));
        assertThat(late).anyMatch(Action.TellReconnecting.class::isInstance);
        assertThat(machine.phase()).isEqualTo(Phase.WAITING);
    }

    @Test
    void asksForNothingOnASessionThatIsOver() {
        live();
        assertThat(machine.on(lost(1, "dropped"))).contains(new Action.ForgetSession());
    }

    @Test
    void asksForNothingOnTheOldSessionWhenItsSuccessorIsNotWelcomedYet() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        assertThat(machine.on(lost(1, "dropped"))).contains(new Action.ForgetSession());
    }

    @Test
    void goesOnSubscribingOnASuccessorThatIsWelcomedWhenTheOldSessionIsOver() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(lost(2, "refused"));
        machine.on(rang(Alarm.NEXT_CONNECTION, 1));
        machine.on(welcome(3));
        assertThat(machine.on(lost(1, "dropped"))).noneMatch(Action.ForgetSession.class::isInstance);
    }

    @Test
    void subscribesAnewAfterALostConnection() {
        live();
        machine.on(lost(1, "dropped"));
        machine.on(rang(Alarm.BACKOFF_OVER, 0));
        assertThat(machine.on(welcome(2))).contains(new Action.Subscribe(2, "session2"));
    }

    @Test
    void waitsLongerAfterEachFailureButNeverLongerThanItHasWaitedSoFarOrAMinute() {
        machine.on(new Event.Start());
        Duration longest = Duration.ZERO;
        Duration all = Duration.ZERO;
        for (int connection = 1; connection <= 100; connection++) {
            Duration wait = backoff(machine.on(lost(connection, "refused")));
            Duration most = all.compareTo(Duration.ofSeconds(1)) > 0 ? all : Duration.ofSeconds(1);
            assertThat(wait).isLessThanOrEqualTo(most).isLessThanOrEqualTo(Duration.ofMinutes(1));
            all = all.plus(wait);
            longest = wait.compareTo(longest) > 0 ? wait : longest;
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
        }
        assertThat(longest).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void isBackWithinSecondsAfterEightConnectionsInARowThatWereClosedAtOnce() {
        live();
        machine.on(rang(Alarm.STABLE, 1));
        Duration waited = Duration.ZERO;
        for (int connection = 1; connection <= 8; connection++) {
            waited = waited.plus(backoff(machine.on(new Event.Lost(connection, CLOSED))));
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
            machine.on(welcome(connection + 1));
            machine.on(new Event.Subscribed(connection + 1, true));
        }

        assertThat(machine.phase()).isEqualTo(Phase.LIVE);
        assertThat(waited).isLessThan(Duration.ofSeconds(13));
    }

    @Test
    void leavesItToTheEndpointsHealthHowLongItWaitsForAServerThatIsAway() {
        live();
        machine.on(new Event.Lost(1, CLOSED));
        machine.on(rang(Alarm.BACKOFF_OVER, 0));
        for (int connection = 2; connection <= 50; connection++) {
            Failure refused = new Failure(Cause.NETWORK, "refused");
            assertThat(backoff(machine.on(new Event.Lost(connection, refused))))
                    .isLessThanOrEqualTo(Duration.ofSeconds(1));
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
        }
    }

    @Test
    void forgetsFailuresOnlyAfterAConnectionHasHeldForAWhile() {
        machine.on(new Event.Start());
        for (int connection = 1; connection <= 10; connection++) {
            machine.on(lost(connection, "refused"));
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
        }
        machine.on(welcome(11));
        machine.on(new Event.Subscribed(11, true));
        machine.on(rang(Alarm.STABLE, 11));
        assertThat(backoff(machine.on(lost(11, "dropped")))).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readsTheOldConnectionABitLongerThanToTheNewOnesWelcomeAndDoesNotSubscribeAgain() {
        live();
        List<Action> asked = machine.on(new Event.ReconnectAsked(1, "wss://new"));
        assertThat(asked).contains(new Action.Open(2, Optional.of("wss://new"))).noneMatch(isClose());
        assertThat(machine.phase()).isEqualTo(Phase.HANDING_OVER);

        List<Action> welcomed = machine.on(welcome(2));
        assertThat(welcomed)
                .contains(new Action.Retire(1), new Action.Moved(2, "session2"))
                .noneMatch(isClose())
                .noneMatch(Action.Subscribe.class::isInstance);
        assertThat(machine.phase()).isEqualTo(Phase.LIVE);
    }

    @Test
    void makesASessionOfItsOwnReadyBesideTheOldOneWhenTheHandOverFails() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        List<Action> failed = machine.on(lost(2, "refused"));
        assertThat(failed).noneMatch(isClose()).noneMatch(Action.TellReconnecting.class::isInstance);

        assertThat(machine.on(rang(Alarm.NEXT_CONNECTION, 1))).contains(new Action.Open(3, Optional.empty()));
        assertThat(machine.on(welcome(3)))
                .contains(new Action.Subscribe(3, "session3"))
                .noneMatch(isClose());
        assertThat(machine.on(new Event.Subscribed(3, true)))
                .as("what is on its way to the old one is still read")
                .contains(new Action.Retire(1));
        assertThat(machine.phase()).isEqualTo(Phase.LIVE);
    }

    @Test
    void keepsTheOldConnectionOfAFailedHandOverUntilAllChannelsAreHeardOnTheNewOne() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(lost(2, "refused"));
        machine.on(rang(Alarm.NEXT_CONNECTION, 1));
        machine.on(welcome(3));
        assertThat(machine.on(new Event.Subscribed(3, false))).isEmpty();
        assertThat(machine.on(new Event.Subscribed(3, true)))
                .containsExactly(
                        new Action.Retire(1),
                        new Action.Arm(Alarm.STABLE, 3, EventSubMachine.STABLE_AFTER),
                        new Action.TellLive());
    }

    @Test
    void aRetiredConnectionIsReadForAWhileAndClosedBeforeTwitchDoes() {
        assertThat(EventSubSession.LINGER).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void leavesTheWaitToTheHealthOfWhatElseItNeedsWhileThatIsAway() {
        machine.on(new Event.Start());
        for (int connection = 1; connection < 20; connection++) {
            machine.on(welcome(connection));
            Failure unused = new Failure(Cause.UNUSED, "4003");
            assertThat(backoff(machine.on(new Event.Lost(connection, unused, true))))
                    .isLessThanOrEqualTo(Duration.ofSeconds(1));
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
        }
    }

    @Test
    void startsAnewWhenBothConnectionsOfAHandOverAreLost() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(lost(2, "refused"));
        machine.on(lost(1, "dropped"));
        assertThat(machine.phase()).isEqualTo(Phase.WAITING);
        assertThat(machine.on(rang(Alarm.NEXT_CONNECTION, 1))).isEmpty();

        machine.on(rang(Alarm.BACKOFF_OVER, 0));
        assertThat(machine.on(welcome(3))).contains(new Action.Subscribe(3, "session3"));
    }

    @Test
    void givesALateNewConnectionUpBeforeTheOldOnesGraceTimeIsOver() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        assertThat(machine.on(rang(Alarm.CONNECT_OVERDUE, 2))).contains(new Action.Close(2));
        assertThat(machine.phase()).isEqualTo(Phase.HANDING_OVER);
        assertThat(EventSubMachine.CONNECT_DEADLINE).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void closesAConnectionThatIsWelcomedWhenNobodyWaitsForItAnyMore() {
        live();
        assertThat(machine.on(welcome(7))).containsExactly(new Action.Close(7));
    }

    @Test
    void endsWhenEverythingIsRefused() {
        machine.on(new Event.Start());
        machine.on(welcome(1));
        assertThat(machine.on(new Event.NothingAllowed(1, "banned")))
                .containsExactly(new Action.Close(1), new Action.TellNothingAllowed("banned"));
        assertThat(machine.phase()).isEqualTo(Phase.CLOSED);
    }

    @Test
    void goesOnReadingTheOldConnectionOfAHandOverWhenTheNewOneMayHearNothing() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(lost(2, "refused"));
        machine.on(rang(Alarm.NEXT_CONNECTION, 1));
        machine.on(welcome(3));
        assertThat(machine.on(new Event.NothingAllowed(3, "banned")))
                .contains(new Action.Close(3))
                .doesNotContain(new Action.Close(1))
                .noneMatch(Action.TellNothingAllowed.class::isInstance);
        assertThat(machine.phase()).isEqualTo(Phase.HANDING_OVER);
    }

    @Test
    void forgetsFailuresWhereSubscribingTookLongerThanTheTimeToHold() {
        machine.on(new Event.Start());
        for (int connection = 1; connection <= 10; connection++) {
            machine.on(lost(connection, "refused"));
            machine.on(rang(Alarm.BACKOFF_OVER, 0));
        }
        assertThat(machine.on(welcome(11))).noneMatch(EventSubMachineTest::isStable);
        assertThat(machine.on(new Event.Subscribed(11, true))).anyMatch(EventSubMachineTest::isStable);
    }

    private static boolean isStable(Action action) {
        return action instanceof Action.Arm arm && arm.alarm() == Alarm.STABLE;
    }

    @Test
    void subscribesAnewWhenTheOldConnectionIsLostInTheMiddleOfAHandOver() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(lost(1, "dropped"));
        assertThat(machine.on(welcome(2))).contains(new Action.Subscribe(2, "session2"));
        assertThat(machine.on(new Event.Subscribed(2, true))).contains(new Action.TellLive());
    }

    @Test
    void anEventOfAConnectionThatNoLongerMattersChangesNothing() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        machine.on(welcome(2));
        assertThat(machine.on(lost(1, "closed"))).isEmpty();
        assertThat(machine.on(new Event.ReconnectAsked(1, "wss://other"))).isEmpty();
        assertThat(machine.on(new Event.Subscribed(1, true))).isEmpty();
        assertThat(machine.on(rang(Alarm.CONNECT_OVERDUE, 2))).isEmpty();
        assertThat(machine.on(new Event.NothingAllowed(1, "old"))).isEmpty();
        assertThat(machine.phase()).isEqualTo(Phase.LIVE);
    }

    @Test
    void closesEverythingOnStopAndDoesNothingAfterwards() {
        live();
        machine.on(new Event.ReconnectAsked(1, "wss://new"));
        assertThat(machine.on(new Event.Stop())).containsExactlyInAnyOrder(new Action.Close(1), new Action.Close(2));
        assertThat(machine.on(rang(Alarm.BACKOFF_OVER, 0))).isEmpty();
        assertThat(machine.on(new Event.Start())).isEmpty();
    }

    private void live() {
        machine.on(new Event.Start());
        machine.on(welcome(1));
        machine.on(new Event.Subscribed(1, true));
    }

    private static Event.Lost lost(int connection, String words) {
        return new Event.Lost(connection, new Failure(Cause.REFUSED, words));
    }

    private static Event.Welcomed welcome(int connection) {
        return new Event.Welcomed(connection, "session" + connection, KEEPALIVE);
    }

    private static Event.AlarmRang rang(Alarm alarm, int connection) {
        return new Event.AlarmRang(alarm, connection, Duration.ZERO);
    }

    private static Duration backoff(List<Action> actions) {
        return actions.stream()
                .filter(Action.Arm.class::isInstance)
                .map(Action.Arm.class::cast)
                .filter(arm -> arm.alarm() == Alarm.BACKOFF_OVER)
                .findAny()
                .orElseThrow()
                .delay();
    }

    private static Predicate<Action> isClose() {
        return Action.Close.class::isInstance;
    }
}
