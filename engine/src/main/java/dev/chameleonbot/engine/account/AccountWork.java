package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.auth.TokenDoubt;
import dev.chameleonbot.engine.auth.TokenKeeper;
import dev.chameleonbot.engine.auth.TokenKeeper.Access;
import dev.chameleonbot.engine.auth.TokenMaintenance;
import dev.chameleonbot.engine.chat.ChatQueue;
import dev.chameleonbot.engine.chat.ChatWriter;
import dev.chameleonbot.engine.color.ColorTransport;
import dev.chameleonbot.engine.color.ColorTransport.Answer;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.color.HelixColorTransport;
import dev.chameleonbot.engine.color.Origin;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.eventsub.Topic;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is at work for an account whose token is proved: behaviours, colour, session, token maintenance. */
final class AccountWork {
    private static final Logger log = LoggerFactory.getLogger(AccountWork.class);

    private final HelixAccount helixAccount;
    private final AccountSurroundings surroundings;
    private final TokenKeeper tokens;
    private final UserId userId;
    private final Scope scope;
    private final AccountLife.Listener listener;
    private final AccountPlatform platform;
    private final ColorWriter colors;
    private final ChatWriter chat;
    private final ChatQueue messages;
    private final Dispatcher dispatcher;
    private final StreamWatch streams;
    private final EventSubSession session;
    private final TokenMaintenance maintenance;
    private final TokenDoubt doubt;
    private final AtomicBoolean isDoubted = new AtomicBoolean();
    private final AtomicBoolean isMute = new AtomicBoolean();

    AccountWork(
            AccountConfig config,
            AccountSurroundings surroundings,
            TokenKeeper tokens,
            HelixAccount helixAccount,
            ActivityMeter activity,
            UserId userId,
            Channels known,
            Scope scope,
            AlarmSet alarms,
            TokenDoubt doubt,
            AccountLife.Listener listener) {
        this.helixAccount = helixAccount;
        this.surroundings = surroundings;
        this.tokens = tokens;
        this.userId = userId;
        this.scope = scope;
        this.doubt = doubt;
        this.listener = listener;
        ColorTransport transport = new HelixColorTransport(
                surroundings.http(), surroundings.endpoints().helix(), helixAccount, userId, scope);
        this.colors = new ColorWriter(
                config.login(),
                (color, whenAnswered) -> transport.send(color, answer -> {
                    if (answer instanceof Answer.Accepted) {
                        activity.changed(color, surroundings.timers().instant());
                    }
                    whenAnswered.accept(answer);
                    noticeRefusal(answer);
                }),
                surroundings.timers(),
                surroundings.random(),
                activity,
                listener::onColors);
        this.chat = new ChatWriter(
                surroundings.helix(),
                helixAccount,
                userId,
                known,
                surroundings.timers(),
                surroundings.unsent(),
                listener);
        this.messages = new ChatQueue(scope, this::send, chat::notTried);
        this.platform = surroundings.platform().account(this::interestInStreamsChanged);
        var unused = platform.publish(Channels.class, known);
        BotServices shared = new BotServices(
                new Account(userId, config.login(), config.primeOrTurbo()),
                colors,
                messages::say,
                surroundings.timers(),
                platform,
                this::happened,
                surroundings.watchdog(),
                surroundings.meters());
        this.dispatcher = surroundings
                .behaviours()
                .dispatcher(
                        shared,
                        config.settings(),
                        pluginId -> surroundings.memories().open(config.login(), pluginId),
                        surroundings.seen(),
                        activity);
        this.streams = new StreamWatch(
                platform,
                known,
                new StreamWishes(),
                new HelixStreams(helixAccount, surroundings.helix(), surroundings.retries(), surroundings.timers()),
                surroundings.timers(),
                alarms,
                scope,
                listener::onStreamRefused);
        this.session = new EventSubSession(
                surroundings.sessions(),
                helixAccount,
                userId,
                dispatcher,
                scope,
                doubt,
                new SessionNews(listener, platform, surroundings.timers()),
                streams);
        this.maintenance = new TokenMaintenance(
                config.login(),
                tokens,
                surroundings.timers(),
                scope,
                surroundings.retries(),
                surroundings.random(),
                listener);
    }

    UserId userId() {
        return userId;
    }

    EventSubSession session() {
        return session;
    }

    /** The account has joined or left channels. */
    void channelsChanged() {
        streams.channelsChanged();
        chat.channelsChanged();
    }

    /** Wishes for a colour that no message led to; returns at once. */
    void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        colors.write(color, Origin.NONE, whenDone);
    }

    private void interestInStreamsChanged() {
        streams.interestChanged();
    }

    Map<String, Integer> queues() {
        return dispatcher.queues();
    }

    Map<String, String> statuses() {
        return dispatcher.statuses();
    }

    Map<String, Map<String, Long>> figures() {
        return dispatcher.figures();
    }

    List<PluginHealth> plugins() {
        return dispatcher.health();
    }

    void start(Access access) {
        dispatcher.start();
        session.connect();
        maintenance.start(access);
    }

    /**
     * Ends it in good order: no more intake, then the behaviours, then the colours they asked for. A behaviour that does
     * not come to an end may use up half of the time that is left at each step, and no more.
     *
     * @return the names of the behaviours that did not end in time
     */
    List<String> finish(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        maintenance.close();
        session.disconnect();
        dispatcher.quiesce(left(end).dividedBy(2));
        if (!colors.awaitIdle(left(end).dividedBy(2))) {
            log.warn("{}: a colour could not be set before the stop", helixAccount);
        }
        if (!messages.awaitIdle(left(end).dividedBy(2))) {
            log.warn("{}: a chat message was not sent before the stop", helixAccount);
        }
        dispatcher.quiesce(left(end).dividedBy(2));
        List<String> unfinished = dispatcher.close(left(end));
        colors.close();
        session.cancel();
        return unfinished;
    }

    /** Ends it without waiting for anything. */
    void abandon() {
        maintenance.close();
        session.disconnect();
        colors.close();
        dispatcher.close();
    }

    /** An account that may not set its colour must not go on as if it could. */
    private void noticeRefusal(Answer answer) {
        switch (answer) {
            case Answer.Unauthorized(Secret token, String reason) -> {
                if (isDoubted.compareAndSet(false, true)) {
                    scope.fork("token check", () -> doubted(token, reason));
                }
            }
            case Answer.LoginNeeded(LoginNeededException cause) -> listener.onLoginNeeded(cause);
            case Answer.Accepted accepted -> {}
            case Answer.BadColor badColor -> {}
            case Answer.Refused refused -> {}
            case Answer.Limited limited -> {}
            case Answer.Unavailable unavailable -> {}
        }
    }

    /** Twitch refuses what the account cannot do without; the next colour is tried with the token that there is then. */
    private void doubted(Secret refused, String refusal) {
        try {
            if (doubt.isReplaced(refused, refusal)) {
                colors.tryAgain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isDoubted.set(false);
        }
    }

    private void happened(EngineEvent event) {
        surroundings.events().publish(event);
        if (event instanceof PluginFailed failure) {
            listener.onPluginFailed(failure);
        }
    }

    private SayResult send(ChannelId channel, String text) {
        if (!tokens.allows(Scopes.WRITE_CHAT)) {
            return notAllowed();
        }
        try {
            return chat.say(channel, text);
        } catch (LoginNeededException e) {
            listener.onLoginNeeded(e);
            return new SayResult.Failed(e.getMessage());
        }
    }

    /** Said once: how often it happens is up to whoever writes in chat. */
    private SayResult notAllowed() {
        String reason = "The account's token lacks the scope " + Scopes.WRITE_CHAT;
        if (isMute.compareAndSet(false, true)) {
            log.warn(
                    "{}: chat messages are not sent: {}. A login asks for it where a plugin declares it.",
                    helixAccount,
                    reason);
        }
        return new SayResult.NotAllowed(reason);
    }

    /** What is wanted of streams, on the account's session. */
    private final class StreamWishes implements StreamWatch.Wishes {
        @Override
        public void add(Topic topic, String channel) {
            session.register(topic, channel);
        }

        @Override
        public void remove(Topic topic) {
            session.unregister(topic);
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
