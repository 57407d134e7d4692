package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * How one account's EventSub session goes on: what has happened goes in, what is to be done comes out. It does nothing
 * itself and knows no clock, so that every course of events can be tried in a table.
 *
 * <p>Connections are numbered; an event of a connection that no longer matters changes nothing. During a hand-over
 * there are two: the current one, which is read until the next one can take its place.
 *
 * <p>Not thread-safe; one serial executor drives it.
 */
final class EventSubMachine {
    /** From the opening of a connection to its welcome. */
    static final Duration CONNECT_DEADLINE = Duration.ofSeconds(15);
    /** What is the matter where that is over. */
    static final Failure NO_WELCOME =
            new Failure(Cause.NETWORK, "no welcome within " + CONNECT_DEADLINE.toSeconds() + " s");
    /** What a frame may be late beyond the server's keepalive timeout. */
    static final Duration KEEPALIVE_GRACE = Duration.ofSeconds(5);
    /**
     * How long a connection has to hold before earlier failures are forgotten: longer than Twitch's ten seconds to
     * subscribe, so that a server that takes connections only to end them does not count as healthy.
     */
    static final Duration STABLE_AFTER = Duration.ofSeconds(12);

    /**
     * What part of the time that was waited since the last connection that held may be waited again: eight connections in
     * a row that end at once cost some ten seconds, and a server that ends them all is asked once a minute in the end.
     */
    private static final int SHARE = 3;

    private static final int NONE = 0;

    /** Where the session stands. */
    enum Phase {
        IDLE,
        /** Opening the current connection. */
        CONNECTING,
        /** Welcomed on the current connection, heard nothing yet. */
        SUBSCRIBING,
        LIVE,
        /** Reading the current connection while the next one is made ready. */
        HANDING_OVER,
        /** Without a connection, until the back-off is over. */
        WAITING,
        CLOSED
    }

    /** What is to be done. */
    sealed interface Action {
        /** Opens a connection: to the given address, or to the endpoint. */
        record Open(int connection, Optional<String> url) implements Action {}

        record Close(int connection) implements Action {}

        /** Reads a connection a little longer, as something may be on its way there, and closes it then. */
        record Retire(int connection) implements Action {}

        /** Creates all wanted subscriptions on a new session. */
        record Subscribe(int connection, String sessionId) implements Action {}

        /** The subscriptions have moved to this connection; those still missing go to its session. */
        record Moved(int connection, String sessionId) implements Action {}

        /** The session is over and its subscriptions with it; the next session starts from nothing. */
        record ForgetSession() implements Action {}

        record Arm(Alarm alarm, int connection, Duration delay) implements Action {}

        record TellLive() implements Action {}

        record TellReconnecting(Failure failure) implements Action {}

        record TellNothingAllowed(String reason) implements Action {}
    }

    /** What to be reminded of. */
    enum Alarm {
        CONNECT_OVERDUE,
        KEEPALIVE_DUE,
        STABLE,
        BACKOFF_OVER,
        NEXT_CONNECTION
    }

    private final RandomGenerator random;
    private final List<Action> actions = new ArrayList<>();
    private Phase phase = Phase.IDLE;
    private int lastNumber = NONE;
    private int current = NONE;
    private int next = NONE;
    private boolean nextWelcomed;
    /** Whether the next connection hears some of the channels already. */
    private boolean nextHears;
    /** Whether the connection being opened takes the subscriptions over, as a reconnect_url's does. */
    private boolean takesOver;

    private Duration silenceAllowed = Duration.ZERO;
    /** How long was waited since the last connection that held. */
    private Duration waited = Duration.ZERO;

    EventSubMachine(RandomGenerator random) {
        this.random = random;
    }

    Phase phase() {
        return phase;
    }

    /** Takes an event; the actions are to be done in their order. */
    List<Action> on(Event event) {
        actions.clear();
        if (phase != Phase.CLOSED) {
            switch (event) {
                case Event.Start start when phase == Phase.IDLE -> connect();
                case Event.Start again -> {}
                case Event.Opening(int connection)
                when isCurrent(connection) ->
                    actions.add(new Action.Arm(Alarm.CONNECT_OVERDUE, connection, CONNECT_DEADLINE));
                case Event.Opening former -> {}
                case Event.Welcomed welcomed when isAwaited(welcomed.connection()) -> welcomed(welcomed);
                case Event.Welcomed other when isCurrent(other.connection()) -> {}
                case Event.Welcomed former -> actions.add(new Action.Close(former.connection()));
                case Event.Subscribed subscribed -> subscribed(subscribed);
                case Event.NothingAllowed refused -> nothingAllowed(refused);
                case Event.ReconnectAsked asked -> reconnectAsked(asked);
                case Event.Lost lost -> lost(lost);
                case Event.AlarmRang rang -> alarm(rang);
                case Event.Stop stop -> stop();
            }
        }
        return List.copyOf(actions);
    }

    private void connect() {
        phase = Phase.CONNECTING;
        takesOver = false;
        current = open(Optional.empty());
    }

    private int open(Optional<String> url) {
        int number = ++lastNumber;
        actions.add(new Action.Open(number, url));
        return number;
    }

    private boolean isCurrent(int connection) {
        return connection == current || connection == next;
    }

    private boolean isAwaited(int connection) {
        return (phase == Phase.CONNECTING && connection == current)
                || (phase == Phase.HANDING_OVER && connection == next && !nextWelcomed);
    }

    private void welcomed(Event.Welcomed event) {
        int connection = event.connection();
        silenceAllowed = event.keepaliveTimeout().plus(KEEPALIVE_GRACE);
        actions.add(new Action.Arm(Alarm.KEEPALIVE_DUE, connection, silenceAllowed));
        if (!takesOver) {
            nextWelcomed = phase == Phase.HANDING_OVER;
            phase = phase == Phase.CONNECTING ? Phase.SUBSCRIBING : phase;
            actions.add(new Action.Subscribe(connection, event.sessionId()));
            return;
        }
        if (phase == Phase.HANDING_OVER) {
            actions.add(new Action.Retire(current));
        }
        becomeLive(connection);
        actions.add(new Action.Moved(connection, event.sessionId()));
    }

    private void becomeLive(int connection) {
        current = connection;
        forgetNext();
        phase = Phase.LIVE;
        actions.add(new Action.Arm(Alarm.STABLE, connection, STABLE_AFTER));
        actions.add(new Action.TellLive());
    }

    private void subscribed(Event.Subscribed event) {
        int connection = event.connection();
        if (phase == Phase.SUBSCRIBING && connection == current) {
            becomeLive(connection);
        } else if (phase == Phase.HANDING_OVER && connection == next) {
            // The old connection still hears the channels that are missing on the new one.
            nextHears = true;
            if (event.complete()) {
                actions.add(new Action.Retire(current));
                becomeLive(connection);
            }
        }
    }

    private void nothingAllowed(Event.NothingAllowed event) {
        if (event.connection() == next && next != NONE) {
            // What the old connection hears it goes on hearing for as long as it lasts.
            drop(next, new Failure(Cause.REFUSED, event.reason()));
        } else if (event.connection() == current) {
            stop();
            actions.add(new Action.TellNothingAllowed(event.reason()));
        }
    }

    private void reconnectAsked(Event.ReconnectAsked event) {
        boolean connected = phase == Phase.LIVE || phase == Phase.SUBSCRIBING;
        if (connected && event.connection() == current) {
            phase = Phase.HANDING_OVER;
            takesOver = true;
            nextWelcomed = false;
            next = open(Optional.of(event.url()));
        }
    }

    private void lost(Event.Lost event) {
        int connection = event.connection();
        Failure failure = event.failure();
        if (connection == next && next != NONE) {
            // The old connection is still read, so a new session of its own can be prepared in parallel.
            boolean wasOpening = !nextWelcomed;
            forgetNext();
            actions.add(new Action.Arm(Alarm.NEXT_CONNECTION, current, pause(event, wasOpening)));
        } else if (connection == current && current != NONE) {
            if (phase == Phase.HANDING_OVER && nextHears) {
                becomeLive(next);
                return;
            }
            actions.add(new Action.TellReconnecting(failure));
            if (phase == Phase.HANDING_OVER && next != NONE) {
                // Without the old connection nobody knows whether the subscriptions still move: make sure of them.
                int successor = next;
                phase = nextWelcomed ? Phase.SUBSCRIBING : Phase.CONNECTING;
                if (!nextWelcomed) {
                    actions.add(new Action.ForgetSession());
                }
                forgetNext();
                current = successor;
            } else {
                backOff(event);
            }
        }
    }

    /**
     * How long to wait for the next attempt. Where the endpoint is away that is its health's affair, as all accounts share
     * it, and where a connection has held for a while there is no need to wait.
     */
    private Duration pause(Event.Lost lost, boolean wasOpening) {
        if (lost.needsMore() || (wasOpening && lost.failure().cause().isOutageBeforeWelcome())) {
            return Backoff.STANDARD.within(Duration.ZERO, random);
        }
        Duration pause = Backoff.STANDARD.within(waited.dividedBy(SHARE), random);
        waited = waited.plus(pause);
        return pause;
    }

    private void forgetNext() {
        next = NONE;
        takesOver = false;
        nextWelcomed = false;
        nextHears = false;
    }

    private void backOff(Event.Lost event) {
        boolean wasOpening = phase == Phase.CONNECTING;
        current = NONE;
        forgetNext();
        phase = Phase.WAITING;
        actions.add(new Action.ForgetSession());
        actions.add(new Action.Arm(Alarm.BACKOFF_OVER, NONE, pause(event, wasOpening)));
    }

    private void alarm(Event.AlarmRang event) {
        int connection = event.connection();
        switch (event.alarm()) {
            case CONNECT_OVERDUE -> {
                if (isAwaited(connection)) {
                    drop(connection, NO_WELCOME);
                }
            }
            case KEEPALIVE_DUE -> {
                if (isCurrent(connection)) {
                    keepaliveDue(connection, event.silence());
                }
            }
            case STABLE -> waited = connection == current && phase == Phase.LIVE ? Duration.ZERO : waited;
            case BACKOFF_OVER -> {
                if (phase == Phase.WAITING) {
                    connect();
                }
            }
            case NEXT_CONNECTION -> {
                if (phase == Phase.HANDING_OVER && connection == current && next == NONE) {
                    next = open(Optional.empty());
                }
            }
        }
    }

    private void keepaliveDue(int connection, Duration silence) {
        if (silence.compareTo(silenceAllowed) < 0) {
            actions.add(new Action.Arm(Alarm.KEEPALIVE_DUE, connection, silenceAllowed.minus(silence)));
        } else {
            drop(connection, new Failure(Cause.NETWORK, "nothing was heard for " + silence.toSeconds() + " s"));
        }
    }

    private void drop(int connection, Failure failure) {
        actions.add(new Action.Close(connection));
        lost(new Event.Lost(connection, failure));
    }

    private void stop() {
        phase = Phase.CLOSED;
        if (next != NONE) {
            actions.add(new Action.Close(next));
        }
        if (current != NONE) {
            actions.add(new Action.Close(current));
        }
        current = NONE;
        forgetNext();
    }
}
