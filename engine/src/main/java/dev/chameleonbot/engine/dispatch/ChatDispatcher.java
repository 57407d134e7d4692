package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.MessageId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hands each chat message of one account, once, to the sessions that want it.
 *
 * <p>{@link #deliver} is called by the threads that read the sockets; it parses nothing, waits for nothing, and keeps
 * the order of arrival for each session. Behaviours come and go through {@link BehaviourRoster}, one change at a time.
 */
public final class ChatDispatcher {
    private final BehaviourRoster roster;
    private final String login;
    private final SessionSlot.Sessions sessions;
    private final RecentIds own;
    private final RecentIds others;
    private final Consumer<MessageId> onOwn;
    private final ActivityMeter activity;
    private volatile List<SessionSlot> slots = List.of();

    /**
     * {@code own} and {@code others} remember the messages of each kind, so that a busy channel makes nobody forget an own
     * one; {@code onOwn} is told the id of each own message, once, and must not block.
     */
    ChatDispatcher(
            BehaviourRoster roster,
            String login,
            SessionSlot.Sessions sessions,
            RecentIds own,
            RecentIds others,
            Consumer<MessageId> onOwn,
            ActivityMeter activity) {
        this.roster = roster;
        this.login = login;
        this.sessions = sessions;
        this.own = own;
        this.others = others;
        this.onOwn = onOwn;
        this.activity = activity;
    }

    /** Whether any session wants to see what others write, now: its behaviour's audience, or a command that it has added. */
    public boolean wantsEveryone() {
        for (SessionSlot slot : slots) {
            if (slot.wantsOthers()) {
                return true;
            }
        }
        return false;
    }

    /** Starts the sessions; returns at once. */
    public void start() {
        roster.begin(this);
    }

    /**
     * Delivers a message, unless it was delivered before.
     *
     * @param message the message
     */
    public void deliver(ChatMessage message) {
        if (!(message.own() ? own : others).add(message.id().value())) {
            activity.repeated();
            return;
        }
        activity.heard(message);
        if (message.own()) {
            onOwn.accept(message.id());
        }
        for (SessionSlot slot : slots) {
            if (slot.wants(message)) {
                slot.offer(message);
            }
        }
    }

    /** Counts a message of somebody else that no session wants, and so nobody has read. */
    public void passOver() {
        activity.passedOver();
    }

    /**
     * How much waits for each plugin's sessions.
     *
     * @return the number of messages and tasks, by plugin id
     */
    public Map<String, Integer> queues() {
        return slots.stream()
                .collect(Collectors.toMap(slot -> slot.entry().pluginId(), SessionSlot::waiting, Integer::sum));
    }

    /**
     * What each plugin's sessions have counted and measured.
     *
     * @return the figures by name, by plugin id
     */
    public Map<String, Map<String, Long>> figures() {
        Map<String, Map<String, Long>> figures = new TreeMap<>();
        for (SessionSlot slot : slots) {
            slot.figures()
                    .forEach((name, value) -> figures.computeIfAbsent(
                                    slot.entry().pluginId(), id -> new TreeMap<>())
                            .merge(name, value, Long::sum));
        }
        return figures;
    }

    /**
     * How the sessions say that they stand.
     *
     * @return a few words by plugin id; those of several behaviours of one plugin are joined
     */
    public Map<String, String> statuses() {
        return slots.stream()
                .filter(slot -> !slot.status().isEmpty())
                .collect(Collectors.toMap(
                        slot -> slot.entry().pluginId(), SessionSlot::status, (one, other) -> one + "; " + other));
    }

    /** How each session fares. */
    public List<PluginHealth> health() {
        return Stream.concat(slots.stream().map(SessionSlot::health), roster.turnedOff(login).stream())
                .toList();
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
        List<CountDownLatch> marks = slots.stream().map(SessionSlot::mark).toList();
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
        roster.end(this);
        List<SessionSlot> ending = slots;
        ending.forEach(SessionSlot::close);
        awaitEnd(ending, begin + deadline.toNanos() * 3 / 4);
        ending.forEach(SessionSlot::cancel);
        awaitEnd(ending, begin + deadline.toNanos());
        return ending.stream()
                .filter(session -> !session.hasEnded())
                .map(SessionSlot::name)
                .toList();
    }

    private static void awaitEnd(List<SessionSlot> ending, long end) throws InterruptedException {
        for (SessionSlot slot : ending) {
            slot.awaitEnd(left(end));
        }
    }

    /** Ends the sessions, each after what is in its mailbox, and waits for nothing. */
    public void close() {
        roster.end(this);
        slots.forEach(SessionSlot::close);
    }

    /** The account's name. */
    String login() {
        return login;
    }

    /** Opens a session of one more behaviour; it handles nothing before it is admitted. */
    SessionSlot add(BehaviourRoster.Entry entry) {
        SessionSlot slot = new SessionSlot(entry, sessions);
        slot.start();
        List<SessionSlot> more = new ArrayList<>(slots);
        more.add(slot);
        slots = List.copyOf(more);
        return slot;
    }

    /** Gives a behaviour nothing more; the slot that is returned is still to be closed. */
    SessionSlot remove(BehaviourRoster.Entry entry) {
        SessionSlot removed = slot(entry);
        slots = slots.stream().filter(other -> other != removed).toList();
        return removed;
    }

    /** The place of a behaviour. */
    SessionSlot slot(BehaviourRoster.Entry entry) {
        return slots.stream()
                .filter(slot -> slot.entry().equals(entry))
                .findFirst()
                .orElseThrow();
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }
}
