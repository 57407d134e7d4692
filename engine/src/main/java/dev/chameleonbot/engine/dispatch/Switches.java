package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.spi.StateChange.MemoryChange;
import dev.chameleonbot.engine.spi.StateStore.MemoryValue;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the operator has disabled: accounts, and plugins for accounts. It is kept where behaviours' memories are, on a page
 * of the account that no plugin has. The switch of an account is read and written while it does not run, so past all that is
 * in memory.
 *
 * <p>Thread-safe, as memories are.
 */
public final class Switches {
    private static final Logger log = LoggerFactory.getLogger(Switches.class);

    /** Whose page it is: no plugin has such an id. */
    public static final String PAGE = ":engine";

    private static final String ACCOUNT_OFF = "off";
    private static final String OFF = "off.";

    private final Function<String, Memory> pages;

    /**
     * Reads and writes through memories.
     *
     * @param pages opens the page of an account, by its login; may block where it is read for the first time
     */
    public Switches(Function<String, Memory> pages) {
        this.pages = pages;
    }

    /** Reads an account's page, so that nobody waits for the disk later. */
    void read(String login) {
        var unused = pages.apply(login);
    }

    /** Since when a plugin does not run for an account; empty if it does. */
    Optional<Instant> offSince(String login, String pluginId) {
        return pages.apply(login).get(OFF + pluginId).map(Switches::since);
    }

    /**
     * Reads since when something does not run. Where that is damaged, it is off all the same, as the operator wanted it; no
     * more than the time is lost.
     *
     * @return since when; {@link Instant#EPOCH} if that is damaged
     */
    public static Instant since(String stored) {
        try {
            return Instant.parse(stored);
        } catch (DateTimeParseException e) {
            log.debug("'{}' is stored where the time belongs since when something is off", stored, e);
            return Instant.EPOCH;
        }
    }

    void turnOff(String login, String pluginId, Instant now) {
        pages.apply(login).put(OFF + pluginId, now.toString());
    }

    void turnOn(String login, String pluginId) {
        pages.apply(login).remove(OFF + pluginId);
    }

    /**
     * Since when an account does not run. That this is damaged is logged.
     *
     * @param page what is kept of the account on {@link #PAGE}
     * @return since when; empty if it runs
     */
    public static Optional<Instant> disabledSince(String login, Map<String, MemoryValue> page) {
        Optional<Instant> since = disabledSince(page);
        if (since.filter(Instant.EPOCH::equals).isPresent()) {
            log.warn("{} is disabled, but what is stored of the time since when is damaged", login);
        }
        return since;
    }

    /** The same by what is stored on an account's {@link #PAGE}. */
    public static Optional<Instant> disabledSince(Map<String, MemoryValue> page) {
        return Optional.ofNullable(page.get(ACCOUNT_OFF))
                .map(MemoryValue::value)
                .map(Switches::since);
    }

    /** What to store so that an account does not run, with the time to the second. */
    public static MemoryChange disabled(String login, Instant since) {
        String second = since.truncatedTo(ChronoUnit.SECONDS).toString();
        return new MemoryChange(login, PAGE, ACCOUNT_OFF, new MemoryValue(second, null));
    }

    /** What to store so that an account runs. */
    public static MemoryChange enabled(String login) {
        return new MemoryChange(login, PAGE, ACCOUNT_OFF, null);
    }
}
