package dev.chameleonbot.engine.eventsub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Action;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Alarm;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The complete transition table of the session: every situation, every event, what is done and where it leads. The
 * expected table is {@code eventsub-machine-table.txt}; {@code -Dgolden.update=true} rewrites it, to be read before it is
 * committed.
 */
final class EventSubMachineTableTest {
    private static final String TABLE = "eventsub-machine-table.txt";
    private static final Duration KEEPALIVE = Duration.ofSeconds(10);
    private static final Duration LONG_SILENCE = Duration.ofSeconds(60);

    @Test
    void everyEventInEverySituationDoesWhatTheTableSays() throws IOException {
        StringBuilder table = new StringBuilder();
        situations().forEach((situation, history) -> {
            table.append(situation).append('\n');
            events().forEach((name, event) -> {
                EventSubMachine machine = new EventSubMachine(RandomGenerator.of("L64X128MixRandom"));
                history.forEach(machine::on);
                String before = machine.phase().toString();
                String actions = machine.on(event).stream()
                        .map(EventSubMachineTableTest::shown)
                        .collect(Collectors.joining(", "));
                String after = machine.phase().toString();
                if (!actions.isEmpty() || !before.equals(after)) {
                    table.append("  %-28s -> %-13s %s"
                                    .formatted(name, after, actions)
                                    .stripTrailing())
                            .append('\n');
                }
            });
        });

        if (Boolean.getBoolean("golden.update")) {
            Path source = Path.of("src/test/resources/dev/chameleonbot/engine/eventsub", TABLE);
            Files.createDirectories(Objects.requireNonNull(source.getParent()));
            Files.writeString(source, table);
            return;
        }
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream(TABLE), TABLE)) {
            assertThat(table.toString()).isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Connection 1 is the current one wherever there is one, 2 the next one. */
    private static Map<String, List<Event>> situations() {
        Event start = new Event.Start();
        Event asked = new Event.ReconnectAsked(1, "wss://new");
        Event failed = lost(2, "refused");
        Event next = rang(Alarm.NEXT_CONNECTION, 1);
        Map<String, List<Event>> situations = new LinkedHashMap<>();
        situations.put("IDLE", List.of());
        situations.put("CONNECTING on 1", List.of(start));
        situations.put("SUBSCRIBING on 1", List.of(start, welcome(1)));
        situations.put("LIVE on 1", live());
        situations.put("HANDING_OVER from 1 to 2", after(live(), asked));
        situations.put("HANDING_OVER from 1, 2 has failed, 3 is to come", after(live(), asked, failed));
        situations.put("HANDING_OVER from 1, 3 is being opened", after(live(), asked, failed, next));
        situations.put("HANDING_OVER from 1, 3 is welcomed", after(live(), asked, failed, next, welcome(3)));
        situations.put("CONNECTING on 2 after 1 was lost in the hand-over", after(live(), asked, lost(1, "gone")));
        situations.put("WAITING", after(live(), lost(1, "gone")));
        situations.put("CLOSED", after(live(), new Event.Stop()));
        return situations;
    }

    private static List<Event> live() {
        return List.of(new Event.Start(), welcome(1), new Event.Subscribed(1, true));
    }

    private static List<Event> after(List<Event> history, Event... more) {
        return Stream.concat(history.stream(), Arrays.stream(more)).toList();
    }

    private static Map<String, Event> events() {
        Map<String, Event> events = new LinkedHashMap<>();
        events.put("Start", new Event.Start());
        for (int connection = 1; connection <= 3; connection++) {
            events.put("Opening " + connection, new Event.Opening(connection));
            events.put("Welcomed " + connection, welcome(connection));
            events.put("Subscribed " + connection, new Event.Subscribed(connection, false));
            events.put("Subscribed all " + connection, new Event.Subscribed(connection, true));
            events.put("NothingAllowed " + connection, new Event.NothingAllowed(connection, "banned"));
            events.put("ReconnectAsked " + connection, new Event.ReconnectAsked(connection, "wss://other"));
            events.put("Lost " + connection, lost(connection, "gone"));
            for (Alarm alarm : List.of(Alarm.CONNECT_OVERDUE, Alarm.KEEPALIVE_DUE, Alarm.NEXT_CONNECTION)) {
                events.put(alarm + " " + connection, rang(alarm, connection));
            }
        }
        events.put("BACKOFF_OVER", rang(Alarm.BACKOFF_OVER, 0));
        events.put("Stop", new Event.Stop());
        return events;
    }

    private static Event.Lost lost(int connection, String words) {
        return new Event.Lost(connection, new Failure(Cause.REFUSED, words));
    }

    private static Event welcome(int connection) {
        return new Event.Welcomed(connection, "session" + connection, KEEPALIVE);
    }

    private static Event rang(Alarm alarm, int connection) {
        return new Event.AlarmRang(alarm, connection, LONG_SILENCE);
    }

    private static String shown(Action action) {
        return switch (action) {
            case Action.Open(int connection, Optional<String> url) ->
                "open " + connection + url.map(to -> " to " + to).orElse("");
            case Action.Close(int connection) -> "close " + connection;
            case Action.Retire(int connection) -> "retire " + connection;
            case Action.Subscribe(int connection, String session) -> "subscribe on " + connection;
            case Action.Moved(int connection, String session) -> "moved to " + connection;
            case Action.ForgetSession forget -> "forget the session";
            case Action.Arm(Alarm alarm, int connection, Duration delay) -> "arm " + alarm + " " + connection;
            case Action.TellLive live -> "tell LIVE";
            case Action.TellReconnecting reconnecting -> "tell RECONNECTING";
            case Action.TellNothingAllowed refused -> "tell REFUSED";
        };
    }
}
