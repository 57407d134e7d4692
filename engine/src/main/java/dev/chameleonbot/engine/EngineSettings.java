package dev.chameleonbot.engine;

import dev.chameleonbot.engine.dispatch.DeployedBehaviour;
import dev.chameleonbot.engine.guard.GuardLimits;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Timers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * What an engine starts with.
 *
 * @param accounts the accounts to run
 * @param behaviours the behaviours to run for them
 * @param endpoints where Twitch is
 * @param proxy looks, at the start, which proxy requests go through
 * @param stateDirectory where learned state is kept
 * @param stopTime how long a stop may take
 * @param limits how long behaviours' calls may take
 * @param pace comes between the clock and those who wait
 * @param random the source of jitter
 */
record EngineSettings(
        List<AccountConfig> accounts,
        List<DeployedBehaviour> behaviours,
        TwitchEndpoints endpoints,
        Supplier<ForwardProxy> proxy,
        Path stateDirectory,
        Duration stopTime,
        GuardLimits limits,
        UnaryOperator<Timers> pace,
        RandomGenerator random) {
    EngineSettings {
        accounts = List.copyOf(accounts);
        behaviours = List.copyOf(behaviours);
    }
}
