package dev.chameleonbot.engine.eventsub;

import com.github.philippheuer.credentialmanager.domain.OAuth2Credential;
import com.github.philippheuer.events4j.api.IEventManager;
import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.socket.IEventSubSocket;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.auth.TokenDoubt;
import dev.chameleonbot.engine.dispatch.ChatDispatcher;
import dev.chameleonbot.engine.events.AccountEvent;
import dev.chameleonbot.engine.eventsub.SessionMachine.Action;
import dev.chameleonbot.engine.eventsub.SessionMachine.Alarm;
import dev.chameleonbot.engine.eventsub.SessionMachine.Event;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.metrics.EngineMeters;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.model.Trouble.Kind;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.Repeats;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.SerialExecutor;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.resilience.TwitchHealth;
import dev.chameleonbot.plugin.api.ChannelId;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.UserId;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's EventSub session: twitch4j's {@link IEventSubSocket} over connections that come and go.
 *
 * <p>Threads: a connection's reader parses its frames and hands chat straight to the dispatcher. All else, from
 * whatever thread, becomes an event of the {@link SessionMachine}, which {@code serial} drives one event at a time; its
 * actions never block there. Nothing here is locked.
 */
public final class EventSubSession implements IEventSubSocket {
    private static final Logger log = LoggerFactory.getLogger(EventSubSession.class);

    /** How long the old connection of a hand-over is read after the new one's welcome: Twitch leaves it half a minute. */
    static final Duration LINGER = Duration.ofSeconds(2);

    private final HelixAccount account;
    private final String endpoint;
    private final SocketConnector connector;
    private final TwitchHealth health;
    private final Semaphore openings;
    private final ChatDispatcher dispatcher;
    private final Consumer<? super AccountEvent> listener;
    private final StreamListener streams;
    private final Timers timers;
    private final EngineMeters meters;
    private final Scope scope;
    private final SerialExecutor serial;
    private final AlarmSet alarms;
    private final SessionMachine machine;
    private final FrameReader reader;
    private final Subscriptions subscriptions;
    private final Repeats repeats;
    private final Twitch4jEvents events;
    private final Map<Integer, Connection> connections = new ConcurrentHashMap<>();
    private final RandomGenerator random;
    /** Why the first channel is not heard that could not be subscribed to on this session; of {@code serial} alone. */
    private @Nullable Failure unheard;

    /** The connection that a subscription was refused on with 401, the latest; of {@code serial} alone, as the next. */
    private int refusedOn;

    private boolean provingRefused;

    private final TokenDoubt doubt;
    private final AtomicBoolean checkingToken = new AtomicBoolean();

    /**
     * What all sessions of an engine share.
     *
     * @param connector opens connections
     * @param endpoint where EventSub is
     * @param health what is known of EventSub, and of what takes subscriptions
     * @param openings how many connections may be on their way to their welcome at a time
     * @param helix creates subscriptions
     * @param retries repeats what may pass
     * @param repeats limits what is logged of odd frames
     * @param timers the clock
     * @param random the source of the jitter
     * @param meters counts frames and lost connections
     */
    public record Shared(
            SocketConnector connector,
            URI endpoint,
            TwitchHealth health,
            Semaphore openings,
            HelixCalls helix,
            Retries retries,
            Repeats repeats,
            Timers timers,
            RandomGenerator random,
            EngineMeters meters) {}

    /**
     * Creates a session that is not connected.
     *
     * @param shared what all sessions share
     * @param account whose session
     * @param self that account's id
     * @param dispatcher takes its chat
     * @param scope owns its threads
     * @param doubt has the token proved where Twitch refuses it, and tells what comes of that
     * @param listener told how it fares
     * @param streams told of streams, and of subscriptions to them
     */
    public EventSubSession(
            Shared shared,
            HelixAccount account,
            UserId self,
            ChatDispatcher dispatcher,
            Scope scope,
            TokenDoubt doubt,
            Consumer<? super AccountEvent> listener,
            StreamListener streams) {
        this.account = account;
        this.endpoint = shared.endpoint().toString();
        this.connector = shared.connector();
        this.health = shared.health();
        this.openings = shared.openings();
        this.dispatcher = dispatcher;
        this.listener = listener;
        this.streams = streams;
        this.timers = shared.timers();
        this.meters = shared.meters();
        this.repeats = shared.repeats();
        this.events = new Twitch4jEvents(repeats);
        this.doubt = doubt;
        this.scope = scope;
        this.serial = new SerialExecutor(scope, this::failed);
        this.alarms = new AlarmSet(timers);
        this.random = shared.random();
        this.machine = new SessionMachine(random);
        this.reader = new FrameReader(self, dispatcher::wantsEveryone, timers);
        this.subscriptions = new Subscriptions(
                new SubscriptionCalls(account, shared.helix(), shared.retries(), health.subscriptions()),
                timers,
                shared.random(),
                new SubscriptionReports());
    }

    @Override
    public void connect() {
        happened(new Event.Start());
    }

    @Override
    public void disconnect() {
        happened(new Event.Stop());
        serial.execute(() -> {
            subscriptions.close();
            alarms.close();
            List.copyOf(connections.keySet()).forEach(this::close);
            events.close();
        });
    }

    @Override
    public void reconnect() {
        connections
                .keySet()
                .forEach(number ->
                        happened(new Event.Lost(number, new Failure(Cause.CLOSED, "a new connection was asked for"))));
    }

    @Override
    public void close() {
        disconnect();
    }

    /** Drops what is left of connections, without goodbyes. */
    public void cancel() {
        connections.values().forEach(Connection::cancel);
    }

    /**
     * Wants to hear something.
     *
     * @param topic what
     * @param name what to call it in messages, such as a channel's name
     * @return whether it was not wanted already
     */
    public boolean register(Topic topic, String name) {
        return subscriptions.add(topic, name);
    }

    @Override
    public boolean register(OAuth2Credential token, EventSubSubscription subscription) {
        Topic topic = Topic.of(subscription);
        return register(topic, topic.channel().orElse(topic.type()));
    }

    @Override
    public boolean unregister(EventSubSubscription subscription) {
        return unregister(Topic.of(subscription));
    }

    /**
     * Does not want to hear something any more.
     *
     * @param topic what
     * @return whether it was wanted
     */
    public boolean unregister(Topic topic) {
        boolean known = subscriptions.remove(topic);
        if (known) {
            serial.execute(() -> listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count())));
        }
        return known;
    }

    @Override
    public Collection<EventSubSubscription> getSubscriptions() {
        return subscriptions.all().stream().map(Topic::toTwitch4j).toList();
    }

    /** The account's login in the place of a token: the real one is put in on the way out, read anew each time. */
    @Override
    public OAuth2Credential getDefaultToken() {
        return new OAuth2Credential("twitch", account.login());
    }

    /** twitch4j's events of this session. They are parsed and published from the first call of this method on. */
    @Override
    public IEventManager getEventManager() {
        return events.manager();
    }

    @Override
    public long getLatency() {
        return -1;
    }

    private void happened(Event event) {
        serial.execute(() -> drive(event));
    }

    private void drive(Event event) {
        for (Action action : machine.on(event)) {
            perform(action);
        }
    }

    /** A connection that was closed as nothing was subscribed to on it: why not tells more than that. */
    private Failure rooted(Failure failure) {
        Failure root = unheard;
        return failure.cause() == Cause.UNUSED && root != null
                ? root.told("no channel could be subscribed to (" + root.words() + "), so it was " + failure.words())
                : failure;
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
                listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count()));
            }
            case Action.ForgetSession forget -> subscriptions.forgetSession();
            case Action.Arm(Alarm alarm, int connection, Duration delay) -> arm(alarm, connection, delay);
            case Action.TellLive live -> listener.accept(new AccountEvent.Live());
            case Action.TellReconnecting(Failure failure) -> {
                meters.reconnecting(failure.cause());
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
        TwitchHealth known = url.isEmpty() ? health : TwitchHealth.unknown(timers, random);
        Connection connection =
                new Connection(new ConnectionEvents(number), timers, openings, known.sockets(), known.subscriptions());
        connections.put(number, connection);
        scope.fork("connect", () -> connection.open(connector, url.orElse(endpoint)));
    }

    private Leave leaveToSubscribe(int number) {
        Connection connection = connections.get(number);
        return Optional.ofNullable(connection)
                .flatMap(Connection::leaveToSubscribe)
                .orElseGet(() -> new Leave(timers.nanos(), false));
    }

    private void arm(Alarm alarm, int number, Duration delay) {
        alarms.after(delay, () -> {
            Connection connection = connections.get(number);
            Duration silence = connection == null ? Duration.ZERO : connection.silence();
            if (alarm == Alarm.CONNECT_OVERDUE && connection != null) {
                connection.unreached(SessionMachine.NO_WELCOME);
            }
            happened(new Event.AlarmRang(alarm, number, silence));
        });
    }

    /** What happens on one connection; on its reader's thread, once it is open. */
    private final class ConnectionEvents implements Connection.Owner {
        private final int number;

        ConnectionEvents(int number) {
            this.number = number;
        }

        @Override
        public void onOpening() {
            happened(new Event.Opening(number));
        }

        @Override
        public void onText(String text) {
            switch (reader.read(text)) {
                case Frame.Chat chat -> deliver(chat.message());
                case Frame.Unwanted unwanted -> dispatcher.passOver();
                case Frame.StreamOnline(ChannelId channel, String login, Instant startedAt) -> {
                    meters.came(EngineMeters.Frame.STREAM);
                    if (!subscriptions.hasLeft(channel.value())) {
                        streams.onOnline(channel, login, startedAt);
                    }
                }
                case Frame.StreamOffline(ChannelId channel, String login) -> {
                    meters.came(EngineMeters.Frame.STREAM);
                    if (!subscriptions.hasLeft(channel.value())) {
                        streams.onOffline(channel, login);
                    }
                }
                case Frame.Keepalive keepalive -> meters.came(EngineMeters.Frame.KEEPALIVE);
                case Frame.Welcome welcome -> welcomed(welcome);
                case Frame.Reconnect reconnect -> {
                    meters.came(EngineMeters.Frame.RECONNECT);
                    meters.askedToReconnect();
                    happened(new Event.ReconnectAsked(number, reconnect.url()));
                }
                case Frame.Revocation revocation -> {
                    meters.came(EngineMeters.Frame.REVOCATION);
                    serial.execute(() -> revoked(revocation));
                }
                case Frame.Unknown unknown -> {
                    meters.came(EngineMeters.Frame.UNKNOWN);
                    log.debug("{}: a frame of type '{}'", account, unknown.type());
                }
                case Frame.Malformed(String problem) -> malformed(problem, text);
            }
            events.publish(text);
        }

        private void malformed(String problem, String text) {
            meters.came(EngineMeters.Frame.MALFORMED);
            repeats.count("malformed: " + problem)
                    .ifPresent(others -> log.warn(
                            "{}: a malformed frame is passed over: {} ({}); {} others since the last such line",
                            account,
                            problem,
                            FrameTraits.of(text),
                            others));
        }

        /** From a channel that was left messages may come until Twitch has deleted the subscription. */
        private void deliver(ChatMessage message) {
            if (!subscriptions.hasLeft(message.channel().value())) {
                dispatcher.deliver(message);
            }
        }

        private void welcomed(Frame.Welcome welcome) {
            meters.came(EngineMeters.Frame.WELCOME);
            Connection connection = connections.get(number);
            if (connection != null) {
                connection.welcomed();
            }
            happened(new Event.Welcomed(number, welcome.sessionId(), welcome.keepaliveTimeout()));
        }

        @Override
        public void onHeldUp(Failure outage) {
            serial.execute(() -> listener.accept(AccountEvent.Failing.notConnected(outage)));
        }

        @Override
        public void onEnd(Failure failure) {
            connections.remove(number);
            serial.execute(() -> {
                drive(new Event.Lost(
                        number, rooted(failure), health.subscriptions().outage().isPresent()));
                subscriptions.ended(number);
            });
        }
    }

    private void revoked(Frame.Revocation revocation) {
        String status = revocation.status();
        String reason = "Twitch revoked the subscription: " + status;
        subscriptions.revoked(revocation).ifPresent(one -> {
            if (one.isChat()) {
                listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count()));
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
    private void checkToken() {
        try {
            if (doubt.holds()) {
                log.info("{}: a subscription was revoked, and its token still holds", account);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    private void checkToken(Secret refused, String refusal) {
        try {
            boolean isReplaced = doubt.isReplaced(refused, refusal);
            serial.execute(() -> proved(isReplaced, refusal));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where there is another token by now, all subscriptions are made with that. */
    private void proved(boolean isReplaced, String refusal) {
        provingRefused = false;
        if (isReplaced) {
            close(refusedOn);
            drive(new Event.Lost(refusedOn, new Failure(Cause.REFUSED, refusal)));
        }
    }

    private void failed(Throwable cause) {
        log.error("{}: the session failed", account, cause);
        listener.accept(new AccountEvent.Faulted(cause));
    }

    /** What becomes of subscriptions, as events of the session. */
    private final class SubscriptionReports implements SubscriptionRun.Reports {
        @Override
        public void subscribed(int connection, boolean complete) {
            happened(new Event.Subscribed(connection, complete));
            // Counted when it is told: reports of subscriptions made side by side overtake one another.
            serial.execute(() -> listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count())));
        }

        @Override
        public void otherSubscribed() {
            serial.execute(streams::onFollowed);
        }

        @Override
        public void otherRefused(String name, String reason) {
            serial.execute(() -> streams.onRefused(name, reason));
        }

        @Override
        public void vanished(String name) {
            serial.execute(() -> listener.accept(new AccountEvent.ChannelsHeard(subscriptions.count())));
        }

        @Override
        public void accessRefused(int connection, Secret token, String reason) {
            serial.execute(() -> EventSubSession.this.accessRefused(connection, token, reason));
        }

        @Override
        public void nothingAllowed(int connection, String reason) {
            happened(new Event.NothingAllowed(connection, reason));
        }

        @Override
        public void sessionUnusable(int connection, String reason) {
            serial.execute(() -> close(connection));
            happened(new Event.Lost(connection, new Failure(Cause.REFUSED, reason)));
        }

        @Override
        public void refused(String name, Failure failure) {
            serial.execute(() -> {
                unheard = unheard == null || unheard.cause().isConsequence() ? failure : unheard;
                listener.accept(AccountEvent.Failing.notHeard(name, failure));
            });
        }

        @Override
        public void heard(String name) {
            serial.execute(() -> {
                unheard = null;
                listener.accept(new AccountEvent.Works(Kind.CHANNEL, name));
            });
        }

        @Override
        public void notInLine(Failure failure) {
            repeats.count("not in line: " + failure.cause())
                    .ifPresent(others -> log.warn(
                            "{}: the subscriptions that Twitch has could not be brought in line with those that are"
                                    + " wanted, which is tried again within minutes: {}; {} others since the last such"
                                    + " line",
                            account,
                            failure.words(),
                            others));
        }

        @Override
        public void loginNeeded(LoginNeededException cause) {
            serial.execute(() -> listener.accept(cause.event()));
        }

        @Override
        public void failed(Throwable cause) {
            serial.execute(() -> listener.accept(new AccountEvent.Faulted(cause)));
        }
    }
}
