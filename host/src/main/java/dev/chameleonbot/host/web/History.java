package dev.chameleonbot.host.web;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.Latency;
import dev.chameleonbot.host.control.HostOperations;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.metrics.ProcessFigures;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.StartProgress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of the last hour, a point every ten seconds, and the outages in it.
 *
 * <p>Concurrency: the timer adds points; {@code lock} guards what is kept. The readings before belong to the timer.
 */
final class History {
    static final Duration STEP = Duration.ofSeconds(10);
    private static final int POINTS = 360;
    private static final int OUTAGES = 50;
    private static final Logger log = LoggerFactory.getLogger(History.class);

    private final HostOperations operations;
    private final BotHost host;
    private final Consumer<ObjectNode> onPoint;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ObjectNode> points = new ArrayDeque<>();
    private final Deque<Outage> outages = new ArrayDeque<>();
    private @Nullable Reading before;

    /** A time in which an account was not where it should be. */
    private record Outage(Instant begin, @Nullable Instant end) {}

    /** What the rates are differences of. */
    private record Reading(Instant at, long messages, long own, long changes, Latency total) {}

    History(HostOperations operations, Consumer<ObjectNode> onPoint) {
        this.operations = operations;
        this.host = operations.host();
        this.onPoint = onPoint;
    }

    List<Route> routes() {
        return List.of(Route.view("/api/v1/history", this::show));
    }

    /** Adds a point. */
    void take() {
        try {
            Optional<EngineMetrics> metrics = host.engine().metrics();
            if (metrics.isPresent()) {
                take(metrics.get());
            }
        } catch (RuntimeException e) { // Without this the timer would never take another.
            log.error("A look at the host's figures failed", e);
        }
    }

    private void take(EngineMetrics metrics) {
        Instant now = operations.now();
        Reading reading = new Reading(
                now,
                metrics.messages().values().stream().mapToLong(Long::longValue).sum(),
                metrics.messages().getOrDefault("own", 0L),
                metrics.colorChanges().getOrDefault("changed", 0L),
                metrics.stages().getOrDefault("total", new Latency(new TreeMap<>(), 0, Duration.ZERO)));
        Reading last = before;
        before = reading;
        boolean isOut = host.accounts().stream()
                .anyMatch(
                        status -> status.state() == AccountState.RECONNECTING || status.state() == AccountState.PARKED);
        noteOutage(isOut, now);
        if (last == null) {
            return;
        }
        ObjectNode point = point(metrics, last, reading);
        lock.lock();
        try {
            points.addLast(point);
            if (points.size() > POINTS) {
                points.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        onPoint.accept(point);
    }

    private ObjectNode point(EngineMetrics metrics, Reading last, Reading now) {
        double seconds = Math.max(0.001, Duration.between(last.at(), now.at()).toMillis() / 1_000.0);
        StartProgress progress = StartProgress.of(host.accounts());
        OptionalDouble median = quantile(last.total(), now.total(), 0.5);
        OptionalDouble p99 = quantile(last.total(), now.total(), 0.99);
        OptionalLong resident = ProcessFigures.residentBytes();
        return Json.object()
                .put("at", now.at().toString())
                .put("messages", rate(last.messages(), now.messages(), seconds))
                .put("own", rate(last.own(), now.own(), seconds))
                .put("changes", rate(last.changes(), now.changes(), seconds))
                .put("p50_ms", median.isPresent() ? median.getAsDouble() : null)
                .put("p99_ms", p99.isPresent() ? p99.getAsDouble() : null)
                .put(
                        "queue",
                        metrics.plugins().values().stream()
                                .mapToLong(EngineMetrics.OfPlugin::waiting)
                                .sum())
                .put("live", progress.live())
                .put("accounts", progress.accounts())
                .put(
                        "heap_bytes",
                        Runtime.getRuntime().totalMemory()
                                - Runtime.getRuntime().freeMemory())
                .put("rss_bytes", resident.isPresent() ? resident.getAsLong() : null)
                .put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static double rate(long before, long now, double seconds) {
        return Math.round((now - before) / seconds * 100) / 100.0;
    }

    /**
     * A quantile of what was measured between two readings, within the bucket that it falls into by a straight line, as
     * Prometheus' histogram_quantile has it; in milliseconds.
     */
    static OptionalDouble quantile(Latency before, Latency now, double share) {
        long count = now.count() - before.count();
        if (count <= 0) {
            return OptionalDouble.empty();
        }
        double rank = share * count;
        long below = 0;
        Duration lower = Duration.ZERO;
        SortedMap<Duration, Long> buckets = now.buckets();
        for (Map.Entry<Duration, Long> bucket : buckets.entrySet()) {
            long upTo = bucket.getValue() - before.buckets().getOrDefault(bucket.getKey(), 0L);
            if (upTo >= rank && upTo > below) {
                double within = (rank - below) / (upTo - below);
                double nanos = lower.toNanos() + (bucket.getKey().toNanos() - lower.toNanos()) * within;
                return OptionalDouble.of(Math.round(nanos / 1e4) / 100.0);
            }
            below = upTo;
            lower = bucket.getKey();
        }
        return OptionalDouble.of(Math.round(lower.toNanos() / 1e4) / 100.0);
    }

    private void noteOutage(boolean isOut, Instant now) {
        lock.lock();
        try {
            Outage latest = outages.peekLast();
            boolean wasOut = latest != null && latest.end() == null;
            if (isOut && !wasOut) {
                outages.addLast(new Outage(now, null));
                if (outages.size() > OUTAGES) {
                    outages.removeFirst();
                }
            } else if (!isOut && latest != null && wasOut) {
                outages.removeLast();
                outages.addLast(new Outage(latest.begin(), now));
            }
        } finally {
            lock.unlock();
        }
    }

    private void show(HttpCall call) throws IOException {
        ObjectNode json = Json.object().put("step_seconds", STEP.toSeconds());
        ArrayNode all = json.putArray("points");
        ArrayNode out = json.putArray("outages");
        lock.lock();
        try {
            all.addAll(points);
            outages.forEach(outage -> out.addObject()
                    .put("begin", outage.begin().toString())
                    .put("end", outage.end() == null ? null : outage.end().toString()));
        } finally {
            lock.unlock();
        }
        call.answer(json);
    }
}
