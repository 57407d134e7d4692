package dev.chameleonbot.host.control;

import dev.chameleonbot.host.accounts.AccountOperations;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.runtime.BotHost;
import dev.chameleonbot.host.runtime.ConfigReload;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be done with a running host, through any of its interfaces. Any thread may call it. */
public final class HostOperations {
    private static final Logger log = LoggerFactory.getLogger(HostOperations.class);

    private final BotHost host;
    private final ConfigReload reload;
    private final AccountOperations accounts;
    private final InstantSource clock;
    private final Runnable stop;
    private final Instant started;

    /**
     * The operations of a host.
     *
     * @param clock the wall clock
     * @param stop asks the host to end, and does not wait for that
     */
    public HostOperations(
            BotHost host, ConfigReload reload, AccountOperations accounts, InstantSource clock, Runnable stop) {
        this.host = host;
        this.reload = reload;
        this.accounts = accounts;
        this.clock = clock;
        this.stop = stop;
        this.started = clock.instant();
    }

    public BotHost host() {
        return host;
    }

    /** What is done with accounts. */
    public AccountOperations accounts() {
        return accounts;
    }

    /** When the host was started. */
    public Instant started() {
        return started;
    }

    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Asks for a login of an account with a code; its status has the prompt soon after.
     *
     * @throws OperationException if there is no such account, or it does not run
     */
    public void logIn(String login) throws OperationException {
        String account = login.toLowerCase(Locale.ROOT);
        if (!host.engine().login(account)) {
            throw new OperationException(host.whyLeftOut(account)
                    .map(reason -> account + " does not run, because it is misconfigured: " + reason)
                    .orElse("There is no account '" + account + "' in the host's configuration"));
        }
    }

    /**
     * Reads the configuration again, and runs it.
     *
     * @throws OperationException if it cannot be used, or not now; then nothing has changed
     */
    public ConfigReload.Outcome.Applied reload() throws OperationException {
        return switch (reload.run()) {
            case ConfigReload.Outcome.Applied applied -> applied;
            case ConfigReload.Outcome.Refused(Collection<String> problems) ->
                throw new OperationException("Nothing was changed: " + String.join("; ", problems));
            case ConfigReload.Outcome.Busy(String reason) -> throw new OperationException(reason);
        };
    }

    /** Asks the host to end, and does not wait for that. */
    public void stop() {
        log.info("Somebody asks this host to stop");
        stop.run();
    }
}
