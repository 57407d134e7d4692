package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.dispatch.Switches;
import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.engine.state.StateCache;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of an engine: those that are configured, those of them that run, and those that the operator has disabled.
 *
 * <p>Concurrency: changes are made one at a time, as tasks of {@code changes}, which may block; a caller waits
 * for its end. The rest reads immutable snapshots.
 */
public final class Accounts {
    private static final Logger log = LoggerFactory.getLogger(Accounts.class);
    /** An account keeps to the deadline itself; what does not even do that is named after this time. */
    private static final Duration STOP_SLACK = Duration.ofMillis(500);

    private static final int MOST_NAMED = 20;

    private final AccountContext context;
    private final StateCache state;
    private final ExecutorService threads;
    private final Duration stopTime;
    private final SerialExecutor changes;
    private volatile List<Account> running = List.of();
    /** How the accounts stand that do not run as the operator has disabled them, by login. */
    private volatile Map<String, AccountStatus> disabled = Map.of();
    /** All that is configured, in its order; set by {@code changes} alone. */
    private volatile List<AccountConfig> configured = List.of();
    /** What {@code running} was made of, in the same order; of {@code changes} alone. */
    private List<AccountConfig> configs = List.of();

    /**
     * Begins without accounts.
     *
     * @param state where it is kept which are disabled, and what tokens they have
     * @param threads where changes are made
     * @param stopTime how long the stop of an account may take
     */
    public Accounts(AccountContext context, StateCache state, ExecutorService threads, Duration stopTime) {
        this.context = context;
        this.state = state;
        this.threads = threads;
        this.stopTime = stopTime;
        this.changes = new SerialExecutor(threads, thrown -> log.error("A change failed", thrown));
    }

    /**
     * Refuses accounts of one name.
     *
     * @throws IllegalArgumentException if two have the same name
     */
    public static void requireDistinct(List<AccountConfig> accounts) {
        Set<String> logins = new HashSet<>();
        for (AccountConfig account : accounts) {
            if (!logins.add(account.login())) {
                throw new IllegalArgumentException("There are two accounts '" + account.login() + "'");
            }
        }
    }

    /** Those that run, in the order of the configuration. */
    public List<Account> running() {
        return running;
    }

    /** One that runs. */
    public Optional<Account> running(String login) {
        return running.stream()
                .filter(one -> one.status().login().equals(login))
                .findAny();
    }

    /** How all that are configured stand, in the order of the configuration. */
    public List<AccountStatus> statuses() {
        Map<String, AccountStatus> all = new HashMap<>(disabled);
        running.forEach(account -> all.put(account.status().login(), account.status()));
        return configured.stream()
                .map(account -> all.get(account.login()))
                .filter(Objects::nonNull)
                .toList();
    }

    /**
     * Since when the operator has disabled an account.
     *
     * @return since when; empty if it is enabled, or not configured
     */
    public Optional<Instant> disabledSince(String login) {
        return Optional.ofNullable(disabled.get(login)).map(AccountStatus::since);
    }

    /** Runs these accounts and no others from now on; touches only those that differ. Blocks until that is done. */
    public AccountChanges reconfigure(List<AccountConfig> accounts) {
        requireDistinct(accounts);
        return inTurn(() -> apply(accounts));
    }

    /** Does something while no other change is in progress. Blocks until that is done. */
    private <T> T inTurn(Supplier<T> change) {
        try {
            return CompletableFuture.supplyAsync(change, changes).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private AccountChanges apply(List<AccountConfig> accounts) {
        Map<String, AccountStatus> off = new HashMap<>();
        Set<String> known = configs.stream().map(AccountConfig::login).collect(Collectors.toSet());
        for (AccountConfig account : accounts) {
            if (!known.contains(account.login())) { // One that runs is enabled.
                storedSwitch(account.login()).ifPresent(since -> off.put(account.login(), stopped(account, since)));
            }
        }
        configured = List.copyOf(accounts);
        disabled = Map.copyOf(off);
        return run(accounts.stream()
                .filter(account -> !off.containsKey(account.login()))
                .toList());
    }

    private static AccountStatus stopped(AccountConfig account, Instant since) {
        return AccountStatus.initial(
                account.login(), AccountState.STOPPED, since, account.channels().size());
    }

    /** Since when an account is disabled. One whose switch cannot be read is tried: its start says what is wrong. */
    private Optional<Instant> storedSwitch(String login) {
        try {
            return Switches.disabledSince(login, state.memory(login, Switches.PAGE));
        } catch (StateException e) {
            log.debug("Whether {} is disabled cannot be read", login, e);
            return Optional.empty();
        }
    }

    /** Makes the accounts that run differ from those before as little as possible. */
    private AccountChanges run(List<AccountConfig> wanted) {
        AccountChanges difference = AccountChanges.between(configs, wanted);
        Map<String, Account> kept = new HashMap<>();
        running.forEach(account -> kept.put(account.status().login(), account));
        stopAll(Stream.concat(difference.removed().stream(), difference.restarted().stream())
                .map(kept::remove)
                .map(Objects::requireNonNull)
                .toList());
        List<Account> fresh = new ArrayList<>();
        List<Account> all = new ArrayList<>();
        for (AccountConfig config : wanted) {
            Account account = kept.get(config.login());
            if (account == null) {
                account = new Account(config, context);
                fresh.add(account);
            } else if (difference.rejoined().contains(config.login())) {
                account.listenTo(config);
            }
            all.add(account);
        }
        configs = List.copyOf(wanted);
        running = List.copyOf(all);
        fresh.forEach(Account::start);
        return difference;
    }

    private AccountChanges runWithout(String login) {
        return run(configs.stream()
                .filter(account -> !account.login().equals(login))
                .toList());
    }

    /** Enables an account, also after a restart; does nothing if it is enabled. Blocks until it has begun to start. */
    public void enable(String login) {
        inTurn(() -> {
            if (disabled.containsKey(login)) {
                state.save(Switches.enabled(login));
            }
            return apply(configured);
        });
    }

    /** Disables an account, also after a restart; does nothing if it is disabled. Blocks until it has ended. */
    public void disable(String login) {
        inTurn(() -> {
            if (!disabled.containsKey(login)) {
                List<AccountConfig> before = configs;
                var unused = runWithout(login); // It ends first: what it stores last would be stored over this.
                try {
                    state.save(Switches.disabled(login, context.timers().instant()));
                } catch (RuntimeException e) {
                    unused = run(before); // It is not disabled, so it has to run.
                    throw e;
                }
                unused = apply(configured);
            }
            return configured;
        });
    }

    /**
     * Stores the tokens of an account that somebody has just agreed to; a running one restarts with them. Blocks until
     * the one before has ended.
     */
    public void begin(AuthorizedAccount account) {
        inTurn(() -> {
            try {
                // While it runs it has tokens of its own in use, and may store those of a refresh over these.
                var unused = runWithout(account.login());
                state.save(account.login(), AccountTokens.unproved(account));
                return configured;
            } finally {
                var unused = apply(configured);
            }
        });
    }

    /** Stores the tokens of an account that is still to run. */
    public void keep(String login, ConfiguredTokens tokens, Instant expiresAt) {
        state.save(login, AccountTokens.unproved(tokens, expiresAt));
    }

    /** What is stored of an account's tokens. */
    public Optional<StoredTokens> tokens(String login) {
        return state.tokens(login);
    }

    /**
     * Deletes what is stored of an account.
     *
     * @throws IllegalStateException if it is configured
     */
    public void forget(String login) {
        inTurn(() -> {
            if (configured.stream().anyMatch(account -> account.login().equals(login))) {
                throw new IllegalStateException(login + " is still configured");
            }
            state.forget(login);
            return configured;
        });
    }

    /** Ends accounts side by side, and names what did not end. */
    private void stopAll(List<Account> ending) {
        List<CompletableFuture<List<String>>> stops =
                ending.stream().map(this::stop).toList();
        List<String> left = stops.stream().flatMap(stop -> stop.join().stream()).toList();
        if (!left.isEmpty()) {
            log.warn(
                    "{} did not end in time: {}",
                    left.size(),
                    left.stream().limit(MOST_NAMED).toList());
        }
    }

    private CompletableFuture<List<String>> stop(Account account) {
        String login = account.status().login();
        return CompletableFuture.supplyAsync(() -> account.stop(stopTime), threads)
                .completeOnTimeout(List.of(login), stopTime.plus(STOP_SLACK).toNanos(), TimeUnit.NANOSECONDS)
                .exceptionally(failure -> {
                    log.error("{} could not be stopped", login, failure.getCause());
                    return List.of(login);
                });
    }
}
