package dev.chameleonbot.engine;

import com.github.twitch4j.helix.TwitchHelix;
import dev.chameleonbot.engine.account.AccountSupervisor;
import dev.chameleonbot.engine.account.AccountSurroundings;
import dev.chameleonbot.engine.account.AccountSwitches;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.auth.TokenBook;
import dev.chameleonbot.engine.dispatch.BehaviourRoster;
import dev.chameleonbot.engine.dispatch.PluginSwitches;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.guard.Guards;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.OutageLog;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.engine.state.MemoryBook;
import dev.chameleonbot.engine.state.SeenLedger;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.engine.state.SteadfastStateStore;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that exists between an engine's start and its stop, in the order of its making. */
final class RunningEngine {
    private static final Logger log = LoggerFactory.getLogger(RunningEngine.class);
    private static final Duration STOP_SLACK = Duration.ofMillis(500);
    /** How many accounts may be at a request of their start, and as many again on their way to a welcome. */
    private static final int STARTS_AT_A_TIME = 64;

    private static final Duration MEMORY_FLUSH = Duration.ofSeconds(1);

    private static final Duration EVENTS_DRAIN = Duration.ofSeconds(1);

    private final EventBus events;
    private final EngineMeters meters = new EngineMeters();
    private final RandomGenerator random;
    private final StateDirectory state;
    private final StateStore store;
    private final MemoryBook memories;
    private final SeenLedger seen;
    private final SystemTimers clock = new SystemTimers();
    private final Timers timers;
    private final Guards guards;
    private final HttpClients http;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("chameleon-engine-", 0).factory());
    private final ChannelDirectory channels;
    private final AccountSurroundings surroundings;
    private final SerialExecutor changes = new SerialExecutor(threads, thrown -> log.error("A change failed", thrown));
    private volatile List<AccountSupervisor> supervisors = List.of();
    /** How the accounts stand that do not run as the operator has disabled them, by login. */
    private volatile Map<String, AccountStatus> disabled = Map.of();
    /** All that is configured, in its order; set by the serial executor {@code changes} alone. */
    private volatile List<AccountConfig> configured = List.of();
    /** What {@code supervisors} run, in the same order; of the serial executor {@code changes} alone. */
    private List<AccountConfig> configs = List.of();

    RunningEngine(
            Engine.Builder settings, ForwardProxy proxy, EventBus events, AccountFeeds feeds, HostPlatform platform) {
        this.events = events;
        this.random = settings.random;
        this.timers = settings.pace.apply(clock);
        this.http = new HttpClients(proxy);
        this.guards = new Guards(settings.limits);
        try {
            state = StateDirectory.open(Objects.requireNonNull(settings.stateDirectory, "stateDirectory"));
            store = openStore(state);
        } catch (StateException e) {
            guards.close();
            clock.close();
            http.close();
            threads.shutdownNow();
            throw new EngineStartException(e.getMessage(), e);
        }
        memories = new MemoryBook(store, timers);
        seen = new SeenLedger(store, timers);
        HelixCalls helix = new HelixCalls(http.requests(), settings.endpoints.helix(), timers);
        channels = new ChannelDirectory(helix, store);
        surroundings = surroundings(settings, helix, feeds, platform);
        timers.after(MEMORY_FLUSH, this::flushMemories);
    }

    private StateStore openStore(StateDirectory directory) {
        try {
            TokenCipher cipher = directory.cipher(Optional.ofNullable(System.getenv("CHAMELEON_KEY")));
            return SteadfastStateStore.open(
                    directory, cipher, timers, random, new PublishedStateTrouble(events, timers, meters));
        } catch (StateException e) {
            directory.close();
            throw e;
        }
    }

    private AccountSurroundings surroundings(
            Engine.Builder settings, HelixCalls helix, AccountFeeds feeds, HostPlatform platform) {
        Retries retries = new Retries(Backoff.STANDARD, random, timers);
        TwitchHealth health = TwitchHealth.unknown(timers, random);
        var unused = platform.publish(TwitchHelix.class, helix.helix());
        return new AccountSurroundings(
                settings.endpoints,
                http.requests(),
                new OAuthClient(http.requests(), http.tokens(), settings.endpoints.auth()),
                new TokenBook(),
                helix,
                channels,
                new EventSubSession.Shared(
                        http.sockets(),
                        settings.endpoints.eventSub(),
                        health,
                        new Semaphore(STARTS_AT_A_TIME),
                        helix,
                        retries,
                        new LogLimit(timers),
                        timers,
                        random,
                        meters),
                store,
                memories,
                seen,
                new BehaviourRoster(
                        settings.behaviours, new PluginSwitches(login -> memories.open(login, PluginSwitches.PAGE))),
                guards,
                platform,
                events,
                feeds,
                meters,
                health,
                new OutageLog(timers),
                new LogLimit(timers),
                new Semaphore(STARTS_AT_A_TIME),
                retries,
                timers,
                random,
                threads);
    }

    /** A flush that fails is logged by the timers; the next one comes all the same. */
    private void flushMemories() {
        try {
            memories.flush();
        } finally {
            timers.after(MEMORY_FLUSH, this::flushMemories);
        }
    }

    /** What was counted and measured until now. */
    EngineMetrics metrics() {
        Map<String, Long> waiting = new HashMap<>();
        Map<String, Map<PluginHealth.State, Long>> sessions = new HashMap<>();
        List<EngineMetrics.OfAccount> accounts = new ArrayList<>();
        for (AccountSupervisor supervisor : supervisors) {
            Map<String, Integer> queues = supervisor.queues();
            queues.forEach((pluginId, size) -> waiting.merge(pluginId, (long) size, Long::sum));
            supervisor
                    .plugins()
                    .forEach(health -> sessions.computeIfAbsent(
                                    health.pluginId(), id -> new EnumMap<>(PluginHealth.State.class))
                            .merge(health.state(), 1L, Long::sum));
            accounts.add(supervisor.metrics(
                    queues.values().stream().mapToLong(Integer::longValue).sum()));
        }
        SortedMap<String, EngineMetrics.OfPlugin> plugins = new TreeMap<>();
        guards.meters()
                .forEach((pluginId, meter) -> plugins.put(
                        pluginId,
                        meter.now()
                                .standing(
                                        waiting.getOrDefault(pluginId, 0L),
                                        sessions.getOrDefault(pluginId, Map.of()))));
        return meters.now(plugins, events.deadLetters().total(), accounts);
    }

    /** Whether everything is stored that is to be. */
    boolean storeWorks() {
        return meters.storeWorks();
    }

    List<AccountSupervisor> supervisors() {
        return supervisors;
    }

    /** How all accounts stand, in the order of the configuration. */
    List<AccountStatus> statuses() {
        Map<String, AccountStatus> all = new HashMap<>(disabled);
        supervisors.forEach(supervisor -> all.put(supervisor.status().login(), supervisor.status()));
        return configured.stream()
                .map(account -> all.get(account.login()))
                .filter(Objects::nonNull)
                .toList();
    }

    BehaviourRoster roster() {
        return surroundings.roster();
    }

    /** Runs these accounts and no others from now on; touches only those that differ. Blocks until that is done. */
    AccountChanges run(List<AccountConfig> accounts, Duration stopDeadline) {
        return inTurn(() -> apply(accounts, stopDeadline));
    }

    /** Does something while no other change is under way. Blocks until that is done. */
    private <T> T inTurn(Supplier<T> change) {
        CompletableFuture<T> done = new CompletableFuture<>();
        changes.execute(() -> {
            try {
                done.complete(change.get());
            } catch (RuntimeException | Error e) {
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private AccountChanges apply(List<AccountConfig> accounts, Duration stopDeadline) {
        Map<String, AccountStatus> off = new HashMap<>();
        Set<String> running = configs.stream().map(AccountConfig::login).collect(Collectors.toSet());
        for (AccountConfig account : accounts) {
            // One that runs is enabled.
            if (!running.contains(account.login())) {
                disabledSince(account.login())
                        .ifPresent(since -> off.put(
                                account.login(),
                                AccountStatus.initial(
                                        account.login(),
                                        AccountState.STOPPED,
                                        since,
                                        account.channels().size())));
            }
        }
        configured = List.copyOf(accounts);
        disabled = Map.copyOf(off);
        return change(
                accounts.stream()
                        .filter(account -> !off.containsKey(account.login()))
                        .toList(),
                stopDeadline);
    }

    /** Since when an account is disabled. One whose switch cannot be read is tried: its start says what is wrong. */
    private Optional<Instant> disabledSince(String login) {
        try {
            return AccountSwitches.disabledSince(store, login);
        } catch (StateException e) {
            log.debug("Whether {} is disabled cannot be read", login, e);
            return Optional.empty();
        }
    }

    /** Since when the operator has disabled an account. */
    Optional<Instant> disabled(String login) {
        AccountStatus off = disabled.get(login);
        return off == null ? Optional.empty() : Optional.of(off.since());
    }

    /** Turns an account on or off, for good. Blocks until it has begun to start or has ended. */
    void turn(String login, boolean on, Duration stopDeadline) {
        inTurn(() -> {
            if (disabled.containsKey(login) != on) {
                return configured; // It is so already.
            }
            if (on) {
                store.saveMemory(List.of(AccountSwitches.on(login)));
            } else {
                turnOff(login, stopDeadline);
            }
            var unused = apply(configured, stopDeadline);
            return configured;
        });
    }

    private void turnOff(String login, Duration stopDeadline) {
        List<AccountConfig> before = configs;
        // It ends first: what it stores last would be stored over this.
        var unused = change(
                before.stream()
                        .filter(account -> !account.login().equals(login))
                        .toList(),
                stopDeadline);
        try {
            store.saveMemory(List.of(AccountSwitches.off(login, timers.instant())));
        } catch (RuntimeException e) {
            var unusedToo = change(before, stopDeadline); // It is not disabled, so it has to run.
            throw e;
        }
    }

    /** What is stored of tokens. */
    Optional<StoredTokens> tokens(String login) {
        return store.tokens(login);
    }

    /** Stores the tokens of an account; one that runs begins anew with them. Blocks until the one before has ended. */
    void keep(AuthorizedAccount account, Duration stopDeadline) {
        inTurn(() -> {
            // While it runs it has tokens of its own in use, and may store those of a refresh over these.
            List<AccountConfig> others = configs.stream()
                    .filter(one -> !one.login().equals(account.login()))
                    .toList();
            try {
                var unused = change(others, stopDeadline);
                store.saveTokens(account.login(), StoredAccounts.stored(account));
                return configured;
            } finally {
                var unused = apply(configured, stopDeadline);
            }
        });
    }

    /** Stores tokens of which Twitch has not told anything, of an account that is still to run. */
    void keep(String login, ConfiguredTokens tokens, Instant expiresAt) {
        store.saveTokens(login, StoredAccounts.stored(tokens, expiresAt));
    }

    /** Deletes what is stored of an account that is not configured. */
    void forget(String login) {
        inTurn(() -> {
            if (configured.stream().anyMatch(account -> account.login().equals(login))) {
                throw new IllegalStateException(login + " is still configured");
            }
            store.forget(login);
            return configured;
        });
    }

    private AccountChanges change(List<AccountConfig> wanted, Duration stopDeadline) {
        AccountChanges difference = AccountChanges.between(configs, wanted);
        Map<String, AccountSupervisor> running = new HashMap<>();
        supervisors.forEach(supervisor -> running.put(supervisor.status().login(), supervisor));
        List<AccountSupervisor> ending = Stream.concat(difference.removed().stream(), difference.restarted().stream())
                .map(running::remove)
                .map(Objects::requireNonNull)
                .toList();
        stopAll(ending, stopDeadline);
        List<AccountSupervisor> fresh = new ArrayList<>();
        List<AccountSupervisor> all = new ArrayList<>();
        for (AccountConfig account : wanted) {
            AccountSupervisor supervisor = running.get(account.login());
            if (supervisor == null) {
                supervisor = new AccountSupervisor(account, surroundings);
                fresh.add(supervisor);
            } else if (difference.rejoined().contains(account.login())) {
                supervisor.listenTo(account);
            }
            all.add(supervisor);
        }
        configs = List.copyOf(wanted);
        supervisors = List.copyOf(all);
        fresh.forEach(AccountSupervisor::start);
        return difference;
    }

    void stop(Duration deadline) {
        run(List.of(), deadline);
        List<String> hanging = guards.unfinished();
        if (!hanging.isEmpty()) {
            log.warn("{} calls of plugins have not ended: {}", hanging.size(), hanging);
        }
        guards.close();
        if (!events.close(EVENTS_DRAIN).isEmpty()) {
            log.warn("A listener did not end in time");
        }
        clock.close();
        memories.flush();
        seen.flush();
        channels.close();
        http.close();
        threads.shutdownNow();
        store.close();
        state.close();
    }

    /** Ends accounts side by side, and names what did not end. */
    private void stopAll(List<AccountSupervisor> ending, Duration deadline) {
        // Each of them keeps to the deadline itself; what does not even do that is named.
        long end = System.nanoTime() + deadline.plus(STOP_SLACK).toNanos();
        List<Future<List<String>>> stops = ending.stream()
                .map(supervisor -> threads.submit(() -> supervisor.stop(deadline)))
                .toList();
        List<String> left = new ArrayList<>();
        for (int i = 0; i < stops.size(); i++) {
            left.addAll(ended(ending.get(i), stops.get(i), end));
        }
        if (!left.isEmpty()) {
            log.warn(
                    "{} did not end in time: {}",
                    left.size(),
                    left.stream().limit(20).toList());
        }
    }

    private static List<String> ended(AccountSupervisor supervisor, Future<List<String>> stop, long end) {
        try {
            return stop.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(supervisor.status().login());
        } catch (ExecutionException e) {
            log.error("{} could not be stopped", supervisor.status().login(), e.getCause());
            return List.of(supervisor.status().login());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of(supervisor.status().login());
        }
    }
}
