package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.host.SessionLimits;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The place of one behaviour at one account: a mailbox, and the session that empties it. When the behaviour's plugin is
 * updated, the next session goes on with the mailbox where the one before it stopped, so that nothing is lost or doubled.
 *
 * <p>Any thread may offer messages. Everything else is done by one thread at a time, which {@link BehaviourRoster} sees
 * to.
 */
final class SessionSlot {
    private static final Logger log = LoggerFactory.getLogger(SessionSlot.class);

    private final Sessions sessions;
    private volatile Mailbox mailbox = new Mailbox(SessionLimits.MOST_MESSAGES);
    private volatile BehaviourRoster.Entry entry;
    private volatile SessionRunner runner;
    /** Whether others' messages have to wait for a successor, which alone knows its commands. */
    private volatile boolean othersWait;

    /** Makes a session of a behaviour for the account. */
    @FunctionalInterface
    interface Sessions {
        /** {@code isSuccessor} has the mailbox outlive a session that does not open: another one may. */
        SessionRunner create(BehaviourRoster.Entry entry, Mailbox mailbox, boolean isSuccessor);
    }

    SessionSlot(BehaviourRoster.Entry entry, Sessions sessions) {
        this.sessions = sessions;
        this.entry = entry;
        this.runner = sessions.create(entry, mailbox, false);
    }

    BehaviourRoster.Entry entry() {
        return entry;
    }

    /** What to call it where something is wrong with it. */
    String name() {
        return runner.name();
    }

    /** How its session fares. */
    PluginHealth health() {
        return runner.health();
    }

    /** Whether it wants to see what others write, now. */
    boolean wantsOthers() {
        return othersWait || runner.wantsOthers();
    }

    /** Whether a message is for the session, or may be for its successor. */
    boolean wants(ChatMessage message) {
        return othersWait || runner.wants(message);
    }

    /** What the session has counted and measured, by name. */
    Map<String, Long> figures() {
        return runner.figures();
    }

    String status() {
        return runner.status();
    }

    void offer(ChatMessage message) {
        SessionRunner now = runner;
        now.offer(message);
        SessionRunner next = runner;
        if (next != now) {
            next.wake(); // It may have looked into the mailbox just before.
        }
    }

    int waiting() {
        return mailbox.size();
    }

    /** Opens the session; it handles nothing before it is admitted. */
    void start() {
        runner.start();
    }

    /** Lets the session handle what waits for it. */
    void admit() {
        runner.admit();
    }

    /** Asks the session to end after the call that is under way, for another one to go on. */
    void leave() {
        othersWait = wantsOthers();
        runner.leave();
    }

    /**
     * Waits for the end of a session that was asked to leave, and opens one of another behaviour in its place. One that
     * does not end in time is cut off: it is interrupted, asked for nothing and heard no more.
     */
    void succeed(BehaviourRoster.Entry next, Duration deadline) throws InterruptedException {
        awaitLeave(deadline);
        if (mailbox.isClosed()) { // The session before it never opened, or was quarantined.
            mailbox = new Mailbox(SessionLimits.MOST_MESSAGES);
        }
        mailbox.release();
        entry = next;
        runner = sessions.create(next, mailbox, true);
        runner.start();
    }

    /** Waits for the end of a session that was asked to leave; one that does not end in time is cut off. */
    void awaitLeave(Duration deadline) throws InterruptedException {
        runner.awaitEnd(deadline);
        if (!runner.hasEnded()) {
            log.warn("A session of '{}' does not end and is cut off", entry.pluginId());
            runner.abandon();
        }
    }

    /** Waits until the session is open; tells what it failed on, if it did. */
    Optional<Throwable> awaitOpen() throws InterruptedException {
        Optional<Throwable> failure = runner.awaitOpen();
        if (failure.isEmpty()) {
            othersWait = false;
        }
        return failure;
    }

    /** See {@link SessionRunner#mark}. */
    CountDownLatch mark() {
        return runner.mark();
    }

    /** Takes nothing more in; the session closes after what is there. */
    void close() {
        runner.close();
    }

    /** Ends the session without what is in the mailbox, and interrupts the call that it is in. */
    void cancel() {
        runner.cancel();
    }

    void awaitEnd(Duration deadline) throws InterruptedException {
        runner.awaitEnd(deadline);
    }

    boolean hasEnded() {
        return runner.hasEnded();
    }

    /** Takes nothing more in, lets what is there be handled as far as the time allows, and cuts off what is left. */
    boolean end(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        mark().await(deadline.toNanos(), TimeUnit.NANOSECONDS);
        close();
        awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        boolean ended = hasEnded();
        if (!ended) {
            log.warn("A session of '{}' does not end and is cut off", entry.pluginId());
            cancel();
        }
        return ended;
    }
}
