package dev.chameleonbot.engine;

import dev.chameleonbot.engine.account.Accounts;
import dev.chameleonbot.engine.dispatch.DeployedBehaviour;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateStore;
import dev.chameleonbot.engine.state.SqliteStateStore;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Collects what an engine needs; not thread-safe. */
public final class EngineBuilder {
    private final List<AccountConfig> accounts = new ArrayList<>();
    private final List<DeployedBehaviour> behaviours = new ArrayList<>();
    /** Done before the start: who listens, and what is offered. */
    private final List<Consumer<Engine>> preparations = new ArrayList<>();

    private TwitchEndpoints endpoints = TwitchEndpoints.TWITCH;
    private Duration stopTime = Duration.ofSeconds(4);
    private GuardLimits limits = GuardLimits.STANDARD;
    private UnaryOperator<Timers> pace = UnaryOperator.identity();
    private Supplier<ForwardProxy> proxy = ForwardProxy::ofThisProcess;

    private EngineSettings.@Nullable StoreOpener store;

    EngineBuilder() {}

    /**
     * Sets where Twitch is found.
     *
     * @param where the endpoints; Twitch itself unless set
     * @return this
     */
    public EngineBuilder endpoints(TwitchEndpoints where) {
        this.endpoints = where;
        return this;
    }

    /**
     * Adds accounts.
     *
     * @param configs the accounts; names must differ
     * @return this
     */
    public EngineBuilder accounts(List<AccountConfig> configs) {
        this.accounts.addAll(configs);
        return this;
    }

    /**
     * Adds a behaviour, for all accounts.
     *
     * @param pluginId the plugin it comes from, in logs and in the state store
     * @param behaviour the behaviour
     * @return this
     * @throws IllegalArgumentException if it fails to say whose messages it wants or what it needs
     */
    public EngineBuilder behaviour(String pluginId, ChatBehaviour behaviour) {
        behaviours.add(DeployedBehaviour.of(pluginId, behaviour));
        return this;
    }

    /**
     * The same, for a behaviour that has been asked already.
     *
     * @param pluginId the plugin it comes from, in logs and in the state store
     * @param asked the behaviour
     * @return this
     */
    public EngineBuilder behaviour(String pluginId, AskedBehaviour asked) {
        behaviours.add(DeployedBehaviour.of(pluginId, asked));
        return this;
    }

    /**
     * Sets where learned state is kept: in an SQLite file in a directory, which is created if missing and locked to this
     * engine.
     *
     * @param directory the directory
     * @return this
     */
    public EngineBuilder stateDirectory(Path directory) {
        this.store = (clock, trouble) -> SqliteStateStore.open(directory, clock, trouble);
        return this;
    }

    /**
     * Sets where learned state is kept, in place of a state directory. The engine closes it when it stops.
     *
     * @param where the store, which passes the tests of {@code StateStoreContract}
     * @return this
     */
    public EngineBuilder store(StateStore where) {
        this.store = (clock, trouble) -> where;
        return this;
    }

    /**
     * Adds a listener for the engine's events, from the first one on.
     *
     * <p>A listener is called outside of every lock, for one event at a time, on a virtual thread of its own; it may
     * block, and holds up nobody but itself. Events that it is too slow for, and those that it throws on, are counted
     * and kept among the {@linkplain Engine#deadLetters() dead letters}.
     *
     * @param name what to call it in the log and among the dead letters
     * @param listener whom to tell
     * @return this
     */
    public EngineBuilder listener(String name, Consumer<? super EngineEvent> listener) {
        preparations.add(engine -> engine.subscribe(name, listener));
        return this;
    }

    /** Comes between the clock and those who wait, for tests that cannot wait that long. */
    EngineBuilder pace(UnaryOperator<Timers> other) {
        this.pace = other;
        return this;
    }

    /** Takes other limits of behaviours' calls, for tests that cannot wait that long. */
    EngineBuilder limits(GuardLimits of) {
        this.limits = of;
        return this;
    }

    /** Takes another proxy than that of this process, for tests. */
    EngineBuilder proxy(ForwardProxy other) {
        this.proxy = () -> other;
        return this;
    }

    /**
     * Sets how long a stop may take.
     *
     * @param deadline 4 seconds unless set
     * @return this
     */
    public EngineBuilder stopDeadline(Duration deadline) {
        this.stopTime = deadline;
        return this;
    }

    /**
     * The engine as described; it does nothing until started.
     *
     * @throws IllegalArgumentException if two accounts have one name
     * @throws IllegalStateException if there is neither a state directory nor a store
     */
    public Engine build() {
        Accounts.requireDistinct(accounts);
        EngineSettings.StoreOpener opener = store;
        if (opener == null) {
            throw new IllegalStateException("An engine needs a state directory, or a store");
        }
        SystemTimers system = new SystemTimers();
        Engine engine = new Engine(new EngineSettings(
                accounts, behaviours, endpoints, proxy, opener, stopTime, limits, system, pace.apply(system)));
        preparations.forEach(one -> one.accept(engine));
        return engine;
    }
}
