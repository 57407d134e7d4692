package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenKeeper;
import dev.chameleonbot.engine.auth.TokenRecovery;
import dev.chameleonbot.engine.color.ColorState;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountActivity;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountDiagnostics;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.EngineMetrics;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one account running: gives it a {@linkplain AccountLife life}, and another one when that has ended for a reason
 * that may pass; asks for a login where only that helps; and keeps its status.
 *
 * <p>Concurrency: everything that happens to the account, from whatever thread, becomes a task of {@code serial}, which
 * runs one at a time and never blocks; all fields that are not final belong to it, and {@code life} may be looked at by
 * others. A life that has been replaced may still report something: each report knows whose it is, and a late one
 * changes nothing. There is no lock.
 */
public final class AccountSupervisor {
    private static final Logger log = LoggerFactory.getLogger(AccountSupervisor.class);
    /** A life that was live for so long has nothing to do with the failures before it. */
    private static final Duration STABLE_AFTER = Duration.ofMinutes(10);
    /** Faults of the program within {@link #STABLE_AFTER} of one another, after which it is not started again. */
    private static final int MOST_FAULTS = 5;

    private static final int MOST_NAMED = 10;
    /** What is wrong with the followed channels, where there is no room for all. */
    private static final String LIMIT = "limit";

    private final AccountSurroundings surroundings;
    private final StatusBoard board;
    private final PassingTroubles passing;
    private final ColorNews colors;
    private final TokenNews news;
    private final TokenKeeper tokens;
    private final HelixAccount helixAccount;
    private final ActivityMeter activity;
    private final Scope scope;
    private final SerialExecutor serial;
    private final AccountLogin login;
    private final TokenRecovery recovery;
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private AccountConfig config;
    private ChannelWishes wishes;
    private volatile @Nullable AccountLife life;
    private Timers.Alarm nextStart = () -> {};
    private Timers.Alarm nextLogin = () -> {};
    private int noCodes;
    private List<String> toldLeftOut = List.of();
    private boolean stopping;
    private int refusals;
    private int faults;
    private long lastTrouble;

    /**
     * Creates the supervisor of one account; nothing happens yet.
     *
     * @param config the account
     * @param surroundings what all accounts share
     */
    public AccountSupervisor(AccountConfig config, AccountSurroundings surroundings) {
        this.config = config;
        this.wishes = ChannelWishes.of(config);
        this.surroundings = surroundings;
        this.activity = new ActivityMeter(config.login(), surroundings.feeds(), surroundings.meters());
        this.board =
                new StatusBoard(config.login(), config.channels().size(), surroundings.timers(), surroundings.events());
        this.scope = new Scope(config.login(), this::failedHere);
        this.serial = new SerialExecutor(scope, this::failedHere);
        this.passing =
                new PassingTroubles(config.login(), board, surroundings.outages(), surroundings.timers(), serial);
        this.colors = new ColorNews(passing, board);
        this.news = new TokenNews(config.login(), surroundings, board, passing, serial, this::tokenProved);
        this.tokens = new TokenKeeper(
                config,
                surroundings.oauth(),
                surroundings.store(),
                surroundings.timers(),
                surroundings.threads(),
                surroundings.tokens(),
                news);
        this.helixAccount = HelixAccount.of(
                config.login(), tokens, surroundings.timers(), surroundings.random(), surroundings.meters());
        this.login =
                new AccountLogin(config, surroundings, tokens, board, serial, news::scopesToAskFor, new LoginEvents());
        this.recovery = new TokenRecovery(
                tokens, surroundings.timers(), scope, surroundings.random(), () -> serial.execute(this::recovered));
        this.lastTrouble = surroundings.timers().nanos();
    }

    /** How the account stands. */
    public AccountStatus status() {
        return board.status();
    }

    /** What it has done so far, in numbers. */
    public AccountActivity activity() {
        return activity.counts();
    }

    /** How much waits for each plugin's behaviours; empty while it does not run. */
    public Map<String, Integer> queues() {
        AccountLife now = life;
        return now == null ? Map.of() : now.queues();
    }

    /** How each behaviour fares; empty while it does not run. */
    public List<PluginHealth> plugins() {
        AccountLife now = life;
        return now == null ? List.of() : now.plugins();
    }

    /**
     * What it has left.
     *
     * @param waiting how much waits for behaviours
     */
    public EngineMetrics.OfAccount metrics(long waiting) {
        return new EngineMetrics.OfAccount(
                activity.counts(),
                waiting,
                helixAccount.budget().remaining(surroundings.timers().nanos()),
                helixAccount.calls().breaker(),
                helixAccount.colors().breaker(),
                tokens.expiry());
    }

    /**
     * Wishes for a colour that no message led to; returns at once.
     *
     * @param color the colour
     * @param whenDone told the outcome once, on any thread, unless the account's work ends first; must not block
     * @return whether the account is at work; if not, nobody is told anything
     */
    public boolean changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        AccountLife now = life;
        return now != null && now.changeColor(color, whenDone);
    }

    /** What the account is busy with. */
    public AccountDiagnostics diagnostics() {
        AccountLife now = life;
        return new AccountDiagnostics(
                helixAccount.login(),
                activity.now(),
                now == null ? Map.of() : now.queues(),
                helixAccount.budget().remaining(surroundings.timers().nanos()),
                helixAccount.calls().breaker(),
                helixAccount.colors().breaker(),
                now == null ? Map.of() : now.statuses(),
                now == null ? Map.of() : now.figures(),
                now == null ? List.of() : now.plugins());
    }

    /** Begins; returns at once. */
    public void start() {
        surroundings.meters().add(activity);
        surroundings.helix().add(helixAccount);
        surroundings.behaviours().listen(news);
        serial.execute(() -> {
            news.readsFollows(config.followed());
            beginLife();
        });
    }

    /**
     * Asks for a login with a code, whatever state the account is in. When it returns the status says that it is under
     * way; it has the prompt soon after.
     */
    public void login() {
        awaited(() -> {
            if (!stopping) {
                login.beginNow();
            }
        });
    }

    /**
     * Takes over a configuration that differs from the one before in its channels only. When it returns, nothing that is
     * said in a channel that was left is heard any more; subscriptions are deleted and created after that.
     *
     * @param next the account with other channels
     */
    public void listenTo(AccountConfig next) {
        awaited(() -> {
            config = next;
            news.readsFollows(next.followed());
            if (!next.followed()) {
                passing.over(Kind.FOLLOWED, "");
            }
            listenTo(wishes.with(next));
        });
    }

    private void listenTo(ChannelWishes next) {
        Set<String> wanted = Set.copyOf(next.names());
        wishes.names().stream()
                .filter(name -> !wanted.contains(name))
                .forEach(name -> passing.over(Kind.CHANNEL, name));
        wishes = next;
        board.channelsWanted(wanted.size());
        noteLackOfRoom();
        AccountLife now = life;
        if (now != null) {
            now.listenTo(next);
        }
    }

    /** What is followed beyond Twitch's limit is named; once in the log, as long as it is the same. */
    private void noteLackOfRoom() {
        List<String> leftOut = wishes.leftOut();
        if (leftOut.isEmpty()) {
            board.over(Kind.FOLLOWED, LIMIT);
            return;
        }
        String names = leftOut.stream().limit(MOST_NAMED).collect(Collectors.joining(", #", "#", ""));
        int more = leftOut.size() - MOST_NAMED;
        String problem =
                "There is no room for " + leftOut.size() + " of the channels that it follows, as Twitch allows "
                        + ChannelWishes.MOST + " subscriptions on a connection; not heard: " + names
                        + (more > 0 ? " and " + more + " more" : "")
                        + ". Those that are named in the configuration go first";
        if (!leftOut.equals(toldLeftOut)) {
            toldLeftOut = leftOut;
            log.warn("{}: {}", config.login(), problem);
        }
        board.trouble(Kind.FOLLOWED, LIMIT, problem);
    }

    private void tokenProved() {
        AccountLife now = life;
        if (now != null) {
            now.tokenProved();
        }
    }

    /** Does something in its turn, and waits for that; nothing before it blocks. After the stop it does nothing. */
    private void awaited(Runnable task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        serial.execute(() -> {
            try {
                task.run();
            } finally {
                done.complete(true);
            }
        });
        CompletableFuture.anyOf(done, stopped).join();
    }

    private void beginLife() {
        if (stopping || life != null) {
            return;
        }
        nextStart.cancel();
        nextLogin.cancel();
        recovery.end();
        if (board.status().state() != AccountState.STARTING) {
            board.to(AccountState.STARTING);
        }
        LifeEvents events = new LifeEvents();
        AccountLife fresh = new AccountLife(config, wishes, surroundings, tokens, helixAccount, activity, events);
        events.of = fresh;
        life = fresh;
        fresh.begin();
    }

    private void endLife() {
        AccountLife ended = life;
        life = null;
        passing.clear();
        board.over(Kind.TOKEN);
        if (ended != null) {
            ended.abandon();
        }
    }

    /** The tokens that were refused are good again. */
    private void recovered() {
        if (!stopping && life == null) {
            log.info("{}: Twitch takes its tokens again; no login is needed", config.login());
            login.endUnneeded();
            beginLife();
        }
    }

    private void needsLogin(LoginNeededException cause) {
        endLife();
        if (tokens.hasReplacedTheRefused()) {
            beginLife(); // A login was faster than the news that one is needed.
            return;
        }
        board.to(AccountState.NEEDS_LOGIN, Kind.LOGIN, cause.getMessage(), cause.advice());
        log.warn("{} needs a login: {}. {}", config.login(), cause.getMessage(), cause.advice());
        if (!stopping) {
            login.begin();
            recovery.begin();
        }
    }

    private void loginAgain() {
        if (!stopping && board.status().state() == AccountState.NEEDS_LOGIN) {
            login.begin();
        }
    }

    /** What Twitch has refused it may allow later, and does not tell when. */
    private void refused(String reason, String advice) {
        AccountLife now = life;
        if (now != null) {
            surroundings.channels().forget(now.knownChannels());
        }
        endLife();
        forgetOldTrouble();
        Duration wait = Backoff.REFUSED.delay(++refusals, surroundings.random());
        board.to(AccountState.PARKED, Kind.REFUSED, reason, advice);
        log.warn("{} is parked: {}. {} It is tried again in {} s.", config.login(), reason, advice, wait.toSeconds());
        startIn(wait);
    }

    private void failed(Throwable cause) {
        endLife();
        recovery.end();
        forgetOldTrouble();
        board.faulted();
        String error = "A fault of the program: " + RemoteException.describe(cause);
        if (++faults > MOST_FAULTS) {
            board.to(
                    AccountState.FAILED,
                    Kind.FAULT,
                    error,
                    "It has failed " + faults + " times in a row and is not started again. Report it with the stack"
                            + " trace from the log, and restart.");
            log.error("{} has failed {} times in a row and is not started again", config.login(), faults);
            return;
        }
        Duration wait = Backoff.STANDARD.delay(faults, surroundings.random());
        board.to(
                AccountState.PARKED,
                Kind.FAULT,
                error,
                "It is started again by itself; report it with the stack trace from the log.");
        startIn(wait);
    }

    private void startIn(Duration wait) {
        nextStart = surroundings.timers().after(wait, () -> serial.execute(this::beginLife));
    }

    private void forgetOldTrouble() {
        long now = surroundings.timers().nanos();
        if (now - lastTrouble > STABLE_AFTER.toNanos()) {
            refusals = 0;
            faults = 0;
        }
        lastTrouble = now;
    }

    /** Something died that belongs to no life: the supervisor itself or a login. */
    private void failedHere(Throwable cause) {
        log.error("{}: its supervision failed", config.login(), cause);
        serial.execute(() -> {
            if (!stopping) {
                login.end();
                failed(cause);
            }
        });
    }

    /**
     * Ends the account gracefully: takes nothing more in, finishes what is under way, and then everything. Blocks.
     *
     * @param deadline how long it may take
     * @return the names of threads that did not end in time
     */
    public List<String> stop(Duration deadline) {
        try {
            return end(deadline);
        } finally {
            surroundings.behaviours().forget(news);
            tokens.close();
            surroundings.helix().remove(helixAccount);
            surroundings.meters().remove(activity);
            board.to(AccountState.STOPPED);
            stopped.complete(true);
        }
    }

    private List<String> end(Duration deadline) {
        CompletableFuture<Optional<AccountLife>> last = new CompletableFuture<>();
        serial.execute(() -> last.complete(lastLife()));
        long end = System.nanoTime() + deadline.toNanos();
        List<String> left = new ArrayList<>();
        last.join()
                .ifPresent(ended ->
                        left.addAll(ended.finish(deadline.multipliedBy(3).dividedBy(4))));
        settleTokens(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        left.addAll(scope.close(Duration.ofNanos(Math.max(0, end - System.nanoTime()))));
        surroundings.memories().close(helixAccount.login());
        return left;
    }

    /** A refresh token is good for one use: what comes back for it must not be lost to the stop. */
    private void settleTokens(Duration deadline) {
        try {
            if (!tokens.settle(deadline)) {
                log.warn("{}: a refresh of its token was still under way at the stop", helixAccount);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.warn("{}: the stop was cut short", helixAccount);
        }
    }

    private Optional<AccountLife> lastLife() {
        stopping = true;
        nextStart.cancel();
        nextLogin.cancel();
        passing.close();
        recovery.end();
        login.end();
        Optional<AccountLife> last = Optional.ofNullable(life);
        life = null;
        return last;
    }

    /** What one life reports; a report of a life that is over changes nothing. */
    private final class LifeEvents implements AccountLife.Listener {
        /** Set before the life begins, and only compared with. */
        private @Nullable AccountLife of;

        private void report(Runnable event) {
            serial.execute(() -> {
                if (life != null && life == of) {
                    event.run();
                }
            });
        }

        @Override
        public void onDelayed(Failure failure) {
            report(() -> passing.note(Kind.START, "", failure));
        }

        @Override
        public void onAnswered() {
            report(() -> passing.over(Kind.START, ""));
        }

        @Override
        public void onPluginFailed(PluginFailed failure) {
            report(() -> board.mishap(
                    Kind.PLUGIN,
                    failure.pluginId(),
                    "The plugin '" + failure.pluginId() + "' failed in " + failure.what() + ": " + failure.error()));
        }

        @Override
        public void onColors(ColorState state) {
            report(() -> colors.changed(state));
        }

        @Override
        public void onNotSaid(ChannelId channel, String problem) {
            report(() -> board.mishap(Kind.CHAT, channel.value(), problem));
        }

        @Override
        public void onMayNotSay(ChannelId channel, String problem, String advice) {
            report(() -> board.trouble(Kind.CHAT, channel.value(), problem, advice));
        }

        @Override
        public void onMaySay(ChannelId channel) {
            report(() -> board.over(Kind.CHAT, channel.value()));
        }

        @Override
        public void onFollowed(Followed followed) {
            report(() -> {
                passing.over(Kind.FOLLOWED, "");
                listenTo(wishes.with(followed));
            });
        }

        @Override
        public void onFollowedUnknown(Failure failure) {
            report(() -> {
                if (wishes.followsToo()) { // Else nothing would ever say that it is over.
                    passing.note(
                            Kind.FOLLOWED,
                            "",
                            failure.told("Which channels it follows cannot be read: " + failure.words()));
                }
            });
        }

        @Override
        public void inTurn(Runnable task) {
            report(task);
        }

        @Override
        public void onConnecting() {
            report(() -> {
                news.well();
                board.to(AccountState.CONNECTING);
            });
        }

        @Override
        public void onLive() {
            report(() -> {
                board.to(AccountState.LIVE);
                passing.over(Kind.CONNECTION, "");
            });
        }

        @Override
        public void onReconnecting(Failure failure) {
            report(() -> {
                boolean lost = board.status().state() == AccountState.LIVE;
                if (lost) {
                    board.to(AccountState.RECONNECTING);
                }
                String what = lost ? "The connection was lost: " : "No connection can be had: ";
                passing.note(Kind.CONNECTION, "", failure.told(what + failure.words()));
            });
        }

        @Override
        public void onHeldUp(Failure outage) {
            report(() -> passing.note(Kind.CONNECTION, "", outage.told("No connection can be had: " + outage.words())));
        }

        @Override
        public void onChannelsHeard(int count) {
            report(() -> board.channelsHeard(count));
        }

        @Override
        public void onChannelRefused(String channel, Failure failure) {
            report(() -> {
                if (wishes.names().contains(channel)) { // It may have been left meanwhile.
                    passing.note(
                            Kind.CHANNEL, channel, failure.told("#" + channel + " is not heard: " + failure.words()));
                }
            });
        }

        @Override
        public void onChannelHeard(String channel) {
            report(() -> passing.over(Kind.CHANNEL, channel));
        }

        @Override
        public void onStreamRefused(String channel, String reason) {
            report(() -> {
                String error = "Twitch does not tell of the stream of #" + channel + ": " + reason;
                log.warn(
                        "{}: {}. An account may follow few streams of channels that have not authorised its"
                                + " application; plugins hear of this one, and of others that are refused like it, some"
                                + " minutes late. Chat is heard as before.",
                        config.login(),
                        error);
                board.mishap(Kind.STREAM, channel, error);
            });
        }

        @Override
        public void onRefused(String reason, String advice) {
            report(() -> refused(reason, advice));
        }

        @Override
        public void onLoginNeeded(LoginNeededException cause) {
            report(() -> needsLogin(cause));
        }

        @Override
        public void onTokenDelayed(Failure failure) {
            report(() -> news.delayed(failure));
        }

        @Override
        public void onTokenTrouble(String problem, Optional<String> advice) {
            report(() -> news.trouble(problem, advice));
        }

        @Override
        public void onTokenWell() {
            report(news::well);
        }

        @Override
        public void onFailed(Throwable cause) {
            report(() -> failed(cause));
        }
    }

    /** What comes of a login. */
    private final class LoginEvents implements AccountLogin.Owner {
        @Override
        public void onLoggedIn() {
            news.well();
            noCodes = 0;
            // An account that needed the login has no life; any other goes on with the new tokens.
            beginLife();
        }

        @Override
        public void onLoginRefused(LoginNeededException cause) {
            if (life == null) {
                board.trouble(Kind.LOGIN, "", cause.getMessage(), cause.advice());
            } else {
                board.mishap(Kind.LOGIN, "", cause.getMessage());
            }
        }

        @Override
        public void onNoCode() {
            if (life == null) {
                Duration wait = Backoff.REFUSED.delay(++noCodes, surroundings.random());
                nextLogin = surroundings.timers().after(wait, () -> serial.execute(AccountSupervisor.this::loginAgain));
            }
        }

        @Override
        public void onFault(Throwable cause) {
            failedHere(cause);
        }
    }
}
