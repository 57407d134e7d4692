package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.dispatch.PluginSwitches;
import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which accounts do not run, as the operator wants it. It is kept on the page of an account on which {@link PluginSwitches}
 * keeps its own; read and written while the account does not run, so past all that is in memory.
 */
public final class AccountSwitches {
    private static final Logger log = LoggerFactory.getLogger(AccountSwitches.class);
    private static final String OFF = "off";

    private AccountSwitches() {}

    /**
     * Since when an account does not run. That this is damaged is logged; see {@link PluginSwitches#since}.
     *
     * @param page what is kept of the account on {@link PluginSwitches#PAGE}
     * @return since when; empty if it runs
     */
    public static Optional<Instant> disabledSince(String login, Map<String, MemoryValue> page) {
        Optional<Instant> since = disabledSince(page);
        if (since.filter(Instant.EPOCH::equals).isPresent()) {
            log.warn("{} is disabled, but what is stored of the time since when is damaged", login);
        }
        return since;
    }

    /**
     * The same by what is stored.
     *
     * @param page what is kept of the account on {@link PluginSwitches#PAGE}
     */
    public static Optional<Instant> disabledSince(Map<String, MemoryValue> page) {
        return Optional.ofNullable(page.get(OFF)).map(MemoryValue::value).map(PluginSwitches::since);
    }

    /**
     * What to store so that an account does not run.
     *
     * @param since since when, to the second
     */
    public static MemoryChange off(String login, Instant since) {
        return new MemoryChange(
                login,
                PluginSwitches.PAGE,
                OFF,
                new MemoryValue(since.truncatedTo(ChronoUnit.SECONDS).toString(), null));
    }

    /** What to store so that an account runs. */
    public static MemoryChange on(String login) {
        return new MemoryChange(login, PluginSwitches.PAGE, OFF, null);
    }
}
