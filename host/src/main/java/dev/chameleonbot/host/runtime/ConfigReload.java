package dev.chameleonbot.host.runtime;

import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.host.config.ConfigProblem;
import dev.chameleonbot.host.config.ConfigReader;
import dev.chameleonbot.host.config.ConfigReport;
import dev.chameleonbot.host.config.ConfigWatch;
import dev.chameleonbot.host.config.HostConfig;
import dev.chameleonbot.host.config.OperationException;
import dev.chameleonbot.host.config.UnreadableConfigException;
import dev.chameleonbot.host.plugins.operations.PluginsBusyException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a running host's configuration again and applies it to the accounts that it concerns. One that cannot be used
 * changes nothing; an account that is misconfigured goes on with what it had, or is left out. All problems are reported.
 *
 * <p>Concurrency: any thread may have it read again. One that was read is applied before the next one is read, so that an
 * older one never replaces a newer one.
 */
public final class ConfigReload {
    private static final Logger log = LoggerFactory.getLogger(ConfigReload.class);

    private final Source source;
    private final Runnable forget;
    private final Strictness strictness;
    private final BotHost host;
    private final Semaphore turn = new Semaphore(1);

    /** What came of it. */
    public sealed interface Outcome {
        /**
         * The configuration is in use, but for accounts that are misconfigured.
         *
         * @param changes which accounts it concerned
         * @param misconfigured a line for each account that cannot be run as it is configured
         */
        record Applied(AccountChanges changes, Collection<String> warnings, Collection<String> misconfigured)
                implements Outcome {}

        /** The configuration cannot be used, the one before goes on. */
        record Refused(Collection<String> problems) implements Outcome {}

        /** Plugins come or go just now; the configuration before goes on, and this one can be tried again. */
        record Busy(String reason) implements Outcome {}
    }

    /**
     * Prepares reloads.
     *
     * @param file the configuration, and who sees it change
     * @param strictness what becomes of one in which something is wrong
     */
    public ConfigReload(ConfigWatch file, ConfigReader reader, Strictness strictness, BotHost host) {
        this(() -> file.read(reader), file::forget, strictness, host);
    }

    /** The same with another source, and what to do if nothing comes of what was read. */
    ConfigReload(Source source, Runnable forget, Strictness strictness, BotHost host) {
        this.source = source;
        this.forget = forget;
        this.strictness = strictness;
        this.host = host;
    }

    /** Where the configuration comes from. */
    @FunctionalInterface
    interface Source {
        /** Reads it as it is now. */
        ConfigReport read() throws UnreadableConfigException;
    }

    /**
     * Reads and applies it, and logs the outcome unless plugins come or go just now. Blocks until accounts that have to end
     * have ended, and while another one is read and applied.
     */
    public Outcome run() {
        Outcome outcome = applyInTurn();
        switch (outcome) {
            case Outcome.Applied(
                    AccountChanges changes,
                    Collection<String> warnings,
                    Collection<String> misconfigured) -> {
                warnings.forEach(warning -> log.warn("{}", warning));
                misconfigured.forEach(account -> log.error("{}", account));
                log.info("The configuration was read again: {}", described(changes));
            }
            case Outcome.Refused(Collection<String> problems) -> {
                problems.forEach(problem -> log.error("{}", problem));
                log.error("The changed configuration cannot be used; the previous one stays in effect");
            }
            case Outcome.Busy(String reason) -> log.debug("The configuration is not applied yet: {}", reason);
        }
        return outcome;
    }

    private Outcome applyInTurn() {
        turn.acquireUninterruptibly();
        try {
            Outcome outcome = apply();
            if (outcome instanceof Outcome.Busy) {
                forget.run();
            }
            return outcome;
        } finally {
            turn.release();
        }
    }

    private Outcome apply() {
        try {
            ConfigReport report = strictness.of(source.read());
            if (report.config().isEmpty()) {
                return new Outcome.Refused(report.with(host.check(report.plugins())).errors().stream()
                        .map(ConfigProblem::toString)
                        .toList());
            }
            HostConfig config = report.config().get();
            List<String> warnings = new ArrayList<>(
                    report.warnings().stream().map(ConfigProblem::toString).toList());
            AccountChanges changes = host.reconfigure(config, warnings);
            return new Outcome.Applied(changes, warnings, host.misconfigured());
        } catch (PluginsBusyException e) {
            return new Outcome.Busy(e.getMessage());
        } catch (OperationException e) {
            return new Outcome.Refused(List.of(String.valueOf(e.getMessage())));
        } catch (UnusableConfigException e) {
            return new Outcome.Refused(e.problems());
        }
    }

    private static String described(AccountChanges changes) {
        if (changes.isEmpty()) {
            return "no account is concerned";
        }
        List<String> parts = new ArrayList<>();
        add(parts, "new", changes.added());
        add(parts, "gone", changes.removed());
        add(parts, "restarted", changes.restarted());
        add(parts, "with other channels", changes.rejoined());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String what, Collection<String> accounts) {
        if (!accounts.isEmpty()) {
            parts.add(what + " " + String.join(" ", accounts.stream().sorted().toList()));
        }
    }
}
