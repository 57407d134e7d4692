package dev.chameleonbot.engine;

import dev.chameleonbot.engine.account.Account;
import dev.chameleonbot.engine.dispatch.DeployedBehaviour;
import dev.chameleonbot.engine.events.AccountFeeds;
import dev.chameleonbot.engine.events.EventBus;
import dev.chameleonbot.engine.http.ForwardProxy;
import dev.chameleonbot.engine.model.AccountChanges;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountFeedEvent;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Activity;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.AuthorizedAccount;
import dev.chameleonbot.engine.model.ConfiguredTokens;
import dev.chameleonbot.engine.model.DeadLetters;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.EngineStartException;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.spi.StateStore.StoredTokens;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.Registration;
import dev.chameleonbot.plugin.host.HostPlatform;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one bot for each account and hands its chat to the behaviours.
 *
 * <p>Build it, {@link #start()} it once, {@link #close()} it once. All methods may be called from any thread. Those that
 * change what runs or what is kept of accounts throw an {@link IllegalStateException} while the engine does not run.
 */
public final class Engine implements AccountRecords, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    private final Duration stopTime;
    /** Until the start; afterwards it would keep behaviours in memory whose plugins are gone. */
    private final AtomicReference<@Nullable EngineSettings> unstarted;

    private final EventBus events;
    private final AccountFeeds feeds = new AccountFeeds();
    private final HostPlatform platform;
    private final AtomicReference<@Nullable RunningEngine> running = new AtomicReference<>();

    Engine(EngineSettings settings) {
        this.stopTime = settings.stopTime();
        this.unstarted = new AtomicReference<>(settings);
        this.events = new EventBus(settings.timers());
        this.platform = new HostPlatform(settings.timers()::nanos);
    }

    /** Starts to describe an engine. */
    public static EngineBuilder builder() {
        return new EngineBuilder();
    }

    /**
     * Opens the state directory and begins to start the accounts; returns at once, without waiting for any of them.
     * An account that cannot start says so in its status and holds up no other.
     *
     * @throws EngineStartException if the state directory or the proxy cannot be used; nothing is left running
     */
    public void start() {
        EngineSettings settings = unstarted.getAndSet(null);
        if (settings == null) {
            throw new IllegalStateException("An engine is started once");
        }
        ForwardProxy proxy = settings.proxy().get();
        TwitchEndpoints twitch = settings.endpoints();
        proxy.requireUsable(List.of(twitch.eventSub(), twitch.helix(), twitch.auth()));
        proxy.description().ifPresent(told -> log.info("Requests and sockets go through {}", told));
        RunningEngine fresh = new RunningEngine(settings, proxy, events, feeds, platform);
        running.set(fresh);
        fresh.accounts().reconfigure(settings.accounts());
    }

    /** How each account stands, in the order of the configuration; empty before the start and after the stop. */
    public List<AccountStatus> accounts() {
        return now().map(engine -> engine.accounts().statuses()).orElse(List.of());
    }

    /**
     * Runs these accounts from now on instead of the ones before. Accounts that have not changed are not touched; one
     * whose channels alone have changed joins and leaves them; any other that has changed restarts. Blocks
     * until what has to end has ended, and does not wait for what starts.
     *
     * @param accounts the accounts; names must differ
     * @return what has changed
     * @throws IllegalArgumentException if two accounts have one name; then nothing has changed
     */
    public AccountChanges reconfigure(List<AccountConfig> accounts) {
        return started().accounts().reconfigure(accounts);
    }

    private RunningEngine started() {
        return now().orElseThrow(() -> new IllegalStateException("The engine does not run"));
    }

    /**
     * Asks for a login of an account with a code (OAuth's device code flow), in any state; returns at once.
     * Its status has the {@linkplain AccountStatus#prompt() prompt} soon after. A login that waits already goes on.
     *
     * @param account the account's login
     * @return whether there is such an account
     */
    public boolean login(String account) {
        Optional<Account> found = running(account);
        found.ifPresent(Account::login);
        return found.isPresent();
    }

    /**
     * Requests a colour for the operator, in addition to the behaviours: by the account's own writer, of whose requests the
     * latest wins. Returns at once.
     *
     * @param login the account
     * @param color the colour
     * @param whenDone gets the outcome once, on any thread, unless the account's work ends first; must not block
     * @return whether there is such an account at work; if not, nothing is reported
     */
    public boolean changeColor(String login, ChatColor color, Consumer<? super ColorResult> whenDone) {
        return running(login).map(found -> found.changeColor(color, whenDone)).orElse(false);
    }

    /**
     * Shows what an account writes and what becomes of its colours, from now on, also after a restart of the account, and
     * whether it is there already or not. While nobody watches, nothing is kept, and a message costs one look.
     *
     * <p>The viewer is called in the message's way: on the thread that reads the account's socket, on one that calls a
     * plugin, or on one that has read Twitch's answer; also on two at once. It must not block, and do no more than offer
     * the event to a bounded queue of its own. One that throws gets no more events, which is logged.
     *
     * @param login the account
     * @param viewer whom to show it to
     * @return ends it
     */
    public Registration watch(String login, Consumer<? super AccountFeedEvent> viewer) {
        return feeds.watch(login, viewer);
    }

    private Optional<Account> running(String login) {
        return now().flatMap(engine -> engine.accounts().running(login));
    }

    private Optional<RunningEngine> now() {
        return Optional.ofNullable(running.get());
    }

    @Override
    public void keep(AuthorizedAccount account) {
        started().accounts().begin(account);
    }

    @Override
    public void keep(String login, ConfiguredTokens tokens, Instant expiresAt) {
        started().accounts().keep(login, tokens, expiresAt);
    }

    @Override
    public Optional<StoredTokens> tokens(String login) {
        return started().accounts().tokens(login);
    }

    @Override
    public void forget(String login) {
        started().accounts().forget(login);
    }

    @Override
    public Optional<Instant> disabledSince(String login) {
        return started().accounts().disabledSince(login);
    }

    /**
     * {@inheritDoc} Blocks until it has ended.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    @Override
    public void disableAccount(String login) {
        requireAccount(login);
        started().accounts().disable(login);
    }

    /**
     * {@inheritDoc} Does not wait until it is live.
     *
     * @throws IllegalArgumentException if there is no such account
     */
    @Override
    public void enableAccount(String login) {
        requireAccount(login);
        started().accounts().enable(login);
    }

    /** What each account is busy with, in the order of the configuration; empty before the start and after the stop. */
    public List<AccountDiagnostics> diagnostics() {
        return now().map(RunningEngine::diagnostics).orElse(List.of());
    }

    /**
     * What one account is busy with.
     *
     * @param login the account
     * @return that; empty if there is no such account, or it is disabled
     */
    public Optional<AccountDiagnostics> diagnostics(String login) {
        return now().flatMap(engine -> engine.accounts().running(login).map(engine::diagnostics));
    }

    /**
     * What each account has done so far, by login, in the order of the configuration; without those that are disabled.
     * Cheap enough to be asked several times a second.
     */
    public SequencedMap<String, Activity> activities() {
        return now().map(RunningEngine::activities).orElseGet(LinkedHashMap::new);
    }

    /** Whether everything is stored that is to be; false before the start and after the stop. */
    public boolean storeWorks() {
        return now().map(RunningEngine::storeWorks).orElse(false);
    }

    /**
     * What was counted and measured since the start, over all accounts, and how it stands now. Worked out by this call, for
     * somebody who asks every few seconds.
     *
     * @return empty before the start and after the stop
     */
    public Optional<EngineMetrics> metrics() {
        return now().map(RunningEngine::metrics);
    }

    /**
     * Adds a listener at run time; see {@link EngineBuilder#listener}.
     *
     * @param name what to call it in the log and among the dead letters
     * @param listener gets each event from now on
     * @return ends it; the engine's end does so too
     */
    public Registration subscribe(String name, Consumer<? super EngineEvent> listener) {
        return events.subscribe(name, listener);
    }

    /**
     * Runs a plugin's behaviours from now on, for all accounts: in the place of those that the plugin had, matched by the
     * names of their classes, and next to those of other plugins, which do not notice. A message that waits for a session
     * which is replaced is handled by its successor; none is lost or handled twice. If a successor does not open for
     * some account, the ones before are put back. Blocks.
     *
     * @param pluginId the plugin
     * @param behaviours its behaviours
     * @throws DeployException if a session does not open, or a behaviour does not say whose messages it wants or what it needs; then
     *     everything is as it was
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void deploy(String pluginId, List<? extends ChatBehaviour> behaviours)
            throws DeployException, InterruptedException {
        List<DeployedBehaviour> asked;
        try {
            asked = behaviours.stream()
                    .map(one -> DeployedBehaviour.of(pluginId, one))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new DeployException(String.valueOf(e.getMessage()), e);
        }
        started().behaviours().deploy(pluginId, asked, stopTime);
    }

    /**
     * The same, for behaviours that have been asked already.
     *
     * @param pluginId the plugin
     * @param behaviours its behaviours
     * @throws DeployException if a session does not open; then everything is as it was
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void deploy(String pluginId, AskedBehaviour... behaviours) throws DeployException, InterruptedException {
        var deployed = Arrays.stream(behaviours)
                .map(one -> DeployedBehaviour.of(pluginId, one))
                .toList();
        started().behaviours().deploy(pluginId, deployed, stopTime);
    }

    /**
     * Ends the sessions of a plugin's behaviours and lets messages wait, until {@link #deploy} gives them successors or
     * {@link #undeploy} forgets them: for the time in which the plugin's classes are exchanged. Blocks.
     *
     * @param pluginId the plugin
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void suspend(String pluginId) throws InterruptedException {
        started().behaviours().suspend(pluginId, stopTime);
    }

    /**
     * Runs none of a plugin's behaviours any more. Blocks; when it returns, none of them is called any more, except
     * those of a session that does not end: that is interrupted, asked for nothing and heard no more.
     *
     * @param pluginId the plugin
     * @return whether all sessions have ended by themselves
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean undeploy(String pluginId) throws InterruptedException {
        return started().behaviours().undeploy(pluginId, stopTime);
    }

    /**
     * Runs a plugin for one account again, after {@link #disable}; does nothing if it runs. Blocks.
     *
     * @param pluginId the plugin
     * @param login the account
     * @throws DeployException if a session does not open; then the plugin stays disabled for the account
     * @throws IllegalArgumentException if there is no such account
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void enable(String pluginId, String login) throws DeployException, InterruptedException {
        requireAccount(login);
        started().behaviours().turnOn(login, pluginId, stopTime);
    }

    /**
     * Does not run a plugin for one account any more, also after a restart; for other accounts it goes on. Blocks; when it
     * returns, nothing of the plugin is called for the account.
     *
     * @param pluginId the plugin
     * @param login the account
     * @throws IllegalArgumentException if there is no such account
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void disable(String pluginId, String login) throws InterruptedException {
        requireAccount(login);
        started().behaviours().turnOff(login, pluginId, stopTime);
    }

    private void requireAccount(String login) {
        if (accounts().stream().noneMatch(account -> account.login().equals(login))) {
            throw new IllegalArgumentException("There is no account '" + login + "'");
        }
    }

    /**
     * Offers something to the behaviours of all accounts from now on, who find it with {@code bot.service(type)}.
     *
     * @param type what they ask for
     * @param service what they get, usable by all accounts' threads at once
     * @param <S> its type
     * @return withdraws it
     */
    public <S> Registration publish(Class<S> type, S service) {
        return platform.publish(type, service);
    }

    /** The events that did not reach a listener, because it was too slow for them or failed on them. */
    public DeadLetters deadLetters() {
        return events.deadLetters();
    }

    /**
     * Stops gracefully: takes in no more messages, finishes what is in progress within a few seconds, stores what was
     * learned, and logs by name what did not end. Closing twice does nothing.
     */
    @Override
    public void close() {
        RunningEngine ended = running.getAndSet(null);
        if (ended != null) {
            ended.stop();
        }
    }
}
