package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenDoubt;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an account, from its token to its end: when it ends, the account gets a new run or none.
 *
 * <p>The start is plain blocking code on a virtual thread of the run's own {@link Scope}: it proves the token, looks the
 * channels up, and sets the account to {@linkplain AccountWork work}. It reports its progress as events, from any thread.
 * {@link #finish} and {@link #abandon} may come at any moment from another thread: {@code ended} is set first, and the start
 * looks at it after it has published {@code work}, so that one of the two ends the work.
 */
final class AccountRun {
    private static final Logger log = LoggerFactory.getLogger(AccountRun.class);
    private static final int UNAUTHORIZED = 401;

    private final AccountConfig config;
    private final AccountContext context;
    private final AccountTokens tokens;
    private final HelixAccount helixAccount;
    private final ActivityMeter activity;
    private final Consumer<? super AccountEvent> events;
    private final Scope scope;
    private final AlarmSet alarms;
    private final TokenDoubt doubt;
    private final JoinedChannels channels;
    private volatile @Nullable AccountWork work;
    private volatile boolean ended;

    /**
     * Prepares a run.
     *
     * @param config the account
     * @param wanted the channels to hear
     * @param context what all accounts share
     * @param tokens its tokens
     * @param helixAccount in whose name Helix is asked
     * @param activity counts what it does
     * @param turn the account's serial executor, as long as this run is the one of the day
     * @param events gets the progress
     */
    AccountRun(
            AccountConfig config,
            WantedChannels wanted,
            AccountContext context,
            AccountTokens tokens,
            HelixAccount helixAccount,
            ActivityMeter activity,
            Executor turn,
            Consumer<? super AccountEvent> events) {
        this.config = config;
        this.context = context;
        this.tokens = tokens;
        this.helixAccount = helixAccount;
        this.activity = activity;
        this.events = events;
        this.scope = new Scope(config.login(), cause -> events.accept(new AccountEvent.Faulted(cause)));
        this.alarms = new AlarmSet(context.timers());
        this.doubt = new TokenDoubt(config.login(), tokens, context.twitch().retries(), context.timers(), events);
        this.channels = new JoinedChannels(wanted, context, tokens, helixAccount, turn, scope, alarms, events);
    }

    /** Begins; returns at once. */
    void begin() {
        scope.fork("start", this::start);
    }

    private void start() {
        try {
            AccountContext.Twitch twitch = context.twitch();
            Access access = twitch.starts().untilDone(twitch.health().tokens(), tokens::establish, events);
            if (!channels.isSomethingToHear(access.userId())) {
                events.accept(new AccountEvent.Refused(
                        "It follows no channel, and has none in the configuration",
                        "Follow a channel with this account, or put the names of channels into the configuration."));
                return;
            }
            if (channels.names().contains(config.login())) {
                twitch.channels()
                        .learned(config.login(), new ChannelId(access.userId().value()));
            }
            Set<String> asked = new HashSet<>();
            Optional<Map<String, ChannelId>> found = lookUpWithProof(asked);
            if (found.isPresent()) {
                connect(access, found.get(), asked);
            }
        } catch (LoginNeededException e) {
            events.accept(e.event());
        } catch (RemoteException e) {
            events.accept(new AccountEvent.Refused(
                    e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(config.login()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A token that is refused here is proved before that ends the account. Empty if it has ended. */
    private Optional<Map<String, ChannelId>> lookUpWithProof(Set<String> asked)
            throws LoginNeededException, InterruptedException {
        try {
            return Optional.of(channels.lookUpAll(asked));
        } catch (RemoteException e) {
            if (e.status() != UNAUTHORIZED) {
                throw e;
            }
            return doubt.isReplaced(tokens.access(), e.getMessage())
                    ? Optional.of(channels.lookUpAll(asked))
                    : Optional.empty();
        }
    }

    private void connect(Access access, Map<String, ChannelId> found, Set<String> asked) {
        if (found.isEmpty()) {
            events.accept(new AccountEvent.Refused(
                    "None of its channels exists: " + String.join(", ", channels.names()),
                    "Correct the names of its channels in the configuration."));
            return;
        }
        events.accept(new AccountEvent.Connecting());
        AccountWork fresh = new AccountWork(
                config,
                context,
                tokens,
                helixAccount,
                activity,
                access.userId(),
                channels,
                scope,
                alarms,
                doubt,
                events);
        work = fresh;
        channels.join(fresh, found);
        fresh.start(access);
        if (ended) {
            fresh.abandon();
            return;
        }
        channels.lookUpTheMissing(asked);
    }

    /** The channels that it is to hear, and those that it hears. */
    JoinedChannels channels() {
        return channels;
    }

    /** What is at work; empty until the token is proved and channels are known, and after the end. */
    Optional<AccountWork> work() {
        return ended ? Optional.empty() : Optional.ofNullable(work);
    }

    /**
     * Ends it in good order: no more intake, then the behaviours, then the colours they asked for. Blocks.
     *
     * @param time how long it may take
     * @return the names of the threads and behaviours that did not end in time
     */
    List<String> finish(Duration time) {
        Deadline deadline = Deadline.in(time, context.timers()::nanos);
        ended = true;
        alarms.close();
        AccountWork now = work;
        List<String> left = new ArrayList<>();
        if (now != null) {
            try {
                left.addAll(now.finish(time.multipliedBy(3).dividedBy(4)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                log.warn("{}: its end was cut short", config.login());
            }
        }
        left.addAll(scope.close(deadline.left()));
        return left;
    }

    /** Ends it without waiting for anything. */
    void abandon() {
        ended = true;
        alarms.close();
        AccountWork now = work;
        if (now != null) {
            now.abandon();
        }
        scope.close(Duration.ZERO);
    }
}
