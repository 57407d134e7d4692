package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineMetrics.OfPlugin;
import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.engine.model.PluginHealth.State;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A host of three accounts of which one has to log in, at a moment that is always the same. */
final class SampleFigures {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private SampleFigures() {}

    static HostFigures figures() {
        return new HostFigures("0.1.0", Optional.of(engine()), statuses(), 1, process());
    }

    static List<AccountStatus> statuses() {
        return List.of(
                status("alice", AccountState.LIVE),
                status("bob", AccountState.LIVE),
                status("carol", AccountState.NEEDS_LOGIN));
    }

    static AccountStatus status(String login, AccountState state) {
        return AccountStatus.initial(login, state, START, 1);
    }

    private static EngineMetrics engine() {
        Latency fast = latency(3, 5, 5, Duration.ofMillis(9));
        Latency slow = latency(0, 1, 5, Duration.ofMillis(1_234));
        return new EngineMetrics(
                counts("own", 60, "others", 1_174),
                2,
                counts("welcome", 3, "keepalive", 70),
                counts("changed", 56, "superseded", 3, "failed", 1),
                Map.of("queued", fast, "decided", fast, "waited", fast, "requested", slow, "total", slow),
                counts("sent", 4, "dropped", 1),
                counts("2xx", 61, "429", 1, "none", 2),
                counts("refreshed", 5, "refused", 1),
                counts("network", 2, "asked", 1),
                new TreeMap<>(Map.of(
                        "color-changer",
                        new OfPlugin(
                                66,
                                Duration.ofMillis(42),
                                3,
                                1,
                                7,
                                12,
                                Map.of(State.HEALTHY, 2L, State.QUARANTINED, 1L)))),
                4,
                true,
                List.of(
                        account("alice", 700, 40, Optional.of(790), "closed", Optional.of(START.plusSeconds(3_600))),
                        account("bob", 534, 20, Optional.of(12), "open", Optional.of(START.plusSeconds(1_800))),
                        account("carol", 0, 0, Optional.empty(), "closed", Optional.empty())));
    }

    private static AccountDiagnostics account(
            String login,
            long heard,
            long own,
            Optional<Integer> budget,
            String colorBreaker,
            Optional<Instant> expiry) {
        return new AccountDiagnostics(
                login,
                new Activity(heard, own, own, List.of()),
                Map.of("color-changer", (int) heard / 100),
                budget,
                "closed",
                colorBreaker,
                expiry,
                Map.of(),
                Map.of(),
                List.of());
    }

    private static Latency latency(long upToOne, long upToTen, long count, Duration sum) {
        SortedMap<Duration, Long> buckets =
                new TreeMap<>(Map.of(Duration.ofMillis(1), upToOne, Duration.ofMillis(10), upToTen));
        return new Latency(buckets, count, sum);
    }

    private static SortedMap<String, Long> counts(Object... namesAndCounts) {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            counts.put((String) namesAndCounts[i], ((Integer) namesAndCounts[i + 1]).longValue());
        }
        return counts;
    }

    private static ProcessFigures process() {
        return new ProcessFigures(
                START,
                Duration.ofMillis(12_340),
                OptionalLong.of(141_000_000),
                OptionalLong.of(90),
                OptionalLong.of(1_024),
                new MemoryUsage(0, 20_000_000, 40_000_000, 200_000_000),
                new MemoryUsage(0, 50_000_000, 60_000_000, -1),
                34,
                30,
                6_900,
                List.of(new ProcessFigures.Collector("Copy", 12, Duration.ofMillis(150))));
    }
}
