package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.account.Tokens;
import dev.chameleonbot.simulator.http.Answer;
import dev.chameleonbot.simulator.http.HttpRequest;
import dev.chameleonbot.simulator.http.HttpResponse;
import dev.chameleonbot.simulator.journal.JournalEntry.Kind;
import dev.chameleonbot.simulator.script.ScriptedFault;
import dev.chameleonbot.simulator.served.EventJournal;
import dev.chameleonbot.simulator.time.Alarms;
import dev.chameleonbot.simulator.websocket.Handshake;
import dev.chameleonbot.simulator.websocket.WebSocketConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** {@code /ws}: welcomes sockets, keeps them alive, moves and ends sessions. Thread-safe. */
public final class EventSubServer {
    private static final int PING_PONG_FAILED = 4002;
    private static final int INVALID_RECONNECT = 4007;
    private static final Duration FORCE_MOVE_AFTER = Duration.ofSeconds(1);

    private final Timing timing;
    private final Subscriptions subscriptions;
    private final ConnectionFaults faults;
    private final EventJournal journal;
    private final Alarms alarms;
    private final Supplier<URI> url;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final Reconnects reconnects = new Reconnects();

    /**
     * The server's periods.
     *
     * @param keepalive after how long a silence a keepalive is sent, unless the client asks for another period
     * @param unusedAfter how soon a client must subscribe
     * @param reconnectWithin how soon a client must follow a reconnect
     * @param ping how often the server pings, or zero for never
     */
    public record Timing(Duration keepalive, Duration unusedAfter, Duration reconnectWithin, Duration ping) {}

    /** A server without sessions. */
    public EventSubServer(
            Timing timing,
            Subscriptions subscriptions,
            ConnectionFaults faults,
            EventJournal journal,
            Alarms alarms,
            Supplier<URI> url) {
        this.timing = timing;
        this.subscriptions = subscriptions;
        this.faults = faults;
        this.journal = journal;
        this.alarms = alarms;
        this.url = url;
    }

    /** Answers a request for {@code /ws}. */
    public Answer answer(HttpRequest request) {
        Optional<Answer> struck = faults.onUpgrade();
        if (struck.isPresent()) {
            return struck.get();
        }
        if (!Handshake.isAskedFor(request)) {
            return HttpResponse.empty(426).with("Upgrade: websocket\r\n");
        }
        Optional<String> challenge = request.query().first("challenge");
        if (challenge.isPresent()) {
            return followReconnect(request, challenge.get());
        }
        Duration keepalive = timing.keepalive;
        Optional<String> wanted = request.query().first("keepalive_timeout_seconds");
        if (wanted.isPresent()) {
            int seconds = wanted.get().matches("[0-9]{1,4}") ? Integer.parseInt(wanted.get()) : 0;
            if (seconds < 10 || seconds > 600) {
                return HttpResponse.empty(400);
            }
            keepalive = Duration.ofSeconds(seconds);
        }
        return newSession(request, keepalive);
    }

    private Answer newSession(HttpRequest request, Duration keepalive) {
        WebSocketConnection socket = new WebSocketConnection(request, alarms);
        Session session = new Session("AgoQ" + Tokens.random(22), keepalive, socket);
        return new Answer.Takeover(socket.listener(new SocketEvents(session, socket) {
            @Override
            public void opened() {
                sessions.put(session.id(), session);
                session.send(Frames.welcome(session));
                journal.write(Kind.CONNECTED, "", session.id(), 101);
                alarms.in(timing.unusedAfter, () -> closeIfUnused(session));
                watch(session);
            }
        }));
    }

    private Answer followReconnect(HttpRequest request, String challenge) {
        WebSocketConnection socket = new WebSocketConnection(request, alarms);
        String id = request.query().first("id").orElse("");
        Reconnects.Order order = reconnects.find(challenge, id).orElse(null);
        if (order == null) {
            return new Answer.Takeover(socket.listener(new WebSocketConnection.Listener() {
                @Override
                public void opened() {
                    socket.close(INVALID_RECONNECT, "invalid reconnect");
                }
            }));
        }
        if (order.failsNow()) {
            return HttpResponse.empty(503);
        }
        return new Answer.Takeover(socket.listener(new SocketEvents(order.session(), socket) {
            @Override
            public void opened() {
                if (order.welcomeAfter().isZero()) {
                    move(order, challenge, socket);
                } else {
                    alarms.in(order.welcomeAfter(), () -> move(order, challenge, socket));
                }
            }
        }));
    }

    private void move(Reconnects.Order order, String challenge, WebSocketConnection socket) {
        if (socket.isClosing()) {
            return;
        }
        if (!reconnects.remove(challenge)) {
            socket.close(INVALID_RECONNECT, "invalid reconnect");
            return;
        }
        Session session = order.session();
        session.moveTo(socket, () -> {
            if (session.socket() != socket) {
                socket.close(INVALID_RECONNECT, "invalid reconnect");
                return;
            }
            journal.write(Kind.CONNECTED, session.login(), session.id(), 101);
            order.fault().strikes(session.login());
        });
        alarms.in(FORCE_MOVE_AFTER, () -> session.forceMoveTo(socket));
    }

    /** Keeps a session alive, and pings it where that is asked for, as long as it lives. */
    private void watch(Session session) {
        keepAlive(session);
        if (!timing.ping.isZero()) {
            alarms.in(timing.ping, () -> ping(session));
        }
    }

    private void keepAlive(Session session) {
        Duration left = session.keepalive().minus(session.quiet());
        if (session.hasEnded()) {
            return;
        }
        if (left.isPositive()) {
            alarms.in(left, () -> keepAlive(session));
        } else {
            session.send(Frames.keepalive());
            alarms.in(session.keepalive(), () -> keepAlive(session));
        }
    }

    private void ping(Session session) {
        if (session.hasEnded()) {
            return;
        }
        if (session.ping()) {
            alarms.in(timing.ping, () -> ping(session));
        } else {
            session.socket().close(PING_PONG_FAILED, "client failed ping-pong");
        }
    }

    private void closeIfUnused(Session session) {
        if (session.isUnused()) {
            session.socket().close(4003, "connection unused");
        }
    }

    /**
     * Asks for a reconnect.
     *
     * @param session what is to move
     * @param terms how the move goes
     */
    public void requestReconnect(Session session, ReconnectTerms terms) {
        WebSocketConnection old = session.socket();
        String challenge = reconnects.add(new Reconnects.Order(
                session, terms.welcomeAfter(), new AtomicInteger(terms.failures()), terms.fault()));
        String good = url.get() + "?challenge=" + challenge + "&id=" + session.id();
        session.send(Frames.reconnect(session, terms.badUrl().orElse(good)));
        alarms.in(timing.reconnectWithin, () -> {
            reconnects.remove(challenge);
            terms.fault().close();
            old.close(4004, "reconnect grace time expired");
        });
    }

    /**
     * How a reconnect goes.
     *
     * @param badUrl what stands in {@code reconnect_url} instead of a URL that works
     * @param welcomeAfter how late the welcome of the new socket is
     * @param failures how many attempts to connect fail first
     * @param fault told when a session has moved
     */
    public record ReconnectTerms(Optional<String> badUrl, Duration welcomeAfter, int failures, ScriptedFault fault) {}

    /** Revokes subscriptions: says so on their sockets, then they are gone. */
    public void revoke(Collection<Subscription> revoked, String status) {
        subscriptions.disable(revoked, status);
        for (Subscription subscription : revoked) {
            subscription.session().send(Frames.revocation(subscription));
            journal.write(Kind.REVOKED, subscription.account().login(), subscription.id(), 0);
        }
    }

    /** Where sockets connect to. */
    public URI url() {
        return url.get();
    }

    /** The session of that id, if it lives. */
    public Optional<Session> session(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** The sessions of that account, or all if the login is empty. */
    public List<Session> sessions(String login) {
        return sessions.values().stream()
                .filter(session -> login.isEmpty() || session.login().equals(login))
                .toList();
    }

    /** How many sessions live. */
    public int sessionCount() {
        return sessions.size();
    }

    private void ended(Session session, WebSocketConnection socket, int code) {
        if (session.socket() == socket && session.end()) {
            sessions.remove(session.id());
            reconnects.removeAll(session);
            subscriptions.disable(session.enabled(), statusAfter(code));
        }
        journal.write(Kind.DISCONNECTED, session.login(), session.id(), code);
    }

    private static String statusAfter(int code) {
        return switch (code) {
            case 4000 -> "websocket_internal_error";
            case 4001 -> "websocket_received_inbound_traffic";
            case 4002 -> "websocket_failed_ping_pong";
            case 4003 -> "websocket_connection_unused";
            case 4004 -> "websocket_failed_to_reconnect";
            case 4005 -> "websocket_network_timeout";
            case 4006 -> "websocket_network_error";
            default -> "websocket_disconnected";
        };
    }

    /** What a session hears of one of its sockets. */
    private class SocketEvents implements WebSocketConnection.Listener {
        private final Session session;
        private final WebSocketConnection socket;

        SocketEvents(Session session, WebSocketConnection socket) {
            this.session = session;
            this.socket = socket;
        }

        @Override
        public void dataReceived() {
            socket.close(4001, "client sent inbound traffic");
        }

        @Override
        public void pongReceived() {
            session.pongReceived();
        }

        @Override
        public void ended(int code) {
            EventSubServer.this.ended(session, socket, code);
        }
    }
}
