package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Action;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Alarm;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.ManualTimers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Accounts that lose their connections at one moment to a server that is away for a while, in virtual time. */
final class ReconnectTogetherTest {
    private static final int ACCOUNTS = 1_000;
    private static final int STARTS_AT_A_TIME = 64;
    private static final Duration REFUSED_AFTER = Duration.ofMillis(5);
    private static final Duration WELCOMED_AFTER = Duration.ofMillis(100);
    /** What the starting gate takes for all of them. */
    private static final Duration GATE = WELCOMED_AFTER.multipliedBy(ACCOUNTS / STARTS_AT_A_TIME + 1);

    private final SplittableRandom random = new SplittableRandom(20_260_201);
    private final ManualTimers timers = new ManualTimers(random.split());
    private final EndpointHealth health = new EndpointHealth(timers);
    private final List<Long> attempts = new ArrayList<>();
    private final List<Long> lives = new ArrayList<>();
    private final Deque<Runnable> gate = new ArrayDeque<>();
    private int starting;
    private boolean away;
    private Duration failsAfter = REFUSED_AFTER;

    @ParameterizedTest
    @CsvSource({"20, 5", "600, 5", "20, 15000", "600, 15000", "7200, 5"})
    void aFewTryForAllAndAllAreBackSoonAfterTheServerIs(long seconds, long failsAfterMillis) {
        failsAfter = Duration.ofMillis(failsAfterMillis);
        Duration outage = Duration.ofSeconds(seconds);
        List<Account> accounts = loseAll(ACCOUNTS);
        timers.advance(outage);
        away = false;
        timers.advance(Duration.ofMinutes(2));

        assertThat(lives).hasSize(accounts.size());
        assertThat(Collections.max(lives) - outage.toMillis())
                .as("the last one is live again, in ms")
                .isLessThan(Duration.ofSeconds(20).plus(GATE).toMillis());
        assertThat(most(30_000, outage.toMillis(), 1_000))
                .as("attempts in any second of the outage after the first half minute")
                .isLessThanOrEqualTo(5);
        assertThat(most(0, outage.toMillis(), 1_000))
                .as("attempts in any second of the outage")
                .isLessThanOrEqualTo(ACCOUNTS);
    }

    @Test
    void theFirstAttemptsAreSpreadAndNotAllAtOnce() {
        loseAll(ACCOUNTS);
        timers.advance(Duration.ofMinutes(1));

        assertThat(most(0, 60_000, 50)).as("in any 50 ms").isLessThan(ACCOUNTS / 8);
        assertThat(attempts.getFirst()).as("the first one, in ms").isGreaterThanOrEqualTo(250);
    }

    @ParameterizedTest
    @CsvSource({"1", "5", "20", "120", "3600"})
    void oneAccountAloneNeverWaitsLongerThanTheOutageHasLastedOrAQuarterMinute(long seconds) {
        loseAll(1);
        timers.advance(Duration.ofSeconds(seconds));
        away = false;
        timers.advance(Duration.ofMinutes(1));

        for (int i = 1; i < attempts.size(); i++) {
            long wait = attempts.get(i) - attempts.get(i - 1);
            assertThat(wait)
                    .as("before attempt %d at %d ms", i, attempts.get(i))
                    .isLessThanOrEqualTo(Math.max(1_300, Math.min(15_000, attempts.get(i - 1))))
                    .isGreaterThan(700);
        }
        assertThat(lives).hasSize(1);
    }

    private List<Account> loseAll(int count) {
        List<Account> accounts =
                IntStream.range(0, count).mapToObj(i -> new Account()).toList();
        away = true;
        accounts.forEach(Account::lose);
        return accounts;
    }

    private int most(long from, long to, long window) {
        int most = 0;
        for (int i = 0; i < attempts.size(); i++) {
            long begin = attempts.get(i);
            if (begin >= from && begin < to) {
                most = Math.max(most, (int) attempts.stream()
                        .filter(at -> at >= begin && at < begin + window)
                        .count());
            }
        }
        return most;
    }

    private long now() {
        return Duration.ofNanos(timers.nanos()).toMillis();
    }

    private void enter(Runnable start) {
        gate.add(start);
        letIn();
    }

    private void leave() {
        starting--;
        letIn();
    }

    private void letIn() {
        while (starting < STARTS_AT_A_TIME && !gate.isEmpty()) {
            starting++;
            gate.remove().run();
        }
    }

    /** As a session and its connections do it, without their threads. */
    private final class Account {
        private final EventSubMachine machine = new EventSubMachine(random.split());
        private int connection = 1;

        Account() {
            machine.on(new Event.Start());
            live();
            machine.on(new Event.AlarmRang(Alarm.STABLE, 1, Duration.ZERO));
        }

        private void live() {
            machine.on(new Event.Welcomed(connection, "session", Duration.ofSeconds(10)));
            machine.on(new Event.Subscribed(connection, true));
        }

        void lose() {
            perform(machine.on(new Event.Lost(connection, new Failure(Cause.NETWORK, "reset"))));
        }

        private void perform(List<Action> actions) {
            for (Action action : actions) {
                if (action instanceof Action.Arm(Alarm alarm, int number, Duration delay)) {
                    timers.after(delay, () -> perform(machine.on(new Event.AlarmRang(alarm, number, Duration.ZERO))));
                } else if (action instanceof Action.Open open) {
                    connection = open.connection();
                    ask();
                }
            }
        }

        private void ask() {
            health.ask(leave -> enter(() -> {
                if (health.holds(leave)) {
                    attempt(leave);
                } else {
                    leave();
                    ask();
                }
            }));
        }

        private void attempt(EndpointHealth.Leave leave) {
            attempts.add(now());
            boolean fails = away;
            timers.after(fails ? failsAfter : WELCOMED_AFTER, () -> {
                if (fails) {
                    Failure failure = new Failure(Cause.NETWORK, "refused");
                    health.failed(leave, failure);
                    perform(machine.on(new Event.Lost(connection, failure)));
                } else {
                    health.answered();
                    live();
                    lives.add(now());
                }
                leave();
            });
        }
    }
}
