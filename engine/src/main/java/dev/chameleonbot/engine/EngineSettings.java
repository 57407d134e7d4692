package dev.chameleonbot.engine;

import dev.chameleonbot.engine.dispatch.DeployedBehaviour;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.SystemTimers;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an engine starts with.
 *
 * @param accounts the accounts to run
 * @param behaviours the behaviours to run for them
 * @param endpoints where Twitch is
 * @param proxy looks, at the start, which proxy requests go through
 * @param store opens what keeps learned state
 * @param stopTime how long a stop may take
 * @param limits how long behaviours' calls may take
 * @param system the real clock, which ends with the engine
 * @param timers the clock of the engine: the real one, or in tests another
 */
record EngineSettings(
        List<AccountConfig> accounts,
        List<DeployedBehaviour> behaviours,
        TwitchEndpoints endpoints,
        Supplier<ForwardProxy> proxy,
        StoreOpener store,
        Duration stopTime,
        GuardLimits limits,
        SystemTimers system,
        Timers timers) {
    /** Opens the store of an engine. */
    @FunctionalInterface
    interface StoreOpener {
        /**
         * Opens it. Blocks.
         *
         * @param clock the engine's clock
         * @param trouble gets what was found damaged
         * @throws dev.chameleonbot.engine.spi.StateException if it cannot be used
         */
        StateStore open(InstantSource clock, Consumer<? super EngineEvent> trouble);
    }

    EngineSettings {
        accounts = List.copyOf(accounts);
        behaviours = List.copyOf(behaviours);
    }
}
