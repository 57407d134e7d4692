package dev.chameleonbot.simulator;

import dev.chameleonbot.simulator.eventsub.ConnectionFaults;
import dev.chameleonbot.simulator.eventsub.EventSubServer;
import dev.chameleonbot.simulator.eventsub.EventSubServer.ReconnectTerms;
import dev.chameleonbot.simulator.eventsub.OddFrames;
import dev.chameleonbot.simulator.eventsub.Session;
import dev.chameleonbot.simulator.fault.Endpoint;
import dev.chameleonbot.simulator.fault.Fault;
import dev.chameleonbot.simulator.fault.OddFrame;
import dev.chameleonbot.simulator.script.EndpointFaults;
import dev.chameleonbot.simulator.script.EndpointFaults.Effect;
import dev.chameleonbot.simulator.script.FaultSwitches;
import dev.chameleonbot.simulator.script.ScriptedFault;
import dev.chameleonbot.simulator.websocket.WebSocketConnection;
import dev.chameleonbot.simulator.websocket.WebSocketConnection.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Injects faults, for all accounts or, with {@link #only}, for one. Thread-safe.
 *
 * <p>Faults of sockets hit those that are open now; a socket belongs to an account from its first subscription on.
 * Faults of calls or frames hit the next ones; a call belongs to the account of its token.
 */
public final class Faults {
    private final FaultSwitches board;
    private final ConnectionFaults connections;
    private final EndpointFaults endpoints;
    private final EventSubServer eventSub;
    private final String login;

    Faults(
            FaultSwitches board,
            ConnectionFaults connections,
            EndpointFaults endpoints,
            EventSubServer eventSub,
            String login) {
        this.board = board;
        this.connections = connections;
        this.endpoints = endpoints;
        this.eventSub = eventSub;
        this.login = login;
    }

    /** The same faults, confined to one account. */
    public Faults only(String accountLogin) {
        return new Faults(board, connections, endpoints, eventSub, accountLogin.toLowerCase(Locale.ROOT));
    }

    /** Closes the sockets with that code, as RFC 6455 requires. */
    public Fault closeSockets(int code) {
        return atOnce("close with " + code, session -> session.socket().close(code, "closed on demand"));
    }

    /** Resets the TCP connections of the sockets. */
    public Fault dropSockets() {
        return atOnce("drop TCP", session -> session.socket().abort());
    }

    /** Sends nothing on the sockets but answers pings, until the fault is closed. Suppressed frames are lost. */
    public Fault stall() {
        return silence("stall", Silence.MUTE);
    }

    /** Sends nothing at all on the sockets, not even pongs, until the fault is closed. Suppressed frames are lost. */
    public Fault freeze() {
        return silence("freeze", Silence.FROZEN);
    }

    private Fault silence(String description, Silence silence) {
        List<Session> struck = eventSub.sessions(login);
        List<WebSocketConnection> sockets = struck.stream().map(Session::socket).toList();
        ScriptedFault fault = board.add(
                description, login, Long.MAX_VALUE, () -> sockets.forEach(socket -> socket.silence(Silence.NONE)));
        sockets.forEach(socket -> socket.silence(silence));
        struck.forEach(session -> fault.hit(session.login()));
        return fault;
    }

    /** Sends a frame that no client expects. */
    public Fault sendOdd(OddFrame frame) {
        return atOnce("odd frame " + frame, session -> OddFrames.send(session, frame));
    }

    /** Sends any text as a frame. */
    public Fault sendText(String text) {
        return atOnce("text of one's own", session -> OddFrames.sendText(session, text));
    }

    /** Sends each of the next notifications twice, with the same ids. */
    public Fault duplicateNotifications(int times) {
        return connections.duplicate(login, times);
    }

    /**
     * Sends each of the next notifications on the old socket of its session, as if it was in transit when the new one
     * was welcomed. If {@link #duplicateNotifications} sends it twice, the second one goes to the new socket. Sessions
     * without a reconnect are not affected; on a socket that the client has closed, the notification is lost.
     */
    public Fault lateNotifications(int times) {
        return connections.delay(login, times);
    }

    /** Adds fields that no client knows to the next notifications. */
    public Fault unknownFields(int times) {
        return connections.addUnknownFields(login, times);
    }

    /**
     * Revokes the subscriptions, all of those open now.
     *
     * @param status the reason: {@code authorization_revoked}, {@code user_removed}, {@code version_removed} or another
     */
    public Fault revoke(String status) {
        return atOnce("revoke: " + status, session -> eventSub.revoke(session.enabled(), status));
    }

    /**
     * Asks for a reconnect that works. As for all reconnects, a hit is a session that has moved, and the fault is over
     * when all have moved or the time to follow has passed.
     */
    public Fault requestReconnect() {
        return reconnect("reconnect", Optional.empty(), Duration.ZERO, 0);
    }

    /** Asks for a reconnect to that URL, whatever it is. */
    public Fault requestReconnectTo(String reconnectUrl) {
        return reconnect("reconnect to a bad URL", Optional.of(reconnectUrl), Duration.ZERO, 0);
    }

    /** Asks for a reconnect to a URL that welcomes with a new session, to which no subscription moves. */
    public Fault requestReconnectToANewSession() {
        return reconnect(
                "reconnect to a new session", Optional.of(eventSub.url().toString()), Duration.ZERO, 0);
    }

    /** Asks for a reconnect to a URL of the simulator that it closes with 4007. */
    public Fault requestReconnectToInvalid() {
        return reconnect(
                "reconnect to an invalid URL",
                Optional.of(eventSub.url() + "?challenge=invalid&id=invalid"),
                Duration.ZERO,
                0);
    }

    /** Asks for a reconnect whose new socket is welcomed only after that time. */
    public Fault requestReconnectWithLateWelcome(Duration welcomeAfter) {
        return reconnect("reconnect, late welcome", Optional.empty(), welcomeAfter, 0);
    }

    /** Asks for a reconnect whose first attempts are answered with 503. */
    public Fault requestReconnectFailingFirst(int failures) {
        return reconnect("reconnect, failing first", Optional.empty(), Duration.ZERO, failures);
    }

    private Fault reconnect(String description, Optional<String> badUrl, Duration welcomeAfter, int failures) {
        List<Session> struck = eventSub.sessions(login);
        ScriptedFault fault = board.add(description, login, struck.size(), () -> {});
        if (struck.isEmpty()) {
            fault.close();
        }
        struck.forEach(session ->
                eventSub.requestReconnect(session, new ReconnectTerms(badUrl, welcomeAfter, failures, fault)));
        return fault;
    }

    /** Resets every new connection of any kind for that time. Affects all accounts. */
    public Fault refuseConnections(Duration time) {
        return board.limit(connections.refuseConnections(), time);
    }

    /**
     * Refuses the next WebSockets. Affects all accounts, since an upgrade does not identify its account.
     *
     * @param status the answer's status, or 0 for a reset
     * @param times how many
     */
    public Fault refuseUpgrades(int status, int times) {
        return connections.refuseUpgrades(status, times);
    }

    /** Answers the next calls of an endpoint with that status; they do nothing. */
    public Fault fail(Endpoint endpoint, int status, int times) {
        return fail(endpoint, status, "failed on demand", times);
    }

    /** Answers the next calls of an endpoint with that status and message; they do nothing. */
    public Fault fail(Endpoint endpoint, int status, String message, int times) {
        return endpoints.add(endpoint, login, new Effect.Fail(status, message), times);
    }

    /** Replaces the bodies of an endpoint's next answers. The calls do their work. */
    public Fault rewrite(Endpoint endpoint, UnaryOperator<String> rewriting, int times) {
        return endpoints.add(endpoint, login, new Effect.Rewrite(rewriting), times);
    }

    /** Refuses every refresh with {@code Invalid refresh token} until the fault is closed. The tokens stay valid. */
    public Fault refuseRefresh() {
        return endpoints.add(Endpoint.TOKEN, login, new Effect.Fail(400, "Invalid refresh token"), Long.MAX_VALUE);
    }

    /** Holds back each answer of an endpoint for that time until the fault is closed. The calls do their work at once. */
    public Fault delay(Endpoint endpoint, Duration by) {
        return endpoints.add(endpoint, login, new Effect.Delay(by), Long.MAX_VALUE);
    }

    /** Holds back each of the next answers of an endpoint for that time. The calls do their work at once. */
    public Fault delay(Endpoint endpoint, Duration by, int times) {
        return endpoints.add(endpoint, login, new Effect.Delay(by), times);
    }

    /** Never answers the next calls of an endpoint; they do nothing, and their connections stay open. */
    public Fault neverAnswer(Endpoint endpoint, int times) {
        return endpoints.add(endpoint, login, new Effect.Hang(), times);
    }

    /** Resets the connections of the next calls of an endpoint instead of answering; the calls do nothing. */
    public Fault drop(Endpoint endpoint, int times) {
        return endpoints.add(endpoint, login, new Effect.Drop(), times);
    }

    /** The faults that are not over. */
    public List<Fault> open() {
        return List.copyOf(board.open());
    }

    /** Ends all faults. */
    public void clear() {
        board.open().forEach(Fault::close);
    }

    private Fault atOnce(String description, Consumer<Session> strike) {
        ScriptedFault fault = board.add(description, login, Long.MAX_VALUE, () -> {});
        for (Session session : eventSub.sessions(login)) {
            strike.accept(session);
            fault.hit(session.login());
        }
        fault.close();
        return fault;
    }
}
