package dev.chameleonbot.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.resilience.TidyExtension;
import dev.chameleonbot.simulator.Faults;
import dev.chameleonbot.simulator.journal.JournalEntry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Connects, breaks and connects again, many times, and looks whether anything is left behind: by default in two rounds
 * of each kind of break, in {@code -Pfull} over two thousand connections, and in {@code -Psoak} for as long as
 * {@code soak.time} says.
 */
@ExtendWith(TidyExtension.class)
@Isolated("It looks at all that the JVM has.")
@DisplayName("B10, B29, C24 nothing adds up over thousands of connections")
final class SoakIT {
    private static final int ACCOUNTS = 50;
    private static final int CYCLES = 2_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** What is closed has ended by then. */
    private static final Duration SETTLED = Duration.ofSeconds(20);

    private static final List<Consumer<Faults>> FAULTS = List.of(
            Faults::dropSockets,
            faults -> faults.closeSockets(4000),
            Faults::requestReconnect,
            faults -> faults.closeSockets(1001));

    @TempDir
    private Path directory;

    @Test
    void threadsDescriptorsAndHeapAreLevelAfterEachKindOfBreak() throws Exception {
        assertLevelAfter(2 * FAULTS.size() * ACCOUNTS, Duration.ZERO);
    }

    @Tag("full")
    @Test
    void threadsDescriptorsAndHeapAreLevelAfterThousandsOfConnections() throws Exception {
        assertLevelAfter(CYCLES, time());
    }

    @Test
    void needsNoPlatformThreadForAnAccount() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (EngineRig rig = new EngineRig(directory)) {
            AccountConfig[] accounts = IntStream.range(0, 200)
                    .mapToObj(i -> rig.account("user" + i, "streamer"))
                    .toArray(AccountConfig[]::new);
            rig.start(accounts);

            await().atMost(PATIENCE)
                    .until(() ->
                            rig.engine().accounts().stream().allMatch(status -> status.state() == AccountState.LIVE));
            Set<Thread> since = new HashSet<>(Thread.getAllStackTraces().keySet());
            since.removeAll(before);
            assertThat(since).as("not those of other tests").hasSizeLessThan(40);
        }
    }

    private void assertLevelAfter(int cycles, Duration time) throws Exception {
        try (EngineRig rig = new EngineRig(directory)) {
            rig.twitch().journal().capacity(10_000);
            AccountConfig[] accounts = IntStream.range(0, ACCOUNTS)
                    .mapToObj(i -> rig.account("user" + i, "streamer"))
                    .toArray(AccountConfig[]::new);
            rig.startHurried(accounts);
            awaitAllLive(rig);
            rounds(rig, FAULTS.size()); // until caches and pools have their size
            Footprint before = Footprint.now();

            long end = System.nanoTime() + time.toNanos();
            int done = 0;
            do {
                rounds(rig, FAULTS.size());
                done += FAULTS.size() * ACCOUNTS;
            } while (done < cycles || System.nanoTime() < end);

            // What a hand-over has left is read a little longer.
            await().atMost(SETTLED)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(() -> assertLevel(before, Footprint.now()));
            assertThat(rig.twitch().served().duplicates()).isZero();
            rig.sayAndAwaitColor("user0", "streamer");
        }
    }

    private static void assertLevel(Footprint before, Footprint after) {
        assertThat(after.threads).isLessThanOrEqualTo(before.threads + ACCOUNTS);
        assertThat(after.virtualThreads).isLessThanOrEqualTo(before.virtualThreads + 2 * ACCOUNTS);
        assertThat(after.descriptors).isLessThanOrEqualTo(before.descriptors + 2 * ACCOUNTS);
        assertThat(after.heapMegabytes).isLessThanOrEqualTo(before.heapMegabytes + 24);
    }

    private static void rounds(EngineRig rig, int rounds) {
        for (int round = 0; round < rounds; round++) {
            long welcomed = rig.twitch().journal().count(JournalEntry.Kind.CONNECTED);
            FAULTS.get(round % FAULTS.size()).accept(rig.twitch().faults());
            await().atMost(PATIENCE)
                    .until(() -> rig.twitch().journal().count(JournalEntry.Kind.CONNECTED) >= welcomed + ACCOUNTS);
            awaitAllLive(rig);
            rig.twitch().faults().duplicateNotifications(ACCOUNTS / 10);
            for (int i = 0; i < ACCOUNTS; i += 10) {
                rig.twitch().say("user" + i, "streamer", "round " + round);
            }
            await().atMost(PATIENCE).until(() -> rig.twitch().served().missing() == 0);
        }
    }

    private static void awaitAllLive(EngineRig rig) {
        await().atMost(PATIENCE)
                .until(() -> rig.twitch().enabledSubscriptions() == ACCOUNTS
                        && rig.twitch().connectedSessions() == ACCOUNTS
                        && rig.engine().accounts().stream().allMatch(status -> status.state() == AccountState.LIVE));
    }

    private static Duration time() {
        return Duration.parse(System.getProperty("soak.time", "PT0S").toUpperCase(Locale.ROOT));
    }

    private record Footprint(int threads, long virtualThreads, long descriptors, long heapMegabytes) {
        static Footprint now() throws IOException {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            long used = runtime.totalMemory() - runtime.freeMemory();
            return new Footprint(
                    Thread.getAllStackTraces().size(), countVirtualThreads(), countDescriptors(), used / (1024 * 1024));
        }

        /** Only a dump of the diagnostic bean counts virtual threads too. */
        private static long countVirtualThreads() throws IOException {
            Path dump = Files.createTempDirectory("soak").resolve("threads.txt");
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(dump.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.TEXT_PLAIN);
            try (Stream<String> lines = Files.lines(dump)) {
                return lines.filter(line -> line.startsWith("#") && line.contains("virtual"))
                        .count();
            } finally {
                Files.delete(dump);
                Files.delete(dump.getParent());
            }
        }

        /** Where the system tells. */
        private static long countDescriptors() {
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return open.count();
            } catch (IOException e) {
                return 0;
            }
        }
    }
}
