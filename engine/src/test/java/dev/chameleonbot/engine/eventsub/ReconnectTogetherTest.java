package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.eventsub.SessionMachine.Action;
import dev.chameleonbot.engine.eventsub.SessionMachine.Alarm;
import dev.chameleonbot.engine.eventsub.SessionMachine.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A thousand accounts that lose their connections at one moment, in virtual time. */
final class ReconnectTogetherTest {
    private static final int ACCOUNTS = 1_000;

    @Test
    void comeBackSpreadOverTheirWaitsAndNotAllAtOnce() {
        SplittableRandom random = new SplittableRandom(20_260_201);
        NavigableMap<Long, Integer> attempts = new TreeMap<>();
        for (int account = 0; account < ACCOUNTS; account++) {
            attemptsOf(random.split(), Duration.ofMinutes(2)).forEach(at -> attempts.merge(at, 1, Integer::sum));
        }

        int most = attempts.keySet().stream()
                .mapToInt(begin -> attempts.subMap(begin, begin + 50).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .max()
                .orElseThrow();
        int afterTheFirst = attempts.tailMap(1_001L).keySet().stream()
                .mapToInt(begin -> attempts.subMap(begin, begin + 1_000).values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .max()
                .orElseThrow();
        int all = attempts.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(most).as("in any 50 ms").isLessThan(ACCOUNTS / 8);
        assertThat(afterTheFirst).as("in any later second").isLessThan(ACCOUNTS);
        assertThat(all).as("in two minutes of a server that is away").isLessThan(12 * ACCOUNTS);
        assertThat(attempts.firstKey()).as("the first one, in ms").isGreaterThanOrEqualTo(250);
    }

    /** When an account tries again while every attempt fails at once, in milliseconds from the loss. */
    private static List<Long> attemptsOf(RandomGenerator random, Duration away) {
        SessionMachine machine = new SessionMachine(random);
        machine.on(new Event.Start());
        machine.on(new Event.Welcomed(1, "session1", Duration.ofSeconds(10)));
        machine.on(new Event.Subscribed(1, true));
        machine.on(new Event.AlarmRang(Alarm.STABLE, 1, Duration.ZERO));
        List<Long> attempts = new ArrayList<>();
        long now = 0;
        for (int connection = 1; now < away.toMillis(); connection++) {
            now += wait(machine.on(new Event.Lost(connection, "dropped"))).toMillis();
            List<Action> open = machine.on(new Event.AlarmRang(Alarm.BACKOFF_OVER, 0, Duration.ZERO));
            assertThat(open).anyMatch(Action.Open.class::isInstance);
            attempts.add(now);
        }
        return attempts;
    }

    private static Duration wait(List<Action> actions) {
        return actions.stream()
                .filter(Action.Arm.class::isInstance)
                .map(Action.Arm.class::cast)
                .filter(arm -> arm.alarm() == Alarm.BACKOFF_OVER)
                .findAny()
                .orElseThrow()
                .delay();
    }
}
