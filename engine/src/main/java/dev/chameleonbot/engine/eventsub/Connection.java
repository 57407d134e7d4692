package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a session, from waiting for its turn to open until its end.
 *
 * <p>{@link #open} runs on a thread of its own, frames come on the connection's reader, {@link #close} on the session's
 * serial executor: hence the volatile fields. A turn is taken for the time from opening to the welcome, so that many
 * accounts do not open all at once, and given back once, by whoever comes first. Before that it needs leave of the endpoint's
 * health, which learns what came of it, and of that of subscriptions: Twitch closes what nothing can be subscribed to on.
 */
final class Connection implements SocketConnector.Listener {
    /** How long a connection may take to answer our goodbye. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Owner owner;
    private final Timers timers;
    private final Semaphore turns;
    private final EndpointHealth endpoint;
    private final EndpointHealth subscriptions;
    private final AtomicBoolean holdsTurn = new AtomicBoolean();
    private volatile SocketConnector.@Nullable Socket socket;
    private volatile @Nullable Leave leave;
    private volatile @Nullable Leave leaveToSubscribe;
    private volatile boolean closed;
    private volatile boolean welcomed;
    private volatile long lastHeard;

    /** Told what happens on the connection. */
    interface Owner {
        /** It has got its turn and is being opened. */
        void onOpening();

        /** A text frame came in. */
        void onText(String text);

        /** It waits to be opened, as others have not got through. */
        void onHeldUp(Failure outage);

        /** It has ended, or never came about. */
        void onEnd(Failure failure);
    }

    Connection(Owner owner, Timers timers, Semaphore turns, EndpointHealth endpoint, EndpointHealth subscriptions) {
        this.owner = owner;
        this.timers = timers;
        this.turns = turns;
        this.endpoint = endpoint;
        this.subscriptions = subscriptions;
        this.lastHeard = timers.nanos();
    }

    /** Waits for a turn and opens it. Blocks. */
    void open(SocketConnector connector, String url) {
        try {
            takeTurn();
            if (closed) {
                giveTurnBack();
                return;
            }
            lastHeard = timers.nanos();
            owner.onOpening();
            SocketConnector.Socket opened = connector.open(url, this);
            socket = opened;
            if (closed) {
                opened.cancel();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalArgumentException e) {
            onEnd(new Failure(Cause.REFUSED, "the address cannot be used: " + e.getMessage()));
        }
    }

    /** Either endpoint may be found to be away while others have their turns. Whose turn one is has waited enough. */
    private void takeTurn() throws InterruptedException {
        while (true) {
            endpoint.outage().or(subscriptions::outage).ifPresent(owner::onHeldUp);
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

    @Override
    public void onText(String text) {
        lastHeard = timers.nanos();
        owner.onText(text);
    }

    @Override
    public void onEnd(Failure failure) {
        unreached(failure);
        giveTurnBack();
        owner.onEnd(failure);
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
        SocketConnector.Socket opened = socket;
        if (opened != null) {
            opened.close();
            timers.after(GOODBYE, opened::cancel);
        }
        giveTurnBack();
    }

    /** Drops it at once. */
    void cancel() {
        closed = true;
        SocketConnector.Socket opened = socket;
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
