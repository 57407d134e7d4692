package dev.chameleonbot.engine.account;

import com.github.twitch4j.eventsub.EventSubTransport;
import com.github.twitch4j.eventsub.EventSubTransportMethod;
import com.github.twitch4j.eventsub.subscriptions.SubscriptionTypes;
import dev.chameleonbot.engine.AccountConfig;
import dev.chameleonbot.engine.AccountState;
import dev.chameleonbot.engine.AccountStatus;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenKeeper;
import dev.chameleonbot.engine.auth.TokenKeeper.Access;
import dev.chameleonbot.engine.auth.TokenMaintenance;
import dev.chameleonbot.engine.eventsub.SessionListener;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.RateBudget;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.spi.StateException;
import dev.chameleonbot.plugin.api.ChannelId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one account to life and keeps its status: token, channels, connection, behaviours, and the end of all that.
 *
 * <p>The start is plain blocking code on a virtual thread of the account's {@link Scope}. What runs afterwards is held
 * by one {@link LiveAccount}, which whoever ends the account takes out of {@code live}, so it is ended once.
 */
public final class AccountSupervisor {
    private static final Logger log = LoggerFactory.getLogger(AccountSupervisor.class);
    private static final Duration PARKED_FOR = Duration.ofMinutes(10);

    private final AccountConfig config;
    private final AccountSurroundings surroundings;
    private final StatusBoard board;
    private final TokenKeeper tokens;
    private final HelixAccount helixAccount;
    private final Scope scope;
    private final AtomicReference<@Nullable LiveAccount> live = new AtomicReference<>();
    private volatile Timers.Alarm nextStart = () -> {};
    private volatile boolean stopping;

    /**
     * Creates the supervisor of one account; nothing happens yet.
     *
     * @param config the account
     * @param surroundings what all accounts share
     */
    public AccountSupervisor(AccountConfig config, AccountSurroundings surroundings) {
        this.config = config;
        this.surroundings = surroundings;
        this.board =
                new StatusBoard(config.login(), config.channels().size(), surroundings.timers(), surroundings.events());
        this.tokens = new TokenKeeper(config, surroundings.oauth(), surroundings.store(), surroundings.timers());
        this.helixAccount = new HelixAccount(config.login(), config.clientId(), tokens, new RateBudget());
        this.scope = new Scope(config.login(), this::failed);
    }

    /** How the account stands. */
    public AccountStatus status() {
        return board.status();
    }

    /** Begins; returns at once. */
    public void start() {
        scope.fork("start", this::run);
    }

    private void run() {
        try {
            surroundings.helix().add(helixAccount);
            Access access = patiently(tokens::establish);
            Map<String, ChannelId> channels =
                    patiently(() -> surroundings.channels().ids(helixAccount, config.channels()));
            List<String> unknown = unknown(channels);
            if (channels.isEmpty()) {
                park(
                        "None of its channels exists: " + String.join(", ", unknown),
                        "Correct the names of its channels in the configuration.");
                return;
            }
            board.to(AccountState.CONNECTING);
            unknown.forEach(name -> channelRefused(name, "no such channel; correct its name in the configuration"));
            connect(access, channels);
        } catch (LoginNeededException e) {
            needsLogin(e);
        } catch (RemoteException | StateException e) {
            park(String.valueOf(e.getMessage()), "It is tried again in ten minutes.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<String> unknown(Map<String, ChannelId> channels) {
        List<String> unknown = new ArrayList<>(config.channels());
        unknown.removeAll(channels.keySet());
        return unknown;
    }

    private void connect(Access access, Map<String, ChannelId> channels) {
        LiveAccount fresh =
                new LiveAccount(config, surroundings, helixAccount, access.userId(), scope, new SessionReports());
        TokenMaintenance maintenance = new TokenMaintenance(
                config.login(),
                tokens,
                surroundings.timers(),
                surroundings.retries(),
                surroundings.random(),
                this::needsLogin);
        fresh.maintainedBy(maintenance);
        live.set(fresh);
        channels.forEach((name, id) -> fresh.session()
                .register(
                        SubscriptionTypes.CHANNEL_CHAT_MESSAGE.prepareSubscription(
                                condition -> condition
                                        .broadcasterUserId(id.value())
                                        .userId(access.userId().value())
                                        .build(),
                                EventSubTransport.builder()
                                        .method(EventSubTransportMethod.WEBSOCKET)
                                        .sessionId("")
                                        .build()),
                        name));
        fresh.start();
        maintenance.start(access);
        if (stopping) {
            fresh.abandon();
        }
    }

    /** Repeats what may pass. The turn is held for one attempt only: an account that has to wait delays no other. */
    private <T> T patiently(Retries.Call<T, LoginNeededException> step)
            throws LoginNeededException, InterruptedException {
        return surroundings
                .retries()
                .untilDone(
                        () -> {
                            surroundings.starts().acquire();
                            try {
                                return step.call();
                            } finally {
                                surroundings.starts().release();
                            }
                        },
                        this::willTryAgain);
    }

    private void willTryAgain(RemoteException failure) {
        String error = failure.getMessage();
        if (!board.status().lastError().equals(Optional.of(error))) {
            log.warn("{} cannot start yet, trying again: {}", config.login(), error);
        }
        board.error(error);
    }

    private void needsLogin(LoginNeededException cause) {
        giveUp(AccountState.NEEDS_LOGIN, cause.getMessage(), cause.advice());
        log.warn("{} needs a login: {}. {}", config.login(), cause.getMessage(), cause.advice());
    }

    private void park(String error, String advice) {
        giveUp(AccountState.PARKED, error, advice);
        log.warn("{} is parked: {}. {}", config.login(), error, advice);
        nextStart = surroundings.timers().after(PARKED_FOR, this::startAgain);
    }

    private void startAgain() {
        if (!stopping) {
            board.to(AccountState.STARTING);
            start();
        }
    }

    private void failed(Throwable cause) {
        if (!board.status().state().successors().contains(AccountState.FAILED)) {
            return;
        }
        giveUp(
                AccountState.FAILED,
                "A fault of the program: " + RemoteException.describe(cause),
                "Report it with the stack trace from the log, and restart.");
    }

    private void giveUp(AccountState state, String error, String advice) {
        LiveAccount ended = live.getAndSet(null);
        if (ended != null) {
            ended.abandon();
        }
        board.to(state, error, advice);
    }

    private void channelRefused(String name, String reason) {
        String error = "#" + name + " is not heard: " + reason;
        board.error(error);
        log.warn("{}: {}", config.login(), error);
    }

    /**
     * Ends the account gracefully: takes nothing more in, finishes what is under way, and then everything. Blocks.
     *
     * @param deadline how long it may take
     * @return the names of threads that did not end in time
     */
    public List<String> stop(Duration deadline) {
        stopping = true;
        nextStart.cancel();
        LiveAccount ended = live.getAndSet(null);
        try {
            if (ended != null) {
                ended.finish(deadline);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> left = scope.close(deadline.dividedBy(4));
        surroundings.helix().remove(helixAccount);
        surroundings.memories().close(config.login());
        board.to(AccountState.STOPPED);
        return left;
    }

    /** What the session says, as status. */
    private final class SessionReports implements SessionListener {
        @Override
        public void onLive() {
            if (live.get() == null) {
                return;
            }
            if (board.status().state() == AccountState.RECONNECTING) {
                log.info("{} is live again", config.login());
            }
            board.to(AccountState.LIVE);
        }

        @Override
        public void onReconnecting(String reason) {
            if (live.get() == null) {
                return;
            }
            if (board.status().state() == AccountState.LIVE) {
                log.warn("{}: the connection is lost ({}), reconnecting", config.login(), reason);
                board.to(AccountState.RECONNECTING);
            }
            board.error("The connection was lost: " + reason);
        }

        @Override
        public void onParked(String reason) {
            if (live.get() != null) {
                board.to(
                        AccountState.PARKED,
                        reason,
                        "Check that the account may read its channels; it is tried again in ten minutes.");
                log.warn("{} is parked: Twitch lets it hear none of its channels: {}", config.login(), reason);
            }
        }

        @Override
        public void onChannelsHeard(int count) {
            board.channelsHeard(count);
        }

        @Override
        public void onChannelRefused(String channel, String reason) {
            channelRefused(channel, reason);
        }

        @Override
        public void onFailed(Throwable cause) {
            failed(cause);
        }

        @Override
        public void onLoginNeeded(LoginNeededException cause) {
            if (live.get() != null) {
                needsLogin(cause);
            }
        }
    }
}
