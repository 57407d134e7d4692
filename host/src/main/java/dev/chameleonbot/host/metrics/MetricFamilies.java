package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineMetrics.OfPlugin;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.host.json.Json;
import dev.chameleonbot.host.metrics.Exposition.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * All metrics of a host. Their names are stable: dashboards and alert rules are made of them. The reference page lists them;
 * a test holds it against this.
 */
final class MetricFamilies {
    private static final double NANOS = 1e9;
    static final String CLOSED = "closed";
    static final String HELIX = "helix";
    static final String COLOR = "color";

    private static final List<MetricFamily> OF_HOST = List.of(
            // accounts
            new MetricFamily(
                    "chameleon_accounts",
                    MetricType.GAUGE,
                    List.of("state"),
                    "Accounts by state; disabled accounts are stopped",
                    MetricFamilies::accounts),
            engine(
                    "chameleon_token_expiry_timestamp_seconds",
                    MetricType.GAUGE,
                    "When the first access token of all accounts ends, in seconds since the epoch; it is refreshed"
                            + " before",
                    (engine, into) -> engine.accounts().stream()
                            .map(AccountDiagnostics::tokenExpiry)
                            .flatMap(Optional::stream)
                            .min(Comparator.naturalOrder())
                            .ifPresent(first -> into.value(seconds(first)))),
            engine(
                    "chameleon_rate_budget_remaining",
                    MetricType.GAUGE,
                    "Fewest remaining Helix requests of any account before its next reset",
                    (engine, into) -> engine.accounts().stream()
                            .map(AccountDiagnostics::budget)
                            .flatMap(Optional::stream)
                            .min(Comparator.naturalOrder())
                            .ifPresent(left -> into.count(left))),
            engine(
                    "chameleon_breakers_open",
                    MetricType.GAUGE,
                    "Accounts with a circuit breaker that is not closed, by kind of request",
                    (engine, into) -> {
                        into.count(count(engine, one -> !one.helixBreaker().equals(CLOSED)), HELIX);
                        into.count(count(engine, one -> !one.colorBreaker().equals(CLOSED)), COLOR);
                    },
                    "requests"),
            // messages
            engineCounts(
                    "chameleon_messages_total",
                    "Chat messages heard, by author (own or others)",
                    EngineMetrics::messages,
                    "kind"),
            engineCount(
                    "chameleon_messages_repeated_total",
                    "Chat messages that arrived again and were ignored",
                    EngineMetrics::repeated),
            engineCounts(
                    "chameleon_eventsub_frames_total",
                    "EventSub frames other than chat messages, by type",
                    EngineMetrics::frames,
                    "type"),
            engineCounts(
                    "chameleon_reconnects_total",
                    "Connections that were lost, could not be opened, or had to be replaced, by cause",
                    EngineMetrics::reconnects,
                    "cause"),
            // colours and chat
            engineCounts(
                    "chameleon_color_changes_total",
                    "Finished colour changes, by outcome",
                    EngineMetrics::colorChanges,
                    "outcome"),
            engine(
                    "chameleon_color_change_stage_seconds",
                    MetricType.HISTOGRAM,
                    "Duration of successful colour changes: queued before the behaviour, decided by it, waited"
                            + " for their request, requested; and in total",
                    (engine, into) -> engine.stages().forEach((stage, latency) -> into.latency(latency, stage)),
                    "stage"),
            engineCounts(
                    "chameleon_chat_messages_total",
                    "Finished chat messages of plugins, by outcome",
                    EngineMetrics::chat,
                    "outcome"),
            engineCounts(
                    "chameleon_helix_requests_total",
                    "Requests to Helix, by the class of the answer's status; none if there was no answer",
                    EngineMetrics::helixRequests,
                    "status"),
            engineCounts(
                    "chameleon_token_refreshes_total",
                    "Token refreshes, by outcome",
                    EngineMetrics::tokenRefreshes,
                    "outcome"),
            // plugins
            plugin(
                    "chameleon_queue_depth",
                    MetricType.GAUGE,
                    "Messages and tasks that wait for a plugin's sessions",
                    OfPlugin::waiting),
            plugin("chameleon_plugin_calls_total", MetricType.COUNTER, "Calls of a plugin's sessions", OfPlugin::calls),
            plugins(
                    "chameleon_plugin_seconds_total",
                    MetricType.COUNTER,
                    "Time that a plugin's sessions had a thread",
                    (id, plugin, into) -> into.value(seconds(plugin.time()), id)),
            plugin(
                    "chameleon_plugin_failures_total",
                    MetricType.COUNTER,
                    "Calls of a plugin's sessions that failed or took too long",
                    OfPlugin::failures),
            plugins(
                    "chameleon_plugin_dropped_messages_total",
                    MetricType.COUNTER,
                    "Chat messages that a plugin did not get because it was too slow, paused or quarantined, by"
                            + " author",
                    (id, plugin, into) -> {
                        into.count(plugin.droppedOwn(), id, "own");
                        into.count(plugin.droppedOthers(), id, "others");
                    },
                    "kind"),
            plugins(
                    "chameleon_plugin_sessions",
                    MetricType.GAUGE,
                    "Sessions of a plugin, one for each account and behaviour, by state",
                    (id, plugin, into) -> {
                        for (PluginHealth.State state : PluginHealth.State.values()) {
                            into.count(plugin.sessions().getOrDefault(state, 0L), id, word(state));
                        }
                    },
                    "state"),
            new MetricFamily(
                    "chameleon_plugins_failed",
                    MetricType.GAUGE,
                    List.of(),
                    "Plugins that should run but do not, and unusable files in their folder",
                    (figures, into) -> into.count(figures.failedPlugins())),
            // the host
            engine(
                    "chameleon_state_store_ok",
                    MetricType.GAUGE,
                    "1 while the state is stored, 0 while it cannot be stored",
                    (engine, into) -> into.count(engine.storeWorks() ? 1 : 0)),
            engineCount(
                    "chameleon_events_undelivered_total",
                    "Events that did not reach a listener, such as the one that sends alerts",
                    EngineMetrics::undelivered),
            new MetricFamily(
                    "chameleon_build_info",
                    MetricType.INFO,
                    List.of("version", "java"),
                    "The program and the Java that it runs on",
                    (figures, into) ->
                            into.count(1, figures.version(), Runtime.version().toString())));

    private MetricFamilies() {}

    /** All of them, in the order in which they are documented. */
    static List<MetricFamily> all() {
        return Stream.of(OF_HOST, AccountFamilies.ALL, ProcessFamilies.ALL)
                .flatMap(List::stream)
                .toList();
    }

    static double seconds(Duration time) {
        return time.toNanos() / NANOS;
    }

    static double seconds(Instant time) {
        return time.toEpochMilli() / 1e3;
    }

    private static String word(Enum<?> constant) {
        return Json.word(constant);
    }

    private static void accounts(HostFigures figures, Samples into) {
        for (AccountState state : AccountState.values()) {
            into.count(
                    figures.accounts().stream()
                            .filter(account -> account.state() == state)
                            .count(),
                    word(state));
        }
    }

    private static long count(EngineMetrics engine, Predicate<AccountDiagnostics> which) {
        return engine.accounts().stream().filter(which).count();
    }

    static MetricFamily engine(
            String name, MetricType type, String help, BiConsumer<EngineMetrics, Samples> source, String... labels) {
        return new MetricFamily(
                name,
                type,
                List.of(labels),
                help,
                (figures, into) -> figures.engine().ifPresent(engine -> source.accept(engine, into)));
    }

    private static MetricFamily engineCounts(
            String name, String help, Function<EngineMetrics, Map<String, Long>> counts, String label) {
        return engine(
                name,
                MetricType.COUNTER,
                help,
                (engine, into) -> counts.apply(engine).forEach((kind, count) -> into.count(count, kind)),
                label);
    }

    private static MetricFamily engineCount(String name, String help, ToLongFunction<EngineMetrics> count) {
        return engine(name, MetricType.COUNTER, help, (engine, into) -> into.count(count.applyAsLong(engine)));
    }

    private static MetricFamily plugin(String name, MetricType type, String help, ToLongFunction<OfPlugin> value) {
        return plugins(name, type, help, (id, plugin, into) -> into.count(value.applyAsLong(plugin), id));
    }

    /** Reads what there is of one plugin. */
    @FunctionalInterface
    private interface PluginSource {
        void read(String id, OfPlugin plugin, Samples into);
    }

    private static MetricFamily plugins(
            String name, MetricType type, String help, PluginSource source, String... labels) {
        return engine(
                name,
                type,
                help,
                (engine, into) -> engine.plugins().forEach((id, plugin) -> source.read(id, plugin, into)),
                with("plugin", labels));
    }

    static String[] with(String first, String... others) {
        String[] all = Arrays.copyOf(new String[] {first}, others.length + 1);
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }
}
