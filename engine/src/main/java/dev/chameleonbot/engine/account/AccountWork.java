package dev.chameleonbot.engine.account;

import dev.chameleonbot.engine.auth.AccountTokens;
import dev.chameleonbot.engine.auth.AccountTokens.Access;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.Scopes;
import dev.chameleonbot.engine.auth.TokenDoubt;
import dev.chameleonbot.engine.auth.TokenMaintenance;
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
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AccountConfig;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.EngineEvent;
import dev.chameleonbot.engine.model.EngineEvent.PluginFailed;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.BotEvent;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.ChatColor;
import dev.chameleonbot.plugin.api.ColorResult;
import dev.chameleonbot.plugin.api.SayResult;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is at work for an account whose token is proved: behaviours, colour, session, token maintenance. */
final class AccountWork {
    private static final Logger log = LoggerFactory.getLogger(AccountWork.class);

    private final HelixAccount helixAccount;
    private final AccountContext context;
    private final AccountTokens tokens;
    private final UserId userId;
    private final Scope scope;
    private final Consumer<? super AccountEvent> events;
    private final AccountPlatform platform;
    private final ColorWriter colors;
    private final ChatWriter chat;
    private final ChatQueue messages;
    private final Dispatcher dispatcher;
    private final EventSubSession session;
    private final TokenMaintenance maintenance;
    private final TokenDoubt doubt;
    private final AtomicBoolean isDoubted = new AtomicBoolean();
    private final AtomicBoolean isMute = new AtomicBoolean();

    AccountWork(
            AccountConfig config,
            AccountContext context,
            AccountTokens tokens,
            HelixAccount helixAccount,
            ActivityMeter activity,
            UserId userId,
            JoinedChannels channels,
            Scope scope,
            TokenDoubt doubt,
            Consumer<? super AccountEvent> events) {
        this.helixAccount = helixAccount;
        this.context = context;
        this.tokens = tokens;
        this.userId = userId;
        this.scope = scope;
        this.doubt = doubt;
        this.events = events;
        AccountContext.Twitch twitch = context.twitch();
        AccountContext.Plugins plugins = context.plugins();
        this.colors = new ColorWriter(
                config.login(),
                new HelixColorTransport(
                        twitch.http(),
                        twitch.endpoints().helix(),
                        helixAccount,
                        userId,
                        scope,
                        activity,
                        context.timers()),
                context.timers(),
                context.random(),
                activity,
                events,
                this::colorRefused);
        this.chat = new ChatWriter(
                twitch.helix(),
                helixAccount,
                userId,
                channels,
                context.timers(),
                context.reports().unsent(),
                events);
        this.messages = new ChatQueue(scope, this::send, chat::notTried);
        this.platform = plugins.platform().account(this::interestInStreamsChanged);
        var unused = platform.publish(Channels.class, channels);
        BotServices shared = new BotServices(
                new Account(userId, config.login(), config.primeOrTurbo()),
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
                        pluginId -> plugins.memories().open(config.login(), pluginId),
                        plugins.state(),
                        activity);
        this.session = new EventSubSession(
                twitch.sessions(), helixAccount, userId, dispatcher, platform, channels, scope, doubt, this::onSession);
        this.maintenance = new TokenMaintenance(
                config.login(), tokens, context.timers(), scope, twitch.retries(), context.random(), events);
    }

    UserId userId() {
        return userId;
    }

    EventSubSession session() {
        return session;
    }

    /** The account has joined or left channels. */
    void channelsChanged() {
        session.streams().channelsChanged();
        chat.channelsChanged();
    }

    /** Wishes for a colour that no message led to; returns at once. */
    void changeColor(ChatColor color, Consumer<? super ColorResult> whenDone) {
        colors.write(color, Origin.NONE, whenDone);
    }

    private void interestInStreamsChanged() {
        session.streams().interestChanged();
    }

    /** Its behaviours' sessions. */
    Dispatcher dispatcher() {
        return dispatcher;
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
    List<String> finish(Duration time) throws InterruptedException {
        Deadline deadline = Deadline.in(time, context.timers()::nanos);
        maintenance.close();
        session.disconnect();
        dispatcher.quiesce(deadline.half());
        if (!colors.awaitIdle(deadline.half())) {
            log.warn("{}: a colour could not be set before the stop", helixAccount);
        }
        if (!messages.awaitIdle(deadline.half())) {
            log.warn("{}: a chat message was not sent before the stop", helixAccount);
        }
        dispatcher.quiesce(deadline.half());
        List<String> unfinished = dispatcher.close(deadline);
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

    /** Behaviours get the events of the session that matter to them. */
    private void onSession(AccountEvent event) {
        switch (event) {
            case AccountEvent.Live live ->
                platform.happened(new BotEvent.Live(context.timers().instant()));
            case AccountEvent.Reconnecting(Failure failure) ->
                platform.happened(new BotEvent.Reconnecting(context.timers().instant(), failure.words()));
            default -> {} // Of no concern to behaviours.
        }
        events.accept(event);
    }

    /** An account that may not set its colour must not go on as if it could. */
    private void colorRefused(Answer.NotTaken answer) {
        if (isDoubted.compareAndSet(false, true)) {
            scope.fork("token check", () -> doubted(answer.token(), answer.why().getMessage()));
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
        context.reports().events().publish(event);
        if (event instanceof PluginFailed failure) {
            events.accept(new AccountEvent.Mishap(
                    Kind.PLUGIN,
                    failure.pluginId(),
                    "The plugin '" + failure.pluginId() + "' failed in " + failure.what() + ": " + failure.error()));
        }
    }

    private SayResult send(ChannelId channel, String text) {
        if (!tokens.allows(Scopes.WRITE_CHAT)) {
            return notAllowed();
        }
        try {
            return chat.say(channel, text);
        } catch (LoginNeededException e) {
            events.accept(e.event());
            return new SayResult.Failed(e.getMessage());
        }
    }

    /** Said once: how often it happens depends on those who write in chat. */
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
}
