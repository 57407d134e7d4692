package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.ChatMessage;
import dev.chameleonbot.plugin.api.Memory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Hands each chat message of one account, once, to the sessions that want it.
 *
 * <p>{@link #deliver} is called by the threads that read the sockets; it parses nothing, waits for nothing, and keeps
 * the order of arrival for each session. Sessions come and go through {@link BehaviourRegistry}, one change at a time.
 */
public final class Dispatcher {
    /** Of own messages and of others', in each generation. */
    private static final int MOST_IDS = 16_384;

    private final BehaviourRegistry registry;
    private final BotServices shared;
    private final Map<String, Map<String, Object>> settings;
    private final Function<String, Memory> memories;
    private final Map<String, Memory> read = new ConcurrentHashMap<>();
    private final StateCache state;
    /** Apart from others' ids, so that a busy channel makes nobody forget an own one. */
    private final RecentIds own;

    private final RecentIds others;
    private final ActivityMeter activity;
    private volatile List<Session> sessions = List.of();

    /** Reads what its sessions and the first messages need, so that nobody waits for the disk later. */
    Dispatcher(
            BehaviourRegistry registry,
            BotServices shared,
            Map<String, Map<String, Object>> settings,
            Function<String, Memory> memories,
            StateCache state,
            ActivityMeter activity) {
        this.registry = registry;
        this.shared = shared;
        this.settings = settings;
        this.memories = memories;
        this.state = state;
        this.activity = activity;
        this.own = new RecentIds(shared.timers()::nanos, MOST_IDS);
        this.others = new RecentIds(shared.timers()::nanos, MOST_IDS);
        // Those of before a restart count as seen now, which is longer than they have to be remembered.
        state.seen(login()).forEach(id -> own.add(id.value()));
        registry.plugins().forEach(pluginId -> read.put(pluginId, memories.apply(pluginId)));
    }

    /** Whether any session wants to see what others write, now: its behaviour's audience, or a command that it has added. */
    public boolean wantsEveryone() {
        for (Session session : sessions) {
            if (session.wantsOthers()) {
                return true;
            }
        }
        return false;
    }

    /** Starts the sessions; returns at once. */
    public void start() {
        registry.begin(this);
    }

    /** Delivers a message, unless it was delivered before. */
    public void deliver(ChatMessage message) {
        if (!(message.own() ? own : others).add(message.id().value())) {
            shared.meters().repeated();
            return;
        }
        activity.heard(message);
        if (message.own()) {
            state.addSeen(login(), message.id());
        }
        for (Session session : sessions) {
            if (session.wants(message)) {
                session.offer(message);
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
        return sessions.stream().collect(Collectors.toMap(Session::pluginId, Session::waiting, Integer::sum));
    }

    /**
     * What each plugin's sessions have counted and measured.
     *
     * @return the figures by name, by plugin id
     */
    public Map<String, Map<String, Long>> figures() {
        Map<String, Map<String, Long>> figures = new TreeMap<>();
        for (Session session : sessions) {
            session.bot()
                    .figures()
                    .forEach((name, value) -> figures.computeIfAbsent(session.pluginId(), id -> new TreeMap<>())
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
        Map<String, String> statuses = new TreeMap<>();
        for (Session session : sessions) {
            String status = session.bot().platform().status();
            if (!status.isEmpty()) {
                statuses.merge(session.pluginId(), status, (one, other) -> one + "; " + other);
            }
        }
        return statuses;
    }

    /** How each session fares. */
    public List<PluginHealth> health() {
        return Stream.concat(sessions.stream().map(Session::health), registry.turnedOff(login()).stream())
                .toList();
    }

    /**
     * Waits until all that was delivered has been handled, except for what waits for sessions that are paused or
     * quarantined.
     */
    public void quiesce(Deadline deadline) throws InterruptedException {
        List<CountDownLatch> marks = sessions.stream().map(Session::mark).toList();
        for (CountDownLatch mark : marks) {
            deadline.await(mark);
        }
    }

    /**
     * Ends the sessions, each after what is in its mailbox, and waits for them. What has not ended when the
     * {@linkplain Deadline#patience patience} does is interrupted.
     *
     * @return the names of the sessions that have not ended then
     */
    public List<String> close(Deadline deadline) throws InterruptedException {
        Deadline patience = deadline.patience();
        close();
        List<Session> ending = sessions;
        for (Session session : ending) {
            session.awaitEnd(patience);
        }
        ending.forEach(Session::cancel);
        List<String> unfinished = new ArrayList<>();
        for (Session session : ending) {
            if (!session.awaitEnd(deadline)) {
                unfinished.add(login() + "/" + session.pluginId());
            }
        }
        return unfinished;
    }

    /** Ends the sessions, each after what is in its mailbox, and waits for nothing. */
    public void close() {
        registry.end(this);
        sessions.forEach(Session::close);
    }

    /** The account's name. */
    String login() {
        return shared.account().login();
    }

    /** Opens a session of one more behaviour; it handles nothing before it is admitted. */
    Session add(DeployedBehaviour behaviour) {
        Session added = new Session(behaviour, shared, settings(behaviour), memory(behaviour), new Mailbox(), 0);
        added.start();
        sessions = Stream.concat(sessions.stream(), Stream.of(added)).toList();
        return added;
    }

    /** Opens sessions in the places of those that have ended; they handle nothing before they are admitted. */
    List<Session> replace(Map<DeployedBehaviour, DeployedBehaviour> successors) {
        List<Session> opening = new ArrayList<>();
        for (Session before : sessions(successors.keySet())) {
            DeployedBehaviour next = Objects.requireNonNull(successors.get(before.deployed()));
            Session after = before.succeededBy(next, settings(next), memory(next));
            after.start();
            sessions = sessions.stream()
                    .map(session -> session == before ? after : session)
                    .toList();
            opening.add(after);
        }
        return opening;
    }

    /** Gives the sessions of these behaviours nothing more; they are still to be ended. */
    List<Session> remove(Collection<DeployedBehaviour> gone) {
        List<Session> removed = sessions(gone);
        sessions =
                sessions.stream().filter(session -> !removed.contains(session)).toList();
        return removed;
    }

    /** The sessions of these behaviours, of those that run for the account. */
    List<Session> sessions(Collection<DeployedBehaviour> of) {
        return sessions.stream()
                .filter(session -> of.contains(session.deployed()))
                .toList();
    }

    private Map<String, Object> settings(DeployedBehaviour behaviour) {
        return settings.getOrDefault(behaviour.pluginId(), Map.of());
    }

    private Memory memory(DeployedBehaviour behaviour) {
        return read.computeIfAbsent(behaviour.pluginId(), memories);
    }
}
