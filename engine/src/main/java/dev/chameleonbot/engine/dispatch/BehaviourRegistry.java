package dev.chameleonbot.engine.dispatch;

import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.Deadline;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.resilience.Timers;
import dev.chameleonbot.engine.state.StateCache;
import dev.chameleonbot.plugin.api.Memory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The behaviours that the engine runs, and the accounts that they run for. Behaviours come, are replaced and go while
 * accounts run; no other behaviour notices.
 *
 * <p>Concurrency: {@code lock} lets changes take turns, and starts and ends of accounts; it guards all fields. It is held
 * while sessions of one plugin end and open, which the deadline and the watchdog bound; no message's way takes it.
 */
public final class BehaviourRegistry {
    private static final Logger log = LoggerFactory.getLogger(BehaviourRegistry.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Dispatcher> running = new LinkedHashSet<>();
    private final Switches switches;
    private final Timers timers;
    private final Set<Runnable> onChange = ConcurrentHashMap.newKeySet();
    /** Written under the lock, read without it too. */
    private volatile List<DeployedBehaviour> behaviours;

    /** Begins with these behaviours, to which messages are offered in this order, and no account. */
    public BehaviourRegistry(List<DeployedBehaviour> behaviours, Switches switches, Timers timers) {
        this.behaviours = List.copyOf(behaviours);
        this.switches = switches;
        this.timers = timers;
    }

    /**
     * Prepares the sessions of one account. Blocks while its memories and the messages seen recently are read.
     *
     * @param settings its settings, by plugin id
     * @param memories opens a plugin's memory of the account, by plugin id
     */
    public Dispatcher dispatcher(
            BotServices shared,
            Map<String, Map<String, Object>> settings,
            Function<String, Memory> memories,
            StateCache state,
            ActivityMeter activity) {
        switches.read(shared.account().login());
        return new Dispatcher(this, shared, settings, memories, state, activity);
    }

    /** The ids of the plugins whose behaviours run, in their order. */
    public Set<String> plugins() {
        Set<String> ids = new LinkedHashSet<>();
        behaviours.forEach(behaviour -> ids.add(behaviour.pluginId()));
        return ids;
    }

    /**
     * The OAuth scopes that behaviours need which run for an account. Blocks where the account's page was not read yet.
     *
     * @return the scopes by plugin id, of those plugins that need some
     */
    public Map<String, Set<String>> scopes(String login) {
        Map<String, Set<String>> needed = new TreeMap<>();
        for (DeployedBehaviour behaviour : behaviours) {
            if (!behaviour.scopes().isEmpty() && runsFor(login, behaviour)) {
                needed.computeIfAbsent(behaviour.pluginId(), id -> new TreeSet<>())
                        .addAll(behaviour.scopes());
            }
        }
        return needed;
    }

    /**
     * Reports each change of what runs, until {@link #forget}.
     *
     * @param listener called on the thread that has made the change, one at a time; must not block
     */
    public void listen(Runnable listener) {
        onChange.add(listener);
    }

    /** Ends what {@link #listen} began. */
    public void forget(Runnable listener) {
        onChange.remove(listener);
    }

    /**
     * Runs a plugin's behaviours from now on: in the place of those that it had, and after those of other plugins where they
     * are more. What waits for a session that is replaced is handled by its successor, once all successors are open. If one
     * does not open, all of those before are put back and handle it. Blocks.
     *
     * @param deadline how long the sessions may take to end; how long one may take to open the watchdog decides
     * @throws DeployException if a session does not open; then, as after any other exception, it is as it was before
     */
    public void deploy(String pluginId, List<DeployedBehaviour> wanted, Duration deadline)
            throws DeployException, InterruptedException {
        lock.lock();
        try {
            List<DeployedBehaviour> before = of(pluginId);
            Map<DeployedBehaviour, DeployedBehaviour> successors = DeployedBehaviour.successors(before, wanted);
            List<DeployedBehaviour> added = without(wanted, successors.values());
            List<DeployedBehaviour> gone = without(before, successors.keySet());
            make(
                    () -> {
                        replace(successors, deadline);
                        add(added, running, deadline);
                    },
                    () -> putBack(pluginId, successors, deadline));
            sessions(wanted, running).forEach(Session::admit);
            List<DeployedBehaviour> after = new ArrayList<>(without(behaviours, gone));
            after.replaceAll(behaviour -> successors.getOrDefault(behaviour, behaviour));
            after.addAll(added);
            changeTo(after);
            remove(gone, running, deadline);
        } finally {
            lock.unlock();
        }
    }

    private void putBack(String pluginId, Map<DeployedBehaviour, DeployedBehaviour> successors, Duration deadline)
            throws InterruptedException {
        Map<DeployedBehaviour, DeployedBehaviour> back = new LinkedHashMap<>();
        successors.forEach((old, next) -> {
            back.put(old, old); // Where it was not replaced yet.
            back.put(next, old);
        });
        try {
            replace(back, deadline);
        } catch (DeployException e) {
            log.error("A session of '{}' cannot continue as before", pluginId, e);
        }
        sessions(successors.keySet(), running).forEach(Session::admit);
    }

    /**
     * Ends the sessions of a plugin and lets messages wait for their successors, until {@link #deploy} or
     * {@link #undeploy}. A session that does not end in time is cut off. Blocks.
     */
    public void suspend(String pluginId, Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            leave(sessions(of(pluginId), running), deadline);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs none of a plugin's behaviours any more. Blocks; afterwards none of them is called.
     *
     * @param deadline how long one session may take to handle what waits for it; then it is cut off
     * @return whether all sessions have ended by themselves
     */
    public boolean undeploy(String pluginId, Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            List<DeployedBehaviour> gone = of(pluginId);
            changeTo(without(behaviours, gone));
            return remove(gone, running, deadline);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a plugin for one account again; does nothing if it does. Blocks.
     *
     * @param deadline how long those that have opened may take to end where another one does not open
     * @throws DeployException if one does not open; then, as after any other exception, the plugin still does not run for
     *     the account
     */
    public void turnOn(String login, String pluginId, Duration deadline) throws DeployException, InterruptedException {
        lock.lock();
        try {
            Optional<Instant> offSince = switches.offSince(login, pluginId);
            if (offSince.isEmpty()) {
                return;
            }
            switches.turnOn(login, pluginId);
            make(
                    () -> add(of(pluginId), ofAccount(login), deadline),
                    () -> switches.turnOff(login, pluginId, offSince.get()));
            sessions(of(pluginId), ofAccount(login)).forEach(Session::admit);
            changeTo(behaviours);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does not run a plugin for one account any more, also after a restart; does nothing if it does not. Blocks; afterwards
     * nothing of the plugin is called for the account.
     *
     * @param deadline how long a session may take to handle what waits for it; then it is cut off
     */
    public void turnOff(String login, String pluginId, Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            if (switches.offSince(login, pluginId).isEmpty()) {
                try {
                    remove(of(pluginId), ofAccount(login), deadline);
                } finally {
                    switches.turnOff(login, pluginId, timers.instant());
                    changeTo(behaviours);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** The plugins that do not run for an account, as their health. */
    List<PluginHealth> turnedOff(String login) {
        List<PluginHealth> off = new ArrayList<>();
        for (String pluginId : plugins()) {
            switches.offSince(login, pluginId)
                    .ifPresent(since -> off.add(
                            new PluginHealth(pluginId, PluginHealth.State.DISABLED, since, "by the operator", 0)));
        }
        return off;
    }

    /** Opens the sessions of an account, of the behaviours that run at this moment. */
    void begin(Dispatcher dispatcher) {
        lock.lock();
        try {
            running.add(dispatcher);
            for (DeployedBehaviour behaviour : behaviours) {
                if (runsFor(dispatcher.login(), behaviour)) {
                    dispatcher.add(behaviour).admit();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** An account ends. Its sessions are no longer managed here. */
    void end(Dispatcher dispatcher) {
        lock.lock();
        try {
            running.remove(dispatcher);
        } finally {
            lock.unlock();
        }
    }

    private void changeTo(List<DeployedBehaviour> after) {
        behaviours = List.copyOf(after);
        onChange.forEach(Runnable::run);
    }

    /** Lets sessions end side by side, then their successors open side by side. */
    private void replace(Map<DeployedBehaviour, DeployedBehaviour> successors, Duration deadline)
            throws DeployException, InterruptedException {
        leave(sessions(successors.keySet(), running), deadline);
        awaitOpen(running.stream()
                .flatMap(dispatcher -> dispatcher.replace(successors).stream())
                .toList());
    }

    private void leave(List<Session> sessions, Duration deadline) throws InterruptedException {
        sessions.forEach(Session::leave);
        Deadline end = Deadline.in(deadline, timers::nanos);
        for (Session session : sessions) {
            session.awaitLeave(end);
        }
    }

    /** Opens sessions of new behaviours for all of these accounts, or for none. */
    private void add(List<DeployedBehaviour> added, Collection<Dispatcher> to, Duration deadline)
            throws DeployException, InterruptedException {
        make(
                () -> {
                    List<Session> opening = new ArrayList<>();
                    for (Dispatcher dispatcher : to) {
                        added.stream()
                                .filter(behaviour -> runsFor(dispatcher.login(), behaviour))
                                .forEach(behaviour -> opening.add(dispatcher.add(behaviour)));
                    }
                    awaitOpen(opening);
                },
                () -> remove(added, to, deadline));
    }

    /** Makes a change, and takes it back if it does not come about, whatever the exception. */
    private static void make(Change change, Change back) throws DeployException, InterruptedException {
        boolean isMade = false;
        try {
            change.make();
            isMade = true;
        } finally {
            if (!isMade) {
                back.make();
            }
        }
    }

    private interface Change {
        void make() throws DeployException, InterruptedException;
    }

    /** Waits until all are open, or one of them has failed. */
    private static void awaitOpen(List<Session> opening) throws DeployException, InterruptedException {
        for (Session session : opening) {
            session.awaitOpen();
        }
    }

    /** What has not ended when this returns or throws is cut off. */
    private boolean remove(List<DeployedBehaviour> gone, Collection<Dispatcher> from, Duration deadline)
            throws InterruptedException {
        List<Session> ending = from.stream()
                .flatMap(dispatcher -> dispatcher.remove(gone).stream())
                .toList();
        Deadline end = Deadline.in(deadline, timers::nanos);
        boolean ended = true;
        try {
            for (Session session : ending) {
                ended &= session.end(end);
            }
        } finally {
            ending.forEach(Session::cancel);
        }
        return ended;
    }

    private static List<Session> sessions(Collection<DeployedBehaviour> of, Collection<Dispatcher> at) {
        return at.stream()
                .flatMap(dispatcher -> dispatcher.sessions(of).stream())
                .toList();
    }

    private boolean runsFor(String login, DeployedBehaviour behaviour) {
        return switches.offSince(login, behaviour.pluginId()).isEmpty();
    }

    private List<Dispatcher> ofAccount(String login) {
        return running.stream()
                .filter(dispatcher -> dispatcher.login().equals(login))
                .toList();
    }

    private List<DeployedBehaviour> of(String pluginId) {
        return behaviours.stream()
                .filter(behaviour -> behaviour.pluginId().equals(pluginId))
                .toList();
    }

    private static List<DeployedBehaviour> without(
            List<DeployedBehaviour> all, Collection<DeployedBehaviour> excluded) {
        return all.stream().filter(behaviour -> !excluded.contains(behaviour)).toList();
    }
}
