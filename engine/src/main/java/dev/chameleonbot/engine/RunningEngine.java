package dev.chameleonbot.engine;

import com.github.twitch4j.helix.TwitchHelix;
import dev.chameleonbot.engine.account.Account;
import dev.chameleonbot.engine.account.AccountContext;
import dev.chameleonbot.engine.account.Accounts;
import dev.chameleonbot.engine.account.StartCalls;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenRegistry;
import dev.chameleonbot.engine.dispatch.BehaviourRegistry;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.guard.Watchdog;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that exists between an engine's start and its stop, in the order of its making. */
final class RunningEngine {
    private static final Logger log = LoggerFactory.getLogger(RunningEngine.class);
    /** How many accounts may be at a request of their start, and as many again on their way to a welcome. */
    private static final int STARTS_AT_A_TIME = 64;

    private static final Duration EVENTS_DRAIN = Duration.ofSeconds(1);

    private final EventBus events;
    private final EngineMeters meters = new EngineMeters();
    private final StateStore store;
    private final StateCache state;
    private final SystemTimers clock;
    private final Timers timers;
    private final Watchdog watchdog;
    private final HttpClients http;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chameleon-engine-", 0).factory());
    private final ChannelDirectory channels;
    private final BehaviourRegistry behaviours;
    private final Accounts accounts;

    RunningEngine(
            EngineSettings settings, ForwardProxy proxy, EventBus events, AccountFeeds feeds, HostPlatform platform) {
        this.events = events;
        this.clock = settings.system();
        this.timers = settings.timers();
        this.http = new HttpClients(proxy);
        this.watchdog = new Watchdog(settings.limits());
        try {
            store = settings.store().open(timers, events::publish);
        } catch (StateException e) {
            watchdog.close();
            clock.close();
            http.close();
            threads.shutdownNow();
            throw new EngineStartException(e.getMessage(), e);
        }
        state = new StateCache(store, timers, Thread.ofVirtual().name("chameleon-journal")::start, this::stateChanged);
        HelixCalls helix = new HelixCalls(http.requests(), settings.endpoints().helix(), timers);
        channels = new ChannelDirectory(helix, state);
        behaviours = new BehaviourRegistry(
                settings.behaviours(), new Switches(login -> state.openMemory(login, Switches.PAGE)), timers);
        accounts = new Accounts(
                new AccountContext(
                        twitch(settings.endpoints(), helix),
                        new AccountContext.Plugins(behaviours, watchdog, platform, state),
                        new AccountContext.Reports(events, feeds, meters, new OutageLog(timers), new LogLimit(timers)),
                        timers),
                state,
                threads,
                settings.stopTime());
        var unused = platform.publishOnDemand(TwitchHelix.class, helix::helix);
    }

    private void stateChanged(EngineEvent trouble) {
        meters.storeWorks(trouble instanceof EngineEvent.StateRecovered);
        events.publish(trouble);
    }

    private AccountContext.Twitch twitch(TwitchEndpoints endpoints, HelixCalls helix) {
        Retries retries = new Retries(Backoff.STANDARD, timers);
        TwitchHealth health = TwitchHealth.unknown(timers);
        OAuthClient oauth = new OAuthClient(http.requests(), http.tokens(), endpoints.auth(), timers);
        return new AccountContext.Twitch(
                endpoints,
                http.requests(),
                oauth,
                new TokenRegistry(oauth, state, timers, threads),
                helix,
                channels,
                new EventSubSession.Shared(
                        http.sockets(),
                        endpoints.eventSub(),
                        health,
                        new Semaphore(STARTS_AT_A_TIME),
                        helix,
                        retries,
                        new LogLimit(timers),
                        timers,
                        meters),
                health,
                retries,
                new StartCalls(STARTS_AT_A_TIME, retries, timers));
    }

    /** What was counted and measured until now. */
    EngineMetrics metrics() {
        Map<String, Long> waiting = new HashMap<>();
        Map<String, Map<PluginHealth.State, Long>> sessions = new HashMap<>();
        List<AccountDiagnostics> now = diagnostics();
        for (AccountDiagnostics account : now) {
            account.queues().forEach((pluginId, size) -> waiting.merge(pluginId, (long) size, Long::sum));
            account.plugins()
                    .forEach(health -> sessions.computeIfAbsent(
                                    health.pluginId(), id -> new EnumMap<>(PluginHealth.State.class))
                            .merge(health.state(), 1L, Long::sum));
        }
        SortedMap<String, EngineMetrics.OfPlugin> plugins = new TreeMap<>();
        watchdog.meters()
                .forEach((pluginId, meter) -> plugins.put(
                        pluginId,
                        meter.now()
                                .standing(
                                        waiting.getOrDefault(pluginId, 0L),
                                        sessions.getOrDefault(pluginId, Map.of()))));
        return meters.now(plugins, events.deadLetters().total(), now);
    }

    /** What each account has done so far, by login. */
    SequencedMap<String, Activity> activities() {
        SequencedMap<String, Activity> all = new LinkedHashMap<>();
        accounts.running()
                .forEach(account ->
                        all.put(account.helix().login(), account.activity().now()));
        return all;
    }

    /** What each account is busy with. */
    List<AccountDiagnostics> diagnostics() {
        return accounts.running().stream().map(this::diagnostics).toList();
    }

    /** What an account is busy with. */
    AccountDiagnostics diagnostics(Account account) {
        HelixAccount helix = account.helix();
        Optional<Dispatcher> dispatcher = account.dispatcher();
        return new AccountDiagnostics(
                helix.login(),
                account.activity().now(),
                dispatcher.map(Dispatcher::queues).orElse(Map.of()),
                helix.budget().remaining(timers.nanos()),
                helix.calls().breaker(),
                helix.colors().breaker(),
                helix.tokens().expiry(),
                dispatcher.map(Dispatcher::statuses).orElse(Map.of()),
                dispatcher.map(Dispatcher::figures).orElse(Map.of()),
                dispatcher.map(Dispatcher::health).orElse(List.of()));
    }

    /** Whether everything is stored that is to be. */
    boolean storeWorks() {
        return meters.storeWorks();
    }

    Accounts accounts() {
        return accounts;
    }

    BehaviourRegistry behaviours() {
        return behaviours;
    }

    void stop() {
        accounts.reconfigure(List.of());
        List<String> hanging = watchdog.unfinished();
        if (!hanging.isEmpty()) {
            log.warn("{} calls of plugins have not ended: {}", hanging.size(), hanging);
        }
        watchdog.close();
        if (!events.close(EVENTS_DRAIN).isEmpty()) {
            log.warn("A listener did not end in time");
        }
        clock.close();
        channels.close();
        http.close();
        threads.shutdownNow();
        state.close();
        store.close();
    }
}
