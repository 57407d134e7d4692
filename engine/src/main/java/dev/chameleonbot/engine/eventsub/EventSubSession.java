package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.TokenProof;
import dev.chameleonbot.engine.dispatch.Dispatcher;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Action;
import dev.chameleonbot.engine.eventsub.EventSubMachine.Alarm;
import dev.chameleonbot.engine.eventsub.SubscriptionRun.Wanted;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.LogLimit;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.plugin.api.Channels;
import dev.chameleonbot.plugin.api.UserId;
import dev.chameleonbot.plugin.host.AccountPlatform;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.WebSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's EventSub session, over connections that come and go.
 *
 * <p>Threads: a connection's reader hands each frame to the {@link FrameHandler}. All else, from any thread, is a
 * {@link EventSubEvent}. {@code serial} handles one at a time, and drives the {@link EventSubMachine}; nothing blocks there.
 * Nothing here is locked; {@code unheard}, {@code refusedOn} and {@code provingRefused} belong to {@code serial} alone.
 */
public final class EventSubSession {
    private static final Logger log = LoggerFactory.getLogger(EventSubSession.class);

    /** How long the old connection of a hand-over is read after the new one's welcome: Twitch leaves it half a minute. */
    static final Duration LINGER = Duration.ofSeconds(2);

    private final Shared shared;
    private final HelixAccount account;
    private final Consumer<? super AccountEvent> listener;
    private final StreamWatch streams;
    private final Scope scope;
    private final TokenProof tokens;
    private final SerialExecutor serial;
    private final AlarmSet alarms;
    private final EventSubMachine machine;
    private final Subscriptions subscriptions;
    private final FrameHandler frames;
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    /** Why the first channel is not heard that could not be subscribed to on this session. */
    private @Nullable Failure unheard;

    /** The connection that a subscription was refused on with 401, the latest. */
    private int refusedOn;

    private boolean provingRefused;
    private final AtomicBoolean checkingToken = new AtomicBoolean();

    /**
     * What all sessions of an engine share.
     *
     * @param sockets opens connections: a client with a dispatcher of its own that has no limit, as an open socket counts
     *     as a running call
     * @param openings how many connections may be on their way to their welcome at a time
     * @param limit limits what is logged of odd frames
     */
    public record Shared(
            WebSocket.Factory sockets,
            URI endpoint,
            TwitchHealth health,
            Semaphore openings,
            HelixCalls helix,
            Retries retries,
            LogLimit limit,
            Timers timers,
            EngineMeters meters) {}

    /**
     * Creates a session that is not connected.
     *
     * @param tokens has the token proved where Twitch refuses it, and tells what comes of that
     */
    public EventSubSession(
            Shared shared,
            HelixAccount account,
            UserId self,
            Dispatcher dispatcher,
            AccountPlatform platform,
            Channels channels,
            Scope scope,
            TokenProof tokens,
            Consumer<? super AccountEvent> listener) {
        this.shared = shared;
        this.account = account;
        this.listener = listener;
        this.scope = scope;
        this.tokens = tokens;
        this.serial = new SerialExecutor(scope, this::failed);
        this.alarms = new AlarmSet(shared.timers());
        this.machine = new EventSubMachine(shared.timers().random());
        this.subscriptions = new Subscriptions(
                new SubscriptionCalls(
                        account,
                        shared.helix(),
                        shared.retries(),
                        shared.health().subscriptions()),
                shared.timers(),
                shared.limit(),
                this::happened);
        this.streams = new StreamWatch(
                account.login(),
                platform,
                channels,
                subscriptions::add,
                subscriptions::remove,
                new HelixStreams(account, shared.helix(), shared.retries(), shared.timers()),
                shared.timers(),
                alarms,
                scope,
                listener);
        this.frames = new FrameHandler(
                account,
                new FrameReader(self, dispatcher::wantsEveryone, shared.timers()),
                subscriptions,
                dispatcher,
                streams,
                shared.meters(),
                shared.limit());
    }

    /** The streams of the account's channels. */
    public StreamWatch streams() {
        return streams;
    }

    /** Begins to connect; returns at once. */
    public void connect() {
        happened(new Event.Start());
    }

    /** Says goodbye and ends all attempts; returns at once. What still comes in is still read. */
    public void disconnect() {
        happened(new Event.Stop());
        serial.execute(() -> {
            subscriptions.close();
            alarms.close();
            List.copyOf(connections.keySet()).forEach(this::close);
        });
    }

    /** Drops what is left of connections, without goodbyes. */
    public void cancel() {
        connections.values().forEach(Connection::cancel);
    }

    /** Wants to hear something, which messages call by this name, such as a channel's. */
    public void register(Topic topic, String name) {
        subscriptions.add(topic, name);
    }

    /** Does not want to hear something any more. */
    public void unregister(Topic topic) {
        if (subscriptions.remove(topic)) {
            serial.execute(this::tellHowManyAreHeard);
        }
    }

    private void tellHowManyAreHeard() {
        listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count()));
    }

    private void happened(EventSubEvent event) {
        serial.execute(() -> handle(event));
    }

    private void drive(Event event) {
        for (Action action : machine.on(event)) {
            perform(action);
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.Open(int connection, Optional<String> url) -> open(connection, url);
            case Action.Close close -> close(close.connection());
            case Action.Retire old -> alarms.after(LINGER, () -> close(old.connection()));
            case Action.Subscribe(int connection, String sessionId) -> {
                unheard = null;
                subscriptions.subscribe(connection, sessionId, leaveToSubscribe(connection));
            }
            case Action.Moved moved -> {
                subscriptions.moved(moved.connection(), moved.sessionId());
                tellHowManyAreHeard();
            }
            case Action.ForgetSession forget -> subscriptions.forgetSession();
            case Action.Arm(Alarm alarm, int connection, Duration delay) -> arm(alarm, connection, delay);
            case Action.TellLive live -> listener.accept(new AccountEvent.Live());
            case Action.TellReconnecting(Failure failure) -> {
                shared.meters().reconnecting(failure.cause());
                listener.accept(new AccountEvent.Reconnecting(failure));
            }
            case Action.TellNothingAllowed(String reason) ->
                listener.accept(new AccountEvent.Refused(
                        "Twitch lets it hear none of its channels: " + reason,
                        "Check that the account may read the chat of its channels."));
        }
    }

    private void close(int number) {
        Connection connection = connections.remove(number);
        if (connection != null) {
            connection.close();
        }
    }

    private void open(int number, Optional<String> url) {
        // An address that was sent to this account alone says nothing about the endpoint.
        TwitchHealth known = url.isEmpty() ? shared.health() : TwitchHealth.unknown(shared.timers());
        Connection connection = new Connection(
                number,
                frames,
                this::happened,
                shared.timers(),
                shared.openings(),
                known.sockets(),
                known.subscriptions());
        connections.put(number, connection);
        String address = url.orElseGet(shared.endpoint()::toString);
        scope.fork("connect", () -> connection.open(shared.sockets(), address));
    }

    private Leave leaveToSubscribe(int number) {
        return Optional.ofNullable(connections.get(number))
                .flatMap(Connection::leaveToSubscribe)
                .orElseGet(() -> new Leave(shared.timers().nanos(), false));
    }

    private void arm(Alarm alarm, int number, Duration delay) {
        alarms.after(delay, () -> {
            Connection connection = connections.get(number);
            Duration silence = connection == null ? Duration.ZERO : connection.silence();
            if (alarm == Alarm.CONNECT_OVERDUE && connection != null) {
                connection.unreached(EventSubMachine.NO_WELCOME);
            }
            happened(new Event.AlarmRang(alarm, number, silence));
        });
    }

    private void ended(int number, Failure failure) {
        connections.remove(number);
        boolean needsMore = shared.health().subscriptions().outage().isPresent();
        drive(new Event.Lost(number, rooted(failure), needsMore));
        subscriptions.ended(number);
    }

    /** A connection that was closed as nothing was subscribed to on it: why not tells more than that. */
    private Failure rooted(Failure failure) {
        Failure root = unheard;
        return failure.cause() == Cause.UNUSED && root != null
                ? root.withWords(
                        "no channel could be subscribed to (" + root.words() + "), so it was " + failure.words())
                : failure;
    }

    private void handle(EventSubEvent event) {
        switch (event) {
            case Event.Subscribed subscribed -> {
                drive(subscribed);
                // Counted when it is reported: reports of subscriptions made side by side overtake one another.
                tellHowManyAreHeard();
            }
            case Event other -> drive(other);
            case EventSubEvent.HeldUp(Failure outage) -> listener.accept(AccountEvent.Failing.notConnected(outage));
            case EventSubEvent.Ended(int connection, Failure failure) -> ended(connection, failure);
            case EventSubEvent.Revoked(Frame.Revocation revocation) -> revoked(revocation);
            case EventSubEvent.Created(Wanted wanted)
            when wanted.isChat() -> {
                unheard = null;
                listener.accept(new AccountEvent.Works(Kind.CHANNEL, wanted.name()));
            }
            case EventSubEvent.Created ofStream -> streams.lookSoon();
            case EventSubEvent.Refused(Wanted wanted, Failure failure)
            when wanted.isChat() -> {
                unheard = unheard == null || unheard.cause().isConsequence() ? failure : unheard;
                listener.accept(AccountEvent.Failing.notHeard(wanted.name(), failure));
            }
            case EventSubEvent.Refused(Wanted wanted, Failure failure) ->
                streams.onRefused(wanted.name(), failure.words());
            case EventSubEvent.Vanished vanished -> tellHowManyAreHeard();
            case EventSubEvent.SessionUnusable(int connection, String reason) -> drop(connection, reason);
            case EventSubEvent.AccessRefused(int connection, Secret token, String reason) ->
                accessRefused(connection, token, reason);
            case EventSubEvent.LoginNeeded needed ->
                listener.accept(needed.cause().event());
            case EventSubEvent.Failed failed -> listener.accept(new AccountEvent.Faulted(failed.cause()));
        }
    }

    private void drop(int connection, String reason) {
        close(connection);
        drive(new Event.Lost(connection, new Failure(Cause.REFUSED, reason)));
    }

    private void revoked(Frame.Revocation revocation) {
        String status = revocation.status();
        String reason = "Twitch revoked the subscription: " + status;
        subscriptions.revoked(revocation).ifPresent(one -> {
            if (one.isChat()) {
                tellHowManyAreHeard();
                listener.accept(AccountEvent.Failing.notHeard(one.name(), new Failure(Cause.REFUSED, reason)));
            } else {
                streams.onRefused(one.name(), reason);
            }
        });
        if (status.equals("authorization_revoked") && checkingToken.compareAndSet(false, true)) {
            scope.fork("token check", this::checkToken);
        }
    }

    /** Twitch says that the authorisation has ended. Where the token holds, it has not: only that subscription has. */
    private void checkToken() throws InterruptedException {
        try {
            if (tokens.holds()) {
                log.info("{}: a subscription was revoked, and its token still holds", account);
            }
        } finally {
            checkingToken.set(false);
        }
    }

    /** One proof at a time: sessions may follow one another for as long as the token cannot be proved. */
    private void accessRefused(int connection, Secret token, String refusal) {
        refusedOn = connection;
        if (!provingRefused) {
            provingRefused = true;
            scope.fork("token check", () -> checkToken(token, refusal));
        }
    }

    private void checkToken(Secret refused, String refusal) throws InterruptedException {
        boolean isReplaced = tokens.isReplaced(refused, refusal);
        serial.execute(() -> {
            provingRefused = false;
            if (isReplaced) {
                drop(refusedOn, refusal); // All subscriptions are made with the other token.
            }
        });
    }

    private void failed(Throwable cause) {
        log.error("{}: the session failed", account, cause);
        listener.accept(new AccountEvent.Faulted(cause));
    }
}
