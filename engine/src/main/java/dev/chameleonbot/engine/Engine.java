package dev.chameleonbot.engine;

import com.github.twitch4j.helix.TwitchHelix;
import dev.chameleonbot.engine.account.AccountSupervisor;
import dev.chameleonbot.engine.account.AccountSurroundings;
import dev.chameleonbot.engine.auth.OAuthClient;
import dev.chameleonbot.engine.dispatch.BehaviourRoster;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.eventsub.OkHttpConnector;
import dev.chameleonbot.engine.helix.ChannelDirectory;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.spi.TokenCipher;
import dev.chameleonbot.engine.state.MemoryBook;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.engine.state.StateDirectory;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one bot for each account and hands its chat to the behaviours.
 *
 * <p>Build it, {@link #start()} it once, {@link #close()} it once. All methods may be called from any thread.
 */
public final class Engine implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);
    /** How many accounts may be at a request of their start, and as many again on their way to a welcome. */
    private static final int STARTS_AT_A_TIME = 64;

    private final Builder settings;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();
    private volatile List<AccountSupervisor> supervisors = List.of();

    private Engine(Builder settings) {
        this.settings = settings;
    }

    /** Starts to describe an engine. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Opens the state directory and begins to start the accounts; returns at once, without waiting for any of them.
     * An account that cannot start says so in its status and holds up no other.
     *
     * @throws EngineStartException if the state directory cannot be used; nothing is left running
     */
    public void start() {
        if (running.get() != null) {
            throw new IllegalStateException("The engine was started already");
        }
        Running fresh = new Running(settings);
        running.set(fresh);
        supervisors = fresh.supervisors;
        supervisors.forEach(AccountSupervisor::start);
    }

    /** How each account stands, in the order of the configuration; empty before the start. */
    public List<AccountStatus> accounts() {
        return supervisors.stream().map(AccountSupervisor::status).toList();
    }

    /**
     * Stops gracefully: takes in no more messages, finishes what is under way within a few seconds, stores what was
     * learned, and logs by name what did not end. Closing twice does nothing.
     */
    @Override
    public void close() {
        Running ended = running.getAndSet(null);
        if (ended != null) {
            ended.stop(settings.stopDeadline);
        }
    }

    /** Everything that exists between start and stop, in the order of its making. */
    private static final class Running {
        private static final Duration MEMORY_FLUSH = Duration.ofSeconds(1);

        private final StateDirectory state;
        private final StateStore store;
        private final MemoryBook memories;
        private final SystemTimers timers = new SystemTimers();
        private final HttpClients http = new HttpClients();
        private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("chameleon-engine-", 0).factory());
        private final ChannelDirectory channels;
        private final List<AccountSupervisor> supervisors;

        Running(Builder settings) {
            try {
                state = StateDirectory.open(Objects.requireNonNull(settings.stateDirectory, "stateDirectory"));
                store = openStore(state);
            } catch (StateException e) {
                timers.close();
                http.close();
                throw new EngineStartException(e.getMessage(), e);
            }
            memories = new MemoryBook(store, timers);
            HelixCalls helix = new HelixCalls(http.requests(), settings.endpoints.helix(), timers);
            channels = new ChannelDirectory(helix, store);
            AccountSurroundings surroundings = surroundings(settings, helix);
            supervisors = settings.accounts.stream()
                    .map(account -> new AccountSupervisor(account, surroundings))
                    .toList();
            timers.after(MEMORY_FLUSH, this::flushMemories);
        }

        private StateStore openStore(StateDirectory directory) {
            try {
                TokenCipher cipher = directory.cipher(Optional.ofNullable(System.getenv("CHAMELEON_KEY")));
                return SqliteStateStore.open(directory, cipher, timers);
            } catch (StateException e) {
                directory.close();
                throw e;
            }
        }

        private AccountSurroundings surroundings(Builder settings, HelixCalls helix) {
            // Not one object shared by 1,000 accounts, whose threads would contend for it.
            RandomGenerator random = () -> ThreadLocalRandom.current().nextLong();
            Retries retries = new Retries(Backoff.STANDARD, random, timers);
            Map<Class<?>, Object> services = new HashMap<>(settings.services);
            services.putIfAbsent(TwitchHelix.class, helix.helix());
            return new AccountSurroundings(
                    settings.endpoints,
                    http.requests(),
                    new OAuthClient(http.requests(), settings.endpoints.auth()),
                    helix,
                    channels,
                    new EventSubSession.Shared(
                            new OkHttpConnector(http.sockets()),
                            settings.endpoints.eventSub(),
                            new Semaphore(STARTS_AT_A_TIME),
                            helix,
                            retries,
                            timers,
                            random),
                    store,
                    memories,
                    new BehaviourRoster(settings.behaviours),
                    Map.copyOf(services),
                    List.copyOf(settings.listeners),
                    new Semaphore(STARTS_AT_A_TIME),
                    retries,
                    timers,
                    random,
                    threads);
        }

        private void flushMemories() {
            memories.flush();
            timers.after(MEMORY_FLUSH, this::flushMemories);
        }

        void stop(Duration deadline) {
            long end = System.nanoTime() + deadline.toNanos();
            List<Future<List<String>>> stops = supervisors.stream()
                    .map(supervisor -> threads.submit(() -> supervisor.stop(deadline)))
                    .toList();
            List<String> left = new ArrayList<>();
            for (int i = 0; i < stops.size(); i++) {
                left.addAll(ended(supervisors.get(i), stops.get(i), end));
            }
            timers.close();
            memories.flush();
            channels.close();
            http.close();
            threads.shutdownNow();
            store.close();
            state.close();
            if (!left.isEmpty()) {
                log.warn(
                        "{} threads did not end in time: {}",
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

    /** Collects what an engine needs; not thread-safe. */
    public static final class Builder {
        private final List<AccountConfig> accounts = new ArrayList<>();
        private final List<BehaviourRoster.Entry> behaviours = new ArrayList<>();
        private final List<StatusListener> listeners = new ArrayList<>();
        private final Map<Class<?>, Object> services = new HashMap<>();
        private TwitchEndpoints endpoints = TwitchEndpoints.TWITCH;
        private Duration stopDeadline = Duration.ofSeconds(4);
        private @Nullable Path stateDirectory;

        private Builder() {}

        /**
         * Sets where Twitch is found.
         *
         * @param where the endpoints; Twitch itself unless set
         * @return this
         */
        public Builder endpoints(TwitchEndpoints where) {
            this.endpoints = where;
            return this;
        }

        /**
         * Adds accounts.
         *
         * @param configs the accounts; names must differ
         * @return this
         */
        public Builder accounts(List<AccountConfig> configs) {
            this.accounts.addAll(configs);
            return this;
        }

        /**
         * Adds a behaviour, for all accounts.
         *
         * @param pluginId the plugin it comes from, in logs and in the state store
         * @param behaviour the behaviour
         * @return this
         */
        public Builder behaviour(String pluginId, ChatBehaviour behaviour) {
            behaviours.add(new BehaviourRoster.Entry(pluginId, behaviour, behaviour.audience()));
            return this;
        }

        /**
         * Offers something to behaviours, who find it with {@code bot.service(type)}.
         *
         * @param type what they ask for
         * @param service what they get, usable by all accounts' threads at once
         * @param <S> its type
         * @return this
         */
        public <S> Builder service(Class<S> type, S service) {
            services.put(type, service);
            return this;
        }

        /**
         * Sets where learned state is kept. The directory is created if missing and locked to this engine.
         *
         * @param directory the directory
         * @return this
         */
        public Builder stateDirectory(Path directory) {
            this.stateDirectory = directory;
            return this;
        }

        /**
         * Adds somebody who is told of each change of an account's status.
         *
         * @param listener whom to tell
         * @return this
         */
        public Builder listener(StatusListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Sets how long a stop may take.
         *
         * @param deadline 4 seconds unless set
         * @return this
         */
        public Builder stopDeadline(Duration deadline) {
            this.stopDeadline = deadline;
            return this;
        }

        /**
         * The engine as described; it does nothing until started.
         *
         * @throws IllegalArgumentException if two accounts have one name
         */
        public Engine build() {
            Set<String> logins = new HashSet<>();
            for (AccountConfig account : accounts) {
                if (!logins.add(account.login())) {
                    throw new IllegalArgumentException("There are two accounts '" + account.login() + "'");
                }
            }
            return new Engine(this);
        }
    }
}
