package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chameleonbot.simulator.Faults;
import dev.chameleonbot.simulator.ServedReport;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.OddFrame;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that the simulator can script, while nothing is said and while messages flow, on one account beside a
 * bystander. The table goes into the build's output and to {@code target/fault-matrix.md}.
 */
@DisplayName("C24 the fault matrix")
final class FaultMatrixIT {
    /** Rows mostly wait; so many at a time leave the machine room to be on time. */
    private static final int AT_A_TIME = 24;

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    /** What a fault may cost in requests of the account that it hits, beyond those that its messages need. */
    private static final int MOST_REQUESTS = 40;

    @TempDir
    private Path folder;

    @Test
    void noFaultLosesOrDoublesAMessageOrTouchesABystander() throws Exception {
        List<Row> rows = new ArrayList<>();
        Semaphore turns = new Semaphore(AT_A_TIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Row>> running = new ArrayList<>();
            for (Scenario scenario : scenarios()) {
                for (boolean flowing : new boolean[] {false, true}) {
                    running.add(threads.submit(() -> {
                        turns.acquire();
                        try {
                            return run(scenario, flowing);
                        } finally {
                            turns.release();
                        }
                    }));
                }
            }
            for (Future<Row> row : running) {
                rows.add(row.get());
            }
        }
        print(rows);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.problem()).as(row.toString()).isEmpty());
    }

    private Row run(Scenario scenario, boolean flowing) throws IOException, InterruptedException {
        Path state = folder.resolve(scenario.name.replaceAll("[^a-z0-9]+", "-") + (flowing ? "-flowing" : "-idle"));
        try (EngineRig rig = new EngineRig(state)) {
            Simulator twitch = rig.twitch();
            rig.start(rig.account("hit", "streamer"), rig.account("bystander", "streamer"));
            await().atMost(PATIENCE).until(() -> rig.status("hit").state() == AccountState.LIVE);
            await().atMost(PATIENCE).until(() -> rig.status("bystander").state() == AccountState.LIVE);
            long requestsBefore = requests(twitch, "hit");
            long bystanders = requests(twitch, "bystander");

            long begin = System.nanoTime();
            scenario.fault.accept(twitch.faults().only("hit"));
            int said = 0;
            boolean proven = false;
            while (!proven && System.nanoTime() - begin < PATIENCE.toNanos()) {
                boolean settled = settled(rig, scenario);
                if (flowing || settled || (said < 3 && scenario.needsMessages)) {
                    long delivered = delivered(twitch);
                    twitch.say("hit", "streamer", "message " + said);
                    twitch.say("bystander", "streamer", "message " + said);
                    said++;
                    proven = settled
                            && said > (flowing ? 20 : 1)
                            && twitch.await(() -> isServed(twitch, scenario, delivered), Duration.ofSeconds(2));
                }
                pace(twitch);
            }
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            twitch.faults().clear();
            return new Row(
                    scenario,
                    flowing,
                    took,
                    rig.status("hit").state(),
                    proven,
                    twitch.served(),
                    Math.max(0, requests(twitch, "hit") - requestsBefore - said),
                    Math.max(0, requests(twitch, "bystander") - bystanders - said),
                    rig.status("bystander").state());
        }
    }

    /** The time between two messages: an answer that never comes, waited for. */
    private static void pace(Simulator twitch) throws InterruptedException {
        twitch.await(() -> false, Duration.ofMillis(50));
    }

    private static long delivered(Simulator twitch) {
        return twitch.journal().entries(JournalEntry.Kind.OWN_MESSAGE, "hit").size();
    }

    /** Whether the message that was just said has come, and nothing that has come waits for its colour. */
    private static boolean isServed(Simulator twitch, Scenario scenario, long delivered) {
        return scenario.end != AccountState.LIVE
                || (delivered(twitch) > delivered && twitch.served().missing() == 0);
    }

    private static long requests(Simulator twitch, String login) {
        return twitch.journal().entries(JournalEntry.Kind.REQUEST, login).size();
    }

    /** Whether the fault is over, or will never be, and the account stands where it should in the end. */
    private static boolean settled(EngineRig rig, Scenario scenario) {
        boolean over = scenario.endless || rig.twitch().faults().open().isEmpty();
        boolean heard = scenario.end != AccountState.LIVE || rig.twitch().enabledSubscriptions("hit") >= 1;
        return over && heard && rig.status("hit").state() == scenario.end;
    }

    private static void print(List<Row> rows) throws IOException {
        StringBuilder table = new StringBuilder("""
            | Fault | Messages | Lost | Doubled | Not deliverable | Ends as | After | Extra requests |
            |---|---|---|---|---|---|---|---|
            """);
        rows.forEach(row -> table.append(row).append('\n'));
        System.out.println(table);
        Files.writeString(Path.of("target", "fault-matrix.md"), table);
    }

    private static List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (int code = 4000; code <= 4007; code++) {
            int closing = code;
            all.add(live("closed with " + code, faults -> faults.closeSockets(closing)));
        }
        all.add(live("connection reset", Faults::dropSockets));
        all.add(endless("silent, answers pings", Faults::stall));
        all.add(endless("silent altogether", Faults::freeze));
        all.add(live("connections refused for 5 s", faults -> {
            faults.refuseConnections(Duration.ofSeconds(5));
            faults.dropSockets();
        }));
        for (int status : new int[] {0, 401, 403, 429, 503}) {
            all.add(live("upgrades answered with " + status, faults -> {
                faults.refuseUpgrades(status, 2);
                faults.dropSockets();
            }));
        }
        for (OddFrame frame : OddFrame.values()) {
            all.add(live("odd frame " + frame.name().toLowerCase(Locale.ROOT), faults -> faults.sendOdd(frame)));
        }
        all.add(live("every message twice", faults -> faults.duplicateNotifications(2)));
        all.add(live("unknown fields", faults -> faults.unknownFields(2)));
        all.add(live("revoked: user_removed", faults -> faults.revoke("user_removed")));
        all.add(live("revoked: version_removed", faults -> faults.revoke("version_removed")));
        all.add(ends(
                "revoked: authorization_revoked",
                AccountState.NEEDS_LOGIN,
                faults -> faults.revoke("authorization_revoked")));
        all.add(live("hand-over", Faults::requestReconnect));
        all.add(live(
                "hand-over, late welcome", faults -> faults.requestReconnectWithLateWelcome(Duration.ofSeconds(3))));
        all.add(live("hand-over, fails first", faults -> faults.requestReconnectFailingFirst(1)));
        all.add(live("hand-over, invalid", Faults::requestReconnectToInvalid));
        all.add(live("hand-over to nowhere", faults -> faults.requestReconnectTo("ws://127.0.0.1:1/ws")));
        for (int status : new int[] {400, 401, 403, 404, 409, 429, 500, 503}) {
            all.add(live("subscribing answered with " + status, faults -> {
                faults.fail(Endpoint.SUBSCRIPTIONS, status, 1);
                faults.dropSockets();
            }));
        }
        all.add(live("subscribing reset twice", faults -> {
            faults.drop(Endpoint.SUBSCRIPTIONS, 2);
            faults.dropSockets();
        }));
        all.add(live("subscribing answered after 12 s", faults -> {
            faults.delay(Endpoint.SUBSCRIPTIONS, Duration.ofSeconds(12), 1);
            faults.dropSockets();
        }));
        for (int status : new int[] {401, 429, 500, 502, 503}) {
            all.add(live("colour answered with " + status, faults -> faults.fail(Endpoint.COLOR, status, 1)));
        }
        all.add(live("colour failing four times", faults -> faults.fail(Endpoint.COLOR, 503, 4)));
        all.add(live("colour reset", faults -> faults.drop(Endpoint.COLOR, 1)));
        all.add(live("colour after 5 s", faults -> faults.delay(Endpoint.COLOR, Duration.ofSeconds(5), 1)));
        all.add(live("colour never answered", faults -> faults.neverAnswer(Endpoint.COLOR, 1)));
        all.add(ends("refresh refused", AccountState.NEEDS_LOGIN, faults -> {
            faults.refuseRefresh();
            faults.fail(Endpoint.COLOR, 401, 1_000);
        }));
        all.add(live("refresh failing once", faults -> {
            faults.fail(Endpoint.TOKEN, 503, 1);
            faults.fail(Endpoint.COLOR, 401, 1);
        }));
        all.add(ends(
                "colour answered with 401 for ever",
                AccountState.PARKED,
                faults -> faults.fail(Endpoint.COLOR, 401, 1_000)));
        return all;
    }

    private static Scenario live(String name, Consumer<Faults> fault) {
        return new Scenario(
                name, AccountState.LIVE, false, name.matches(".*(colour|refresh|message|unknown fields).*"), fault);
    }

    /** A fault that goes on until the account has got rid of it. */
    private static Scenario endless(String name, Consumer<Faults> fault) {
        return new Scenario(name, AccountState.LIVE, true, false, fault);
    }

    private static Scenario ends(String name, AccountState end, Consumer<Faults> fault) {
        return new Scenario(name, end, true, true, fault);
    }

    /** A fault, how the account ends, whether the fault never ends by itself, and whether only a message brings it on. */
    private record Scenario(
            String name, AccountState end, boolean endless, boolean needsMessages, Consumer<Faults> fault) {}

    private record Row(
            Scenario scenario,
            boolean flowing,
            Duration took,
            AccountState state,
            boolean proven,
            ServedReport served,
            long extraRequests,
            long bystandersExtraRequests,
            AccountState bystander) {

        /** What must not be; empty if all is well. */
        List<String> problem() {
            boolean toBeServed = scenario.end == AccountState.LIVE;
            return Stream.of(
                            check(state != scenario.end, "it is " + state),
                            check(!proven, "it did not come back in time"),
                            check(toBeServed && served.missing() > 0, served.missing() + " messages lost"),
                            check(served.duplicates() > 0, served.duplicates() + " doubled"),
                            check(extraRequests > MOST_REQUESTS, extraRequests + " extra requests"),
                            check(bystander != AccountState.LIVE, "the bystander is " + bystander),
                            check(bystandersExtraRequests > 2, "the bystander made extra requests"))
                    .flatMap(List::stream)
                    .toList();
        }

        private static List<String> check(boolean wrong, String problem) {
            return wrong ? List.of(problem) : List.of();
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "| %s | %s | %d | %d | %d | %s | %.1f s | %d |",
                    scenario.name,
                    flowing ? "flowing" : "one",
                    scenario.end == AccountState.LIVE ? served.missing() : 0,
                    served.duplicates(),
                    served.undeliverable(),
                    state,
                    took.toMillis() / 1000.0,
                    extraRequests);
        }
    }
}
