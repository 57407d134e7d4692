package dev.chameleonbot.host.metrics;

import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.host.process.ProgramVersion;
import dev.chameleonbot.host.runtime.BotHost;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is measured of a host, at one moment.
 *
 * @param engine what the engine has counted; empty after its stop
 * @param failedPlugins how many plugins should run and do not, or files cannot be used
 */
record HostFigures(
        String version,
        Optional<EngineMetrics> engine,
        List<AccountStatus> accounts,
        int failedPlugins,
        ProcessFigures process) {
    HostFigures {
        accounts = List.copyOf(accounts);
    }

    /** Those of a host, now. */
    static HostFigures of(BotHost host) {
        return new HostFigures(
                ProgramVersion.ofThisProgram(),
                host.engine().metrics(),
                host.accounts(),
                host.pluginFailures().size(),
                ProcessFigures.now());
    }
}
