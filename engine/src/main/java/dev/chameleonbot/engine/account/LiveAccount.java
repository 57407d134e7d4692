package dev.chameleonbot.engine.account;

import com.github.twitch4j.helix.domain.ChatMessage;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenMaintenance;
import dev.chameleonbot.engine.color.ColorWriter;
import dev.chameleonbot.engine.color.HelixColorTransport;
import dev.chameleonbot.engine.dispatch.BotServices;
import dev.chameleonbot.engine.dispatch.ChatDispatcher;
import dev.chameleonbot.engine.eventsub.EventSubSession;
import dev.chameleonbot.engine.eventsub.SessionListener;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.Account;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.UserId;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs for an account from the day its token is proved: behaviours, colour, session, token maintenance. */
final class LiveAccount {
    private static final Logger log = LoggerFactory.getLogger(LiveAccount.class);

    private final HelixAccount helixAccount;
    private final AccountSurroundings surroundings;
    private final UserId userId;
    private final Scope scope;
    private final ColorWriter colors;
    private final ChatDispatcher dispatcher;
    private final EventSubSession session;
    private volatile @Nullable TokenMaintenance maintenance;

    LiveAccount(
            AccountConfig config,
            AccountSurroundings surroundings,
            HelixAccount helixAccount,
            UserId userId,
            Scope scope,
            SessionListener listener) {
        this.helixAccount = helixAccount;
        this.surroundings = surroundings;
        this.userId = userId;
        this.scope = scope;
        this.colors = new ColorWriter(
                config.login(),
                new HelixColorTransport(
                        surroundings.http(),
                        surroundings.endpoints().helix(),
                        helixAccount,
                        userId,
                        surroundings.timers(),
                        scope),
                surroundings.timers(),
                surroundings.random());
        BotServices shared = new BotServices(
                new Account(userId, config.login(), config.primeOrTurbo()),
                colors,
                this::say,
                surroundings.timers(),
                surroundings.services(),
                surroundings.events()::publish);
        this.dispatcher = surroundings
                .roster()
                .dispatcher(
                        shared,
                        config.settings(),
                        pluginId -> surroundings.memories().open(config.login(), pluginId));
        this.session = new EventSubSession(surroundings.sessions(), helixAccount, userId, dispatcher, scope, listener);
    }

    EventSubSession session() {
        return session;
    }

    void maintainedBy(TokenMaintenance keeper) {
        this.maintenance = keeper;
    }

    void start() {
        dispatcher.start(scope);
        session.connect();
    }

    /** Ends it in good order: no more intake, then the behaviours, then the colours they asked for. */
    void finish(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        endMaintenance();
        session.disconnect();
        dispatcher.quiesce(left(end));
        if (!colors.awaitIdle(left(end))) {
            log.warn("{}: a colour could not be set before the stop", helixAccount);
        }
        dispatcher.quiesce(left(end));
        dispatcher.close(left(end));
        colors.close();
        session.cancel();
    }

    /** Ends it without waiting for anything. */
    void abandon() {
        endMaintenance();
        session.disconnect();
        colors.close();
        try {
            dispatcher.close(Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endMaintenance() {
        TokenMaintenance keeper = maintenance;
        if (keeper != null) {
            keeper.close();
        }
    }

    private void say(ChannelId channel, String text) {
        scope.fork("say", () -> send(channel, text));
    }

    private void send(ChannelId channel, String text) {
        ChatMessage message = ChatMessage.builder()
                .broadcasterId(channel.value())
                .senderId(userId.value())
                .message(text)
                .build();
        try {
            surroundings.helix().call(helixAccount, api -> api.sendChatMessage(helixAccount.login(), message));
        } catch (LoginNeededException | RemoteException e) {
            log.warn("{}: a chat message was not sent: {}", helixAccount, e.getMessage());
        }
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
