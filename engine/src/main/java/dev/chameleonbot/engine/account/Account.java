package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.account.AccountRun.Work;
import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.events.AccountEvent.FollowsRead;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.io.IoWords;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.AccountState;
import dev.chameleonbot.engine.model.AccountStatus;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account: gives it a {@linkplain AccountRun run}, and another one when that has ended for a reason that may pass; asks
 * for a login where only that helps; and keeps its status. What happens to it is an {@link AccountEvent}, and {@link #on} says
 * what comes of each.
 *
 * <p>Concurrency: everything that happens to the account, from any thread, becomes a task of {@code serial}, which runs
 * one at a time and never blocks; all fields that are not final belong to it, and {@code run} may be looked at by others. A
 * run that has been replaced may still report something: each report knows whose it is, and a late one changes nothing.
 * There is no lock.
 */
public final class Account {
    private static final Logger log = LoggerFactory.getLogger(Account.class);

    private final AccountContext context;
    private final ActivityMeter activity;
    private final Scope scope;
    private final SerialExecutor serial;
    private final StatusTracker status;
    private final TokenReport tokenReport;
    private final Runnable whenPluginsChange;
    private final AccountTokens tokens;
    private final HelixAccount helix;
    private final AccountLogin login;
    private final Restarts restarts;
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private AccountConfig config;
    /** Over all runs. */
    private WantedChannels wanted;

    private volatile @Nullable AccountRun run;
    private int runs;
    private Timers.Alarm nextStart = () -> {};
    private boolean stopping;

    /** Creates an account; nothing happens yet. */
    public Account(AccountConfig config, AccountContext context) {
        String name = config.login();
        AccountContext.Reports reports = context.reports();
        this.config = config;
        this.context = context;
        this.activity = new ActivityMeter(name, reports.feeds(), reports.meters());
        this.scope = new Scope(name, this::failedHere);
        this.serial = new SerialExecutor(scope, this::failedHere);
        this.status = new StatusTracker(
                name, config.channels().size(), reports.events(), reports.outages(), context.timers(), serial);
        this.wanted = WantedChannels.of(config);
        this.tokenReport = new TokenReport(name, context.plugins().behaviours(), status);
        this.whenPluginsChange = () -> serial.execute(tokenReport::check);
        this.tokens = context.twitch().tokens().open(config, this::told);
        this.helix = HelixAccount.of(name, tokens, context.timers(), reports.meters());
        this.login = new AccountLogin(context, tokens, status, scope, serial, tokenReport::toAskFor, this::told);
        this.restarts = new Restarts(context.timers());
    }

    /** How the account stands. */
    public AccountStatus status() {
        return status.status();
    }

    /** Counts what it does. */
    public ActivityMeter activity() {
        return activity;
    }

    /** In whose name Helix is asked, with what is left of its budget and its tokens. */
    public HelixAccount helix() {
        return helix;
    }

    /** Its behaviours' sessions; empty while it is not at work. */
    public Optional<Dispatcher> dispatcher() {
        return work().map(Work::dispatcher);
    }

    private Optional<Work> work() {
        return Optional.ofNullable(run).flatMap(AccountRun::work);
    }

    /**
     * Wishes for a colour that no message led to; returns at once.
     *
     * @param whenDone gets the outcome once, on any thread, unless the account's work ends first; must not block
     * @return whether the account is at work; if not, nothing is reported
     */
    public boolean changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        Optional<Work> now = work();
        now.ifPresent(work -> work.changeColor(color, whenDone));
        return now.isPresent();
    }

    /** Begins; returns at once. */
    public void start() {
        context.reports().meters().add(activity);
        context.twitch().helix().add(helix);
        context.plugins().behaviours().listen(whenPluginsChange);
        serial.execute(() -> {
            tokenReport.readFollows(config.followed());
            begin();
        });
    }

    /**
     * Asks for a login with a code, in any state of the account. When it returns the status says that it is in
     * progress; it has the prompt soon after.
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
     */
    public void listenTo(AccountConfig next) {
        awaited(() -> {
            config = next;
            tokenReport.readFollows(next.followed());
            listenTo(wanted.with(next));
        });
    }

    private void listenTo(WantedChannels next) {
        status.wanted(wanted, next);
        wanted = next;
        AccountRun now = run;
        if (now != null) {
            now.channels().listenTo(next);
        }
    }

    /** Does something in its turn, and waits for that; nothing before it blocks. After the stop it does nothing. */
    private void awaited(Runnable task) {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        serial.execute(task);
        serial.execute(() -> done.complete(true)); // Also after a task that throws.
        CompletableFuture.anyOf(done, stopped).join();
    }

    private void begin() {
        if (stopping || run != null) {
            return;
        }
        nextStart.cancel();
        login.notNeeded();
        if (status.state() != AccountState.STARTING) {
            status.to(AccountState.STARTING);
        }
        int mine = ++runs;
        // Events of a finished run change nothing.
        Executor turn = task -> serial.execute(() -> {
            if (run != null && runs == mine) {
                task.run();
            }
        });
        AccountRun fresh =
                new AccountRun(config, wanted, context, helix, activity, turn, event -> turn.execute(() -> on(event)));
        run = fresh;
        fresh.begin();
    }

    /** Something has happened to what the account has whether it runs or not: its tokens, its login. From any thread. */
    private void told(AccountEvent event) {
        switch (event) {
            case AccountEvent.Faulted(Throwable cause) -> failedHere(cause);
            case AccountEvent.TakenOver takenOver -> context.plugins().state().closeMemories(helix.login());
            case AccountEvent.TokenProved proved -> {
                // Reads the account's page: the account's turn never waits for the disk.
                var unused = context.plugins().behaviours().scopes(helix.login());
                serial.execute(() -> on(proved));
            }
            default -> serial.execute(() -> on(event));
        }
    }

    /** What comes of each event; in the account's turn. */
    private void on(AccountEvent event) {
        switch (event) {
            case AccountEvent.Failing failing when !wanted.includes(failing) -> {} // Nothing would say that it is over.
            case AccountEvent.Condition condition -> status.note(condition);
            case AccountEvent.TokensWork good -> status.over(Kind.TOKEN);
            case AccountEvent.Connecting connecting -> {
                status.over(Kind.TOKEN);
                status.to(AccountState.CONNECTING);
            }
            case AccountEvent.Live live -> {
                status.to(AccountState.LIVE);
                status.over(Kind.CONNECTION, "");
                work().ifPresent(now ->
                        now.tell(new BotEvent.Live(context.timers().instant())));
            }
            case AccountEvent.Reconnecting(Failure failure) -> {
                status.reconnecting(failure);
                work().ifPresent(now ->
                        now.tell(new BotEvent.Reconnecting(context.timers().instant(), failure.words())));
            }
            case AccountEvent.ChannelsHeard(int count) -> status.channelsHeard(count);
            case FollowsRead read -> {
                status.over(Kind.FOLLOWED, "");
                listenTo(wanted.with(read));
            }
            case AccountEvent.TokenProved(String name, Set<String> allowed) -> proved(name, allowed);
            case AccountEvent.TokensRecovered recovered -> recovered();
            case AccountEvent.LoggedIn loggedIn -> {
                status.over(Kind.TOKEN);
                begin(); // An account that needed the login does not run; any other goes on with the new tokens.
            }
            case AccountEvent.RefreshEnded(AccountEvent.Refresh outcome) ->
                context.reports().meters().refreshed(outcome);
            case AccountEvent.TakenOver takenOver -> {} // It had to have its effect at once.
            case AccountEvent.Refused(String reason, String advice) -> refused(reason, advice);
            case AccountEvent.LoginNeeded(String reason, String advice) -> needsLogin(reason, advice);
            case AccountEvent.Faulted(Throwable cause) -> failed(cause);
        }
    }

    private void proved(String name, Set<String> allowed) {
        tokenReport.granted(name, allowed);
        AccountRun now = run;
        if (now != null) {
            now.channels().tokenProved();
        }
    }

    /** Twitch takes the tokens that it has refused. */
    private void recovered() {
        if (!stopping && status.state() == AccountState.NEEDS_LOGIN) {
            log.info("{}: Twitch takes its tokens again; no login is needed", config.login());
            login.endUnneeded();
            begin();
        }
    }

    private void needsLogin(String reason, String advice) {
        end();
        if (tokens.hasReplacedTheRefused()) {
            begin(); // A login was faster than the news that one is needed.
            return;
        }
        status.to(AccountState.NEEDS_LOGIN, Kind.LOGIN, reason, advice);
        log.warn("{} needs a login: {}. {}", config.login(), reason, advice);
        if (!stopping) {
            login.needed();
        }
    }

    /** What Twitch has refused it may allow later, and does not tell when. */
    private void refused(String reason, String advice) {
        AccountRun now = run;
        if (now != null) {
            context.twitch().channels().forget(now.channels().knownNames());
        }
        end();
        Duration wait = restarts.afterRefusal();
        status.to(AccountState.PARKED, Kind.REFUSED, reason, advice);
        log.warn("{} is parked: {}. {} It is tried again in {} s.", config.login(), reason, advice, wait.toSeconds());
        beginIn(wait);
    }

    private void failed(Throwable cause) {
        end();
        login.notNeeded();
        Optional<Duration> wait = restarts.afterFault();
        status.faulted();
        String error = "A fault of the program: " + IoWords.of(cause);
        if (wait.isPresent()) {
            status.to(
                    AccountState.PARKED,
                    Kind.FAULT,
                    error,
                    "It is started again by itself; report it with the stack trace from the log.");
            beginIn(wait.get());
        } else {
            String times = restarts.faults() + " times in a row and is not started again";
            log.error("{} has failed {}", config.login(), times);
            status.to(
                    AccountState.FAILED,
                    Kind.FAULT,
                    error,
                    "It has failed " + times + ". Report it with the stack trace from the log, and restart.");
        }
    }

    /** Something died that belongs to no run: the account itself or a login. From any thread. */
    private void failedHere(Throwable cause) {
        log.error("{}: its supervision failed", helix.login(), cause);
        serial.execute(() -> {
            if (!stopping) {
                login.end();
                failed(cause);
            }
        });
    }

    private void beginIn(Duration wait) {
        nextStart = context.timers().after(wait, () -> serial.execute(this::begin));
    }

    private void end() {
        AccountRun ended = run;
        run = null;
        status.clearFailures();
        status.over(Kind.TOKEN);
        if (ended != null) {
            ended.abandon();
        }
    }

    /**
     * Ends the account gracefully: takes nothing more in, finishes what is in progress, and then everything. Blocks.
     *
     * @return the names of threads that did not end in time
     */
    public List<String> stop(Duration time) {
        try {
            return finish(time);
        } finally {
            context.plugins().behaviours().forget(whenPluginsChange);
            tokens.close();
            context.twitch().helix().remove(helix);
            context.reports().meters().remove(activity);
            status.to(AccountState.STOPPED);
            stopped.complete(true);
        }
    }

    private List<String> finish(Duration time) {
        Deadline deadline = Deadline.in(time, context.timers()::nanos);
        CompletableFuture<Optional<AccountRun>> last = new CompletableFuture<>();
        serial.execute(() -> last.complete(lastRun()));
        List<String> left = new ArrayList<>();
        last.join().ifPresent(ended -> left.addAll(ended.finish(deadline.patience())));
        try {
            // A refresh token is good for one use: what comes back for it must not be lost to the stop.
            if (!tokens.settle(deadline.left())) {
                log.warn("{}: a token refresh was still in progress at the stop", helix);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            log.warn("{}: the stop was cut short", helix);
        }
        left.addAll(scope.close(deadline.left()));
        context.plugins().state().closeMemories(helix.login());
        return left;
    }

    private Optional<AccountRun> lastRun() {
        stopping = true;
        nextStart.cancel();
        status.close();
        login.notNeeded();
        login.end();
        Optional<AccountRun> last = Optional.ofNullable(run);
        run = null;
        return last;
    }
}
