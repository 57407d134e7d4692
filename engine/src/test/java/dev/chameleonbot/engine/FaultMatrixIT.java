package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.EngineEvent.AccountStatusChanged;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.plugin.api.BehaviourSession;
import dev.chameleonbot.plugin.api.Bot;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.simulator.Faults;
import dev.chameleonbot.simulator.ServedReport;
import dev.chameleonbot.simulator.Simulator;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every fault that the simulator can script, while nothing is said and while messages flow, on one account beside a
 * bystander. The table goes into the build's output, and the whole one of {@code -Pfull} to
 * {@code target/fault-matrix.md}.
 */
@ExtendWith(TidyExtension.class)
@DisplayName("C24 the fault matrix")
final class FaultMatrixIT {
    /** Rows mostly wait; so many at a time leave the machine room to be on time. */
    private static final int AT_A_TIME = 32;

    private static final Duration PATIENCE = Duration.ofSeconds(100);
    /** What a fault may cost in requests of the account that it hits, beyond those that its messages need. */
    private static final int MOST_REQUESTS = 12;
    /** How many messages may come while an account that is never without a connection has no subscription: of a second. */
    private static final int MOST_UNDELIVERABLE = 20;

    @TempDir
    private Path folder;

    @Test
    void aFaultOfEachKindLosesAndDoublesNoMessageAndTouchesNoBystander() throws Exception {
        assertHarmless(run(FaultScenario.oneOfEachKind()));
    }

    @Tag("full")
    @Test
    void noFaultLosesOrDoublesAMessageOrTouchesABystander() throws Exception {
        List<Row> rows = run(FaultScenario.all());
        Files.writeString(Path.of("target", "fault-matrix.md"), table(rows));
        assertHarmless(rows);
    }

    private static void assertHarmless(List<Row> rows) {
        System.out.println(table(rows));
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.problem()).as(row.toString()).isEmpty());
    }

    private List<Row> run(List<FaultScenario> scenarios) throws Exception {
        List<Row> rows = new ArrayList<>();
        Semaphore turns = new Semaphore(AT_A_TIME);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Row>> running = new ArrayList<>();
            for (FaultScenario scenario : scenarios) {
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
        return rows;
    }

    @Test
    void theDocumentHasALineForEachFault() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("../module-info-docs/FAULTS.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| Fault "))
                .map(line -> line.split(" \\| ", 2)[0].substring(2))
                .distinct()
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(
                        FaultScenario.all().stream().map(FaultScenario::name).toList());
    }

    private Row run(FaultScenario scenario, boolean flowing) throws IOException, InterruptedException {
        Path state = folder.resolve(scenario.name().replaceAll("[^a-z0-9]+", "-") + (flowing ? "-flowing" : "-idle"));
        try (EngineRig rig = new EngineRig(state)) {
            Simulator twitch = rig.twitch();
            twitch.addUser("second");
            Heard heard = new Heard();
            Faults faults = twitch.faults().only("hit");
            AccountConfig[] accounts = {rig.account("hit", "streamer", "second"), rig.account("bystander", "streamer")};
            if (scenario.when() == FaultScenario.When.BEFORE_THE_START) {
                scenario.fault().accept(faults);
                rig.start(heard, accounts);
                rig.awaitLive("bystander");
            } else {
                rig.start(heard, accounts);
                rig.awaitLive("hit");
                rig.awaitLive("bystander");
            }
            AtomicInteger bystandersChanges = new AtomicInteger();
            rig.engine().subscribe("matrix", event -> {
                if (event instanceof AccountStatusChanged changed
                        && changed.after().login().equals("bystander")) {
                    bystandersChanges.incrementAndGet();
                }
            });
            long costBefore = scenario.when() == FaultScenario.When.WHILE_LIVE ? cost(twitch, "hit") : 0;
            long bystandersBefore = cost(twitch, "bystander");

            long begin = System.nanoTime();
            if (scenario.when() == FaultScenario.When.WHILE_LIVE) {
                scenario.fault().accept(faults);
            }
            int said = 0;
            boolean proven = false;
            while (!proven && System.nanoTime() - begin < PATIENCE.toNanos()) {
                boolean settled = settled(rig, scenario);
                if (flowing || settled || (said < 3 && scenario.needsMessages())) {
                    int delivered = delivered(twitch, "hit").size();
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
            Set<String> unreadable = scenario.poisonsTheConnection() ? beforeReconnecting(twitch, begin) : Set.of();
            twitch.await(
                    () -> scenario.end() != AccountState.LIVE || unreadable.containsAll(heard.lost(twitch, "hit")),
                    EngineRig.PATIENCE);
            Set<String> lost = scenario.end() == AccountState.LIVE ? heard.lost(twitch, "hit") : new HashSet<>();
            lost.removeAll(unreadable);
            twitch.await(
                    () -> heard.lost(twitch, "bystander").isEmpty()
                            && (scenario.end() != AccountState.LIVE
                                    || twitch.served().missing() == 0),
                    EngineRig.PATIENCE);
            faults.clear();
            return new Row(
                    scenario,
                    flowing,
                    took,
                    rig.status("hit").state(),
                    proven,
                    lost.size(),
                    heard.doubled("hit"),
                    twitch.served(),
                    cost(twitch, "hit") - costBefore,
                    heard.lost(twitch, "bystander").size() + heard.doubled("bystander"),
                    cost(twitch, "bystander") - bystandersBefore,
                    bystandersChanges.get());
        }
    }

    /** The time between two messages: an answer that never comes, waited for. */
    private static void pace(Simulator twitch) throws InterruptedException {
        twitch.await(() -> false, Duration.ofMillis(50));
    }

    /** The ids of the account's own messages that were written to its socket. */
    private static Set<String> delivered(Simulator twitch, String login) {
        return twitch.journal().entries(JournalEntry.Kind.OWN_MESSAGE, login).stream()
                .map(JournalEntry::subject)
                .collect(Collectors.toSet());
    }

    /** What was written behind a frame that made the connection unreadable; only the account that is hit reconnects. */
    private static Set<String> beforeReconnecting(Simulator twitch, long begin) {
        long again = twitch.journal().entries(JournalEntry.Kind.CONNECTED).stream()
                .mapToLong(JournalEntry::nanoTime)
                .filter(at -> at > begin)
                .min()
                .orElse(Long.MAX_VALUE);
        return twitch.journal().entries(JournalEntry.Kind.OWN_MESSAGE, "hit").stream()
                .filter(message -> message.nanoTime() > begin && message.nanoTime() < again)
                .map(JournalEntry::subject)
                .collect(Collectors.toSet());
    }

    /** Whether the message that was just said has come, and nothing that has come waits for its colour. */
    private static boolean isServed(Simulator twitch, FaultScenario scenario, int delivered) {
        return scenario.end() != AccountState.LIVE
                || (delivered(twitch, "hit").size() > delivered
                        && twitch.served().missing() == 0);
    }

    /** The requests of an account that no message of its own explains. */
    private static long cost(Simulator twitch, String login) {
        List<JournalEntry> requests = twitch.journal().entries(JournalEntry.Kind.REQUEST, login);
        long colors = requests.stream()
                .filter(request -> request.subject().equals("PUT /helix/chat/color"))
                .count();
        return requests.size() - Math.min(colors, delivered(twitch, login).size());
    }

    /** Whether the fault is over, or will never be, and the account stands where it should in the end. */
    private static boolean settled(EngineRig rig, FaultScenario scenario) {
        boolean over = scenario.endless() || rig.twitch().faults().open().isEmpty();
        boolean heard = scenario.end() != AccountState.LIVE || rig.twitch().enabledSubscriptions("hit") >= 1;
        return over && heard && rig.status("hit").state() == scenario.end();
    }

    private static String table(List<Row> rows) {
        StringBuilder table = new StringBuilder("""
            | Fault | Messages | Lost | Doubled | Not deliverable | Ends as | After | Requests |
            |---|---|---|---|---|---|---|---|
            """);
        rows.forEach(row -> table.append(row).append('\n'));
        return table.toString();
    }

    /** Asks for a colour after each own message, and keeps whose message was handed over when, in order. */
    private static final class Heard implements ChatBehaviour {
        private final Map<String, List<String>> ids = new ConcurrentHashMap<>();
        private final AtomicInteger next = new AtomicInteger();

        @Override
        public BehaviourSession open(Bot bot) {
            List<String> mine = ids.computeIfAbsent(bot.account().login(), login -> new CopyOnWriteArrayList<>());
            return message -> {
                mine.add(message.id().value());
                bot.changeColor(new ChatColor.Hex(next.incrementAndGet()));
            };
        }

        /** What was written to the account's socket and never handed to the behaviour. */
        Set<String> lost(Simulator twitch, String login) {
            Set<String> lost = new HashSet<>(delivered(twitch, login));
            ids.getOrDefault(login, List.of()).forEach(lost::remove);
            return lost;
        }

        int doubled(String login) {
            List<String> all = ids.getOrDefault(login, List.of());
            return all.size() - new HashSet<>(all).size();
        }
    }

    private record Row(
            FaultScenario scenario,
            boolean flowing,
            Duration took,
            AccountState state,
            boolean proven,
            int lost,
            int doubled,
            ServedReport served,
            long cost,
            int bystandersTrouble,
            long bystandersCost,
            int bystandersChanges) {

        /** What must not be; empty if all is well. */
        List<String> problem() {
            return Stream.of(
                            check(state != scenario.end(), "it is " + state),
                            check(!proven, "it did not come back in time"),
                            check(lost > 0, lost + " messages lost"),
                            check(
                                    scenario.isHandOver() && served.undeliverable() > MOST_UNDELIVERABLE,
                                    served.undeliverable() + " messages had nobody who heard them"),
                            check(doubled > 0, doubled + " messages doubled"),
                            check(
                                    scenario.end() == AccountState.LIVE && served.missing() > 0,
                                    served.missing() + " messages without a colour"),
                            check(served.duplicates() > 0, served.duplicates() + " colours too many"),
                            check(cost > MOST_REQUESTS, cost + " requests"),
                            check(bystandersTrouble > 0, "the bystander lost or doubled " + bystandersTrouble),
                            check(bystandersChanges > 0, "the bystander's status changed"),
                            check(bystandersCost > 2, "the bystander made " + bystandersCost + " requests"))
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
                    scenario.name(),
                    flowing ? "flowing" : "one",
                    lost,
                    doubled,
                    served.undeliverable(),
                    state,
                    took.toMillis() / 1000.0,
                    cost);
        }
    }
}
