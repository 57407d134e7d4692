package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.plugin.api.Memory;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which plugins do not run for which accounts. It is kept where behaviours' memories are, on a page that no plugin has.
 *
 * <p>Thread-safe, as memories are.
 */
public final class PluginSwitches {
    private static final Logger log = LoggerFactory.getLogger(PluginSwitches.class);

    /** Whose page it is: no plugin has such an id. */
    public static final String PAGE = ":engine";

    private static final String OFF = "off.";

    private final Function<String, Memory> pages;

    /**
     * Reads and writes through memories.
     *
     * @param pages opens the page of an account, by its login; may block where it is read for the first time
     */
    public PluginSwitches(Function<String, Memory> pages) {
        this.pages = pages;
    }

    /** Reads an account's page, so that nobody waits for the disk later. */
    void read(String login) {
        var unused = pages.apply(login);
    }

    /** Since when a plugin does not run for an account; empty if it does. */
    Optional<Instant> offSince(String login, String pluginId) {
        return pages.apply(login).get(OFF + pluginId).map(PluginSwitches::since);
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
}
