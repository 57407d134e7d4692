package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.model.TwitchEndpoints;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.Timers;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket connection of a session, from waiting for its turn to open until its end.
 *
 * <p>{@link #open} runs on a thread of its own, frames come on the virtual thread that reads the socket, {@link #close} on
 * the session's serial executor: hence the volatile fields. OkHttp calls one method at a time, and {@code ended} is read by
 * those alone. A turn is taken for the time from opening to the welcome, so that many accounts do not open all at once, and
 * given back once, by the first of several threads. Before that it needs leave of the endpoint's health, which learns what
 * came of it, and of that of subscriptions: Twitch closes what nothing can be subscribed to on.
 */
final class Connection extends WebSocketListener {
    /** How long a connection may take to answer our goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private static final int NORMAL_CLOSURE = 1000;
    /** EventSub's close code of a connection that nothing was subscribed to on. */
    private static final int UNUSED = 4003;

    /** The {@link EventSubMachine}'s of it. */
    private final int number;

    private final FrameHandler frames;
    private final Consumer<? super EventSubEvent> events;
    private final Timers timers;
    private final Semaphore turns;
    private final EndpointHealth endpoint;
    private final EndpointHealth subscriptions;
    private final AtomicBoolean holdsTurn = new AtomicBoolean();
    private volatile @Nullable WebSocket socket;
    private volatile @Nullable Leave leave;
    private volatile @Nullable Leave leaveToSubscribe;
    private volatile boolean closed;
    private volatile boolean welcomed;
    private volatile long lastHeard;
    private boolean ended;

    Connection(
            int number,
            FrameHandler frames,
            Consumer<? super EventSubEvent> events,
            Timers timers,
            Semaphore turns,
            EndpointHealth endpoint,
            EndpointHealth subscriptions) {
        this.number = number;
        this.frames = frames;
        this.events = events;
        this.timers = timers;
        this.turns = turns;
        this.endpoint = endpoint;
        this.subscriptions = subscriptions;
        this.lastHeard = timers.nanos();
    }

    /** Waits for a turn and opens it. Blocks. */
    void open(WebSocket.Factory sockets, String url) throws InterruptedException {
        try {
            takeTurn();
            if (closed) {
                giveTurnBack();
                return;
            }
            lastHeard = timers.nanos();
            events.accept(new Event.Opening(number));
            URI address = TwitchEndpoints.eventSubAddress(URI.create(url));
            WebSocket opened = sockets.newWebSocket(
                    new Request.Builder().url(address.toString()).build(), this);
            socket = opened;
            if (closed) {
                opened.cancel();
            }
        } catch (IllegalArgumentException e) {
            end(new Failure(Cause.REFUSED, "the address cannot be used: " + e.getMessage()));
        }
    }

    /** Either endpoint may be found to be away while others have their turns. Whose turn one is has waited enough. */
    private void takeTurn() throws InterruptedException {
        while (true) {
            endpoint.outage()
                    .or(subscriptions::outage)
                    .map(EventSubEvent.HeldUp::new)
                    .ifPresent(events);
            Leave given = endpoint.await();
            Leave toSubscribe = given.isTurn() ? given : subscriptions.await();
            turns.acquire();
            if (closed || (endpoint.holds(given) && subscriptions.holds(toSubscribe))) {
                leave = given;
                leaveToSubscribe = toSubscribe;
                holdsTurn.set(true);
                return;
            }
            turns.release();
        }
    }

    /** EventSub has no binary frames: nothing in one could be meant for us. */
    @Override
    public void onMessage(WebSocket from, String text) {
        lastHeard = timers.nanos();
        switch (frames.take(text)) {
            case Frame.Welcome(String sessionId, Duration keepaliveTimeout) -> {
                welcomed();
                events.accept(new Event.Welcomed(number, sessionId, keepaliveTimeout));
            }
            case Frame.Reconnect(String url) -> events.accept(new Event.ReconnectAsked(number, url));
            case Frame.Revocation revocation -> events.accept(new EventSubEvent.Revoked(revocation));
            default -> {} // It is handled.
        }
    }

    @Override
    public void onClosing(WebSocket from, int code, String reason) {
        from.close(NORMAL_CLOSURE, null);
        end(closed(code, reason));
    }

    /** What EventSub's close codes mean. Source: Twitch's "Handling WebSocket Events". */
    private static Failure closed(int code, String reason) {
        String meaning = switch (code) {
            case 4000 -> "internal server error";
            case 4001 -> "client sent inbound traffic";
            case 4002 -> "client failed ping-pong";
            case UNUSED -> "connection unused";
            case 4004 -> "reconnect grace time expired";
            case 4005 -> "network timeout";
            case 4006 -> "network error";
            case 4007 -> "invalid reconnect";
            default -> reason;
        };
        String words = meaning.isBlank() ? Integer.toString(code) : code + " (" + meaning + ")";
        return new Failure(code == UNUSED ? Cause.UNUSED : Cause.CLOSED, "closed by Twitch with " + words);
    }

    @Override
    public void onClosed(WebSocket from, int code, String reason) {
        end(new Failure(Cause.CLOSED, "closed"));
    }

    @Override
    public void onFailure(WebSocket from, Throwable thrown, @Nullable Response response) {
        end(
                response == null
                        ? Failure.of(thrown)
                        : Failure.answered(response.code(), "the upgrade was answered with " + response.code()));
    }

    void end(Failure failure) {
        if (!ended) {
            ended = true;
            unreached(failure);
            giveTurnBack();
            events.accept(new EventSubEvent.Ended(number, failure));
        }
    }

    /** It has not come as far as its welcome. */
    void unreached(Failure failure) {
        Leave given = leave;
        if (given != null && !welcomed && !closed && failure.cause().isOutageBeforeWelcome()) {
            endpoint.failed(given, failure);
        }
    }

    /** It is welcomed: somebody else may open one. */
    void welcomed() {
        welcomed = true;
        endpoint.answered();
        giveTurnBack();
    }

    /** The leave to subscribe to something on it, once; empty before it is opened. */
    Optional<Leave> leaveToSubscribe() {
        return Optional.ofNullable(leaveToSubscribe);
    }

    /** How long nothing has been heard on it; answered pings do not count. */
    Duration silence() {
        return Duration.ofNanos(timers.nanos() - lastHeard);
    }

    /** Says goodbye, and drops it if that is not answered soon. */
    void close() {
        closed = true;
        WebSocket opened = socket;
        if (opened != null) {
            opened.close(NORMAL_CLOSURE, null);
            timers.after(GOODBYE, opened::cancel);
        }
        giveTurnBack();
    }

    /** Drops it at once. */
    void cancel() {
        closed = true;
        WebSocket opened = socket;
        if (opened != null) {
            opened.cancel();
        }
    }

    private void giveTurnBack() {
        if (holdsTurn.compareAndSet(true, false)) {
            turns.release();
        }
    }
}
