package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final RecentIds seen;
    private final Consumer<MessageId> onOwn;

    /** {@code onOwn} is told the id of each own message, once, and must not block. */
    ChatDispatcher(List<SessionRunner> sessions, RecentIds seen, Consumer<MessageId> onOwn) {
        this.onOwn = onOwn;
        this.sessions = List.copyOf(sessions);
        this.seen = seen;
    }

    /** Whether any session wants to see what others write, now: its behaviour's audience, or a command that it has added. */
    public boolean wantsEveryone() {
        for (SessionRunner session : sessions) {
            if (session.wantsOthers()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Starts the sessions, each on its own virtual thread.
     *
     * @param scope owns the threads
     */
    public void start(Scope scope) {
        sessions.forEach(session -> session.start(scope));
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
            if (session.wants(message)) {
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

    /**
     * What each plugin's sessions have counted and measured.
     *
     * @return the figures by name, by plugin id
     */
    public Map<String, Map<String, Long>> figures() {
        Map<String, Map<String, Long>> figures = new TreeMap<>();
        for (SessionRunner session : sessions) {
            session.figures()
                    .forEach((name, value) -> figures.computeIfAbsent(session.pluginId(), id -> new TreeMap<>())
                            .merge(name, value, Long::sum));
        }
        return figures;
    }

    /**
     * Waits until all that was delivered has been handled.
     *
     * @param deadline how long at most
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void quiesce(Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        for (SessionRunner session : sessions) {
            session.quiesce(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /**
     * Ends the sessions, each after what is in its mailbox, and waits for them.
     *
     * @param deadline how long at most
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void close(Duration deadline) throws InterruptedException {
        sessions.forEach(SessionRunner::close);
        long end = System.nanoTime() + deadline.toNanos();
        for (SessionRunner session : sessions) {
            session.awaitEnd(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }
}
