package dev.chameleonbot.simulator.eventsub;

import dev.chameleonbot.simulator.account.Account;
import dev.chameleonbot.simulator.time.Timestamps;
import dev.chameleonbot.simulator.websocket.WebSocketConnection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One EventSub session: what a client was welcomed to, on one socket after another if it follows a reconnect.
 *
 * <p>The lock orders what is sent, so that a hand-over from one socket to the next loses and doubles nothing; it is held
 * while a frame is put into a queue, never while one is written.
 */
public final class Session {
    private final String id;
    private final Duration keepalive;
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile String connectedAt = Timestamps.now();
    private volatile WebSocketConnection socket;
    /** The one that it has moved away from. */
    private volatile @Nullable WebSocketConnection oldSocket;

    private volatile @Nullable Owner owner;
    private volatile long lastSent = System.nanoTime();
    private volatile boolean everUsed;
    private volatile boolean pongMissing;

    /** The account and application that all subscriptions of a session belong to. */
    record Owner(Account account, String clientId) {}

    Session(String id, Duration keepalive, WebSocketConnection socket) {
        this.id = id;
        this.keepalive = keepalive;
        this.socket = socket;
    }

    String id() {
        return id;
    }

    String connectedAt() {
        return connectedAt;
    }

    Duration keepalive() {
        return keepalive;
    }

    int keepaliveSeconds() {
        return (int) Math.max(1, keepalive.plusMillis(999).toSeconds());
    }

    /** The socket that it sends on at present. */
    public WebSocketConnection socket() {
        return socket;
    }

    /** The login of its owner, or an empty text before its first subscription. */
    public String login() {
        Owner known = owner;
        return known == null ? "" : known.account.login();
    }

    @Nullable
    Owner owner() {
        return owner;
    }

    Set<Subscription> subscriptions() {
        return subscriptions;
    }

    /** Its subscriptions that deliver. */
    public List<Subscription> enabled() {
        return subscriptions.stream().filter(Subscription::isEnabled).toList();
    }

    boolean isUnused() {
        return !everUsed;
    }

    boolean hasEnded() {
        return ended.get();
    }

    boolean end() {
        return ended.compareAndSet(false, true);
    }

    /** Takes a subscription of that owner; the caller holds the lock of all subscriptions. */
    void add(Owner whose, Subscription subscription) {
        owner = whose;
        everUsed = true;
        subscriptions.add(subscription);
    }

    /** Sends a frame. */
    public void send(byte[] frame) {
        send(frame, () -> {});
    }

    void send(byte[] frame, Runnable beforeWrite) {
        lock.lock();
        try {
            lastSent = System.nanoTime();
            socket.send(frame, beforeWrite);
        } finally {
            lock.unlock();
        }
    }

    /** Whether it has followed a reconnect. */
    boolean hasMoved() {
        return oldSocket != null;
    }

    /** Sends a frame on the socket that it has moved away from; if that is closed, the frame is lost. */
    void sendLate(byte[] frame, Runnable beforeWrite) {
        WebSocketConnection old = oldSocket;
        if (old != null) {
            old.send(frame, beforeWrite);
        }
    }

    /** How long nothing was sent. */
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastSent);
    }

    /** Asks the client for a pong; tells whether the last one has come. */
    boolean ping() {
        boolean answered = !pongMissing;
        pongMissing = true;
        socket.ping();
        return answered;
    }

    void pongReceived() {
        pongMissing = false;
    }

    /**
     * Moves to another socket. Its welcome goes out when nothing waits on the old socket any more, so the client may close
     * that one as soon as it is welcomed.
     *
     * @param next the new socket
     * @param done run once when it has moved
     */
    void moveTo(WebSocketConnection next, Runnable done) {
        WebSocketConnection old = socket;
        old.afterWaiting(() -> {
            if (!tryMove(old, next, old.nothingElseWaits())) {
                moveTo(next, done);
            } else {
                done.run();
            }
        });
    }

    /** Moves at once, whatever still waits on a socket that takes nothing. */
    void forceMoveTo(WebSocketConnection next) {
        tryMove(socket, next, true);
    }

    private boolean tryMove(WebSocketConnection old, WebSocketConnection next, boolean ready) {
        lock.lock();
        try {
            if (socket != old || ended.get()) {
                return true;
            }
            if (!ready || !old.nothingElseWaits()) {
                return false;
            }
            return welcome(next);
        } finally {
            lock.unlock();
        }
    }

    private boolean welcome(WebSocketConnection next) {
        connectedAt = Timestamps.now();
        lastSent = System.nanoTime();
        pongMissing = false;
        next.send(Frames.welcome(this));
        oldSocket = socket;
        socket = next;
        return true;
    }
}
