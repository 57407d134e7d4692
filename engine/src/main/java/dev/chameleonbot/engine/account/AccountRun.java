package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenMaintenance;
import dev.chameleonbot.engine.auth.TokenProof;
import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.chat.ChatWriter;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.color.HelixColorTransport;
import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.eventsub.Topic;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of an account, from its token to its end: when it ends, the account gets a new run or none.
 *
 * <p>The start is plain blocking code on a virtual thread of the run's own {@link Scope}: it proves the token, looks the
 * channels up, and sets the account to {@linkplain Work work}. It reports its progress as events, from any thread.
 * {@link #finish} and {@link #abandon} may come at any moment from another thread: {@code ended} is set first, and the start
 * looks at it after it has published {@code work}, so that one of the two ends the work.
 */
final class AccountRun {
    private static final Logger log = LoggerFactory.getLogger(AccountRun.class);
    private static final int UNAUTHORIZED = 401;

    private final AccountConfig config;
    private final AccountContext context;
    private final HelixAccount helix;
    private final AccountTokens tokens;
    private final ActivityMeter activity;
    private final Consumer<? super AccountEvent> events;
    private final Scope scope;
    private final AlarmSet alarms;
    private final TokenProof proof;
    private final JoinedChannels channels;
    private volatile @Nullable Work work;
    private volatile boolean ended;

    /** Prepares a run; {@code turn} is the account's serial executor, as long as this run is the current one. */
    AccountRun(
            AccountConfig config,
            WantedChannels wanted,
            AccountContext context,
            HelixAccount helix,
            ActivityMeter activity,
            Executor turn,
            Consumer<? super AccountEvent> events) {
        this.config = config;
        this.context = context;
        this.helix = helix;
        this.tokens = helix.tokens();
        this.activity = activity;
        this.events = events;
        this.scope = new Scope(config.login(), cause -> events.accept(new AccountEvent.Faulted(cause)));
        this.alarms = new AlarmSet(context.timers());
        this.proof = new TokenProof(tokens, context.timers(), context.twitch().retries(), events);
        this.channels = new JoinedChannels(wanted, context, helix, turn, scope, alarms, events);
    }

    /** Begins; returns at once. */
    void begin() {
        scope.fork("start", this::start);
    }

    private void start() {
        try {
            AccountContext.Twitch twitch = context.twitch();
            Access access = twitch.starts().untilDone(twitch.health().tokens(), tokens::establish, events);
            if (!channels.isSomethingToHear(access.owner().id())) {
                events.accept(new AccountEvent.Refused(
                        "It follows no channel, and has none in the configuration",
                        "Follow a channel with this account, or put the names of channels into the configuration."));
                return;
            }
            if (channels.names().contains(config.login())) {
                twitch.channels()
                        .learned(Map.of(
                                config.login(),
                                new ChannelId(access.owner().id().value())));
            }
            Set<String> asked = new HashSet<>();
            Map<String, ChannelId> found;
            try {
                found = channels.lookUpAll(asked);
            } catch (RemoteException e) {
                // A token that is refused here is proved before that ends the account.
                if (e.status() != UNAUTHORIZED) {
                    throw e;
                } else if (!proof.isReplaced(tokens.access(), e.getMessage())) {
                    return;
                }
                found = channels.lookUpAll(asked);
            }
            connect(access, found, asked);
        } catch (LoginNeededException e) {
            events.accept(e.event());
        } catch (RemoteException e) {
            events.accept(new AccountEvent.Refused(
                    e.getMessage(), e.advice().orElseGet(() -> LoginNeededException.logIn(config.login()))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
        Work fresh = new Work(access.owner().id());
        work = fresh;
        channels.join(fresh, found);
        fresh.dispatcher.start();
        fresh.session.connect();
        new TokenMaintenance(
                        tokens,
                        context.timers(),
                        alarms,
                        scope,
                        context.twitch().retries(),
                        events)
                .plan(access);
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
    Optional<Work> work() {
        return ended ? Optional.empty() : Optional.ofNullable(work);
    }

    /**
     * Ends it in good order: no more intake, then the behaviours, then the colours they asked for. Blocks; returns the names
     * of the threads and behaviours that did not end in time.
     */
    List<String> finish(Deadline deadline) {
        ended = true;
        alarms.close();
        Work now = work;
        List<String> left = new ArrayList<>();
        if (now != null) {
            try {
                left.addAll(now.finish(deadline.patience()));
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
        Work now = work;
        if (now != null) {
            now.abandon();
        }
        scope.close(Duration.ZERO);
    }

    /** What is at work once the token is proved: behaviours, colour, chat, streams, session. Thread-safe, as its parts are. */
    final class Work {
        private final UserId userId;
        private final AccountPlatform platform;
        private final ColorWriter colors;
        private final ChatWriter chat;
        private final ChatQueue messages;
        private final Dispatcher dispatcher;
        private final EventSubSession session;
        private final AtomicBoolean isDoubted = new AtomicBoolean();

        private Work(UserId userId) {
            AccountContext.Twitch twitch = context.twitch();
            AccountContext.Plugins plugins = context.plugins();
            this.userId = userId;
            this.colors = new ColorWriter(
                    config.login(),
                    new HelixColorTransport(
                            twitch.http(),
                            twitch.endpoints().helix(),
                            helix,
                            userId,
                            scope,
                            activity,
                            context.timers()),
                    context.timers(),
                    activity,
                    events,
                    this::colorRefused);
            this.chat = new ChatWriter(
                    twitch.helix(),
                    helix,
                    userId,
                    channels,
                    context.timers(),
                    context.reports().unsent(),
                    events);
            this.messages = new ChatQueue(scope, chat::say, chat::notTried);
            this.platform = plugins.platform().account(this::interestInStreamsChanged);
            var unused = platform.publish(Channels.class, channels);
            BotServices shared = new BotServices(
                    new dev.chameleonbot.plugin.api.Account(userId, config.login(), config.primeOrTurbo()),
                    colors,
                    messages,
                    context.timers(),
                    platform,
                    this::happened,
                    plugins.watchdog(),
                    context.reports().meters());
            this.dispatcher = plugins.behaviours()
                    .dispatcher(
                            shared,
                            config.settings(),
                            pluginId -> plugins.state().openMemory(config.login(), pluginId),
                            plugins.state(),
                            activity);
            this.session = new EventSubSession(
                    twitch.sessions(), helix, userId, dispatcher, platform, channels, scope, proof, events);
        }

        /** Its behaviours' sessions. */
        Dispatcher dispatcher() {
            return dispatcher;
        }

        /** Tells its behaviours of something; returns at once. */
        void tell(BotEvent event) {
            platform.happened(event);
        }

        /** Wishes for a colour that no message led to; returns at once. */
        void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
            colors.write(color, Origin.NONE, whenDone);
        }

        /** Hears chat in a channel from now on. */
        void join(ChannelId channel, String name) {
            session.register(Topic.chat(channel, userId), name);
        }

        void leave(ChannelId channel) {
            session.unregister(Topic.chat(channel, userId));
        }

        /** The account has joined or left channels. */
        void channelsChanged() {
            session.streams().channelsChanged();
            chat.channelsChanged();
        }

        private void interestInStreamsChanged() {
            session.streams().interestChanged();
        }

        /** A behaviour that does not come to an end may use up half of the time that is left at each step, and no more. */
        private List<String> finish(Deadline deadline) throws InterruptedException {
            session.disconnect();
            dispatcher.quiesce(deadline.half());
            if (!colors.awaitIdle(deadline.half())) {
                log.warn("{}: a colour could not be set before the stop", helix);
            }
            if (!messages.awaitIdle(deadline.half())) {
                log.warn("{}: a chat message was not sent before the stop", helix);
            }
            dispatcher.quiesce(deadline.half());
            List<String> unfinished = dispatcher.close(deadline);
            colors.close();
            session.cancel();
            return unfinished;
        }

        private void abandon() {
            session.disconnect();
            colors.close();
            dispatcher.close();
        }

        /** An account that may not set its colour must not go on as if it could; the next one is tried with another token. */
        private void colorRefused(Answer.NotTaken answer) {
            if (!isDoubted.compareAndSet(false, true)) {
                return;
            }
            scope.fork("token check", () -> {
                try {
                    if (proof.isReplaced(answer.token(), answer.why().getMessage())) {
                        colors.tryAgain();
                    }
                } finally {
                    isDoubted.set(false);
                }
            });
        }

        private void happened(EngineEvent event) {
            context.reports().events().publish(event);
            if (event instanceof PluginFailed failure) {
                events.accept(new AccountEvent.Mishap(
                        Kind.PLUGIN,
                        failure.pluginId(),
                        "The plugin '" + failure.pluginId() + "' failed in " + failure.what() + ": "
                                + failure.error()));
            }
        }
    }
}
