package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.PluginHealth;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Hands each chat message of one account, once, to the sessions that want it.
 *
 * <p>{@link #deliver} is called by the threads that read the sockets; it parses nothing, waits for nothing, and keeps
 * the order of arrival for each session.
 */
public final class ChatDispatcher {
    private final List<SessionRunner> sessions;
    private final boolean wantsEveryone;
    private final RecentIds seen;
    private final Consumer<MessageId> onOwn;

    /** {@code onOwn} is told the id of each own message, once, and must not block. */
    ChatDispatcher(List<SessionRunner> sessions, RecentIds seen, Consumer<MessageId> onOwn) {
        this.onOwn = onOwn;
        this.sessions = List.copyOf(sessions);
        this.wantsEveryone = sessions.stream().anyMatch(session -> session.audience() == Audience.EVERYONE);
        this.seen = seen;
    }

    /** Whether any session wants to see what others write. */
    public boolean wantsEveryone() {
        return wantsEveryone;
    }

    /** Starts the sessions; returns at once. */
    public void start() {
        sessions.forEach(SessionRunner::start);
    }

    /**
     * Delivers a message, unless it was delivered before.
     *
     * @param message the message
     */
    public void deliver(ChatMessage message) {
        if (!seen.add(message.id().value())) {
            return;
        }
        if (message.own()) {
            onOwn.accept(message.id());
        }
        for (SessionRunner session : sessions) {
            if (message.own() || session.audience() == Audience.EVERYONE) {
                session.offer(message);
            }
        }
    }

    /**
     * How much waits for each plugin's sessions.
     *
     * @return the number of messages and tasks, by plugin id
     */
    public Map<String, Integer> queues() {
        return sessions.stream()
                .collect(Collectors.toMap(SessionRunner::pluginId, SessionRunner::waiting, Integer::sum));
    }

    /** How each session fares. */
    public List<PluginHealth> health() {
        return sessions.stream().map(SessionRunner::health).toList();
    }

    /**
     * Waits until all that was delivered has been handled, except for what waits for sessions that are paused or
     * quarantined.
     *
     * @param deadline how long at most
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void quiesce(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        List<CountDownLatch> marks = sessions.stream().map(SessionRunner::mark).toList();
        for (CountDownLatch mark : marks) {
            mark.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        }
    }

    /**
     * Ends the sessions, each after what is in its mailbox, and waits for them. What has not ended after three quarters of
     * the time is interrupted.
     *
     * @param deadline how long at most
     * @return the names of the sessions that have not ended then
     * @throws InterruptedException if the calling thread was interrupted
     */
    public List<String> close(Duration deadline) throws InterruptedException {
        long begin = System.nanoTime();
        sessions.forEach(SessionRunner::close);
        awaitEnd(begin + deadline.toNanos() * 3 / 4);
        cancel();
        awaitEnd(begin + deadline.toNanos());
        return sessions.stream()
                .filter(session -> !session.hasEnded())
                .map(SessionRunner::name)
                .toList();
    }

    private void awaitEnd(long end) throws InterruptedException {
        for (SessionRunner session : sessions) {
            session.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** Ends the sessions without what is in their mailboxes, interrupts those that are in a call, and waits for nothing. */
    public void cancel() {
        sessions.forEach(SessionRunner::cancel);
    }
}
