package dev.chameleonbot.engine.dispatch;

import static java.util.Objects.requireNonNull;

import dev.chameleonbot.engine.metrics.ActivityMeter;
import dev.chameleonbot.engine.model.AskedBehaviour;
import dev.chameleonbot.engine.model.DeployException;
import dev.chameleonbot.engine.model.PluginHealth;
import dev.chameleonbot.engine.state.SeenLedger;
import dev.chameleonbot.plugin.api.Audience;
import dev.chameleonbot.plugin.api.ChatBehaviour;
import dev.chameleonbot.plugin.api.Memory;
import dev.chameleonbot.plugin.host.DeclaredScopes;
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
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The behaviours that the engine runs, and the accounts that they run for. Behaviours come, are replaced and go while
 * accounts run; no other behaviour notices.
 *
 * <p>Concurrency: {@code lock} lets changes take turns, and starts and ends of accounts; it guards all fields. It is held
 * while sessions of one plugin end and open, which the deadline and their guard bound; the way of a message never takes it.
 */
public final class BehaviourRoster {
    /** Of own messages and of others', in each generation. */
    private static final int MOST_IDS = 16_384;

    private static final Logger log = LoggerFactory.getLogger(BehaviourRoster.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ChatDispatcher> running = new LinkedHashSet<>();
    private final PluginSwitches switches;
    private final Set<Runnable> onChange = new CopyOnWriteArraySet<>();
    /** Written under the lock, read without it too. */
    private volatile List<Entry> entries;

    /**
     * Begins with these behaviours and no account.
     *
     * @param entries the behaviours in the order in which messages are offered to them
     * @param switches which plugins do not run for which accounts
     */
    public BehaviourRoster(List<Entry> entries, PluginSwitches switches) {
        this.entries = List.copyOf(entries);
        this.switches = switches;
    }

    /**
     * Prepares the sessions of one account. Blocks while its memories and the messages seen of late are read.
     *
     * @param shared what its bots share
     * @param settings its settings, by plugin id
     * @param memories opens a plugin's memory of the account, by plugin id
     * @param served knows which messages were seen before, and is told of each own one
     * @param activity counts what the account hears
     * @return the account's dispatcher, not started
     */
    public ChatDispatcher dispatcher(
            BotServices shared,
            Map<String, Map<String, Object>> settings,
            Function<String, Memory> memories,
            SeenLedger served,
            ActivityMeter activity) {
        String login = shared.account().login();
        RecentIds own = new RecentIds(shared.timers()::nanos, MOST_IDS);
        own.restore(served.recent(login));
        RecentIds others = new RecentIds(shared.timers()::nanos, MOST_IDS);
        // Read now, so that nobody waits for the disk when the sessions begin.
        Map<String, Memory> read = new ConcurrentHashMap<>();
        plugins().forEach(pluginId -> read.put(pluginId, memories.apply(pluginId)));
        switches.read(login);
        SessionSlot.Sessions sessions = (entry, mailbox, isSuccessor) -> new SessionRunner(
                entry,
                shared,
                settings.getOrDefault(entry.pluginId(), Map.of()),
                read.computeIfAbsent(entry.pluginId(), memories),
                mailbox,
                isSuccessor);
        return new ChatDispatcher(this, login, sessions, own, others, id -> served.add(login, id), activity);
    }

    /** The ids of the plugins whose behaviours run, in their order. */
    public Set<String> plugins() {
        Set<String> ids = new LinkedHashSet<>();
        entries.forEach(entry -> ids.add(entry.pluginId()));
        return ids;
    }

    /**
     * The OAuth scopes that behaviours need which run for an account. Blocks where the account's page was not read yet.
     *
     * @param login the account
     * @return the scopes by plugin id, of those plugins that need some
     */
    public Map<String, Set<String>> scopes(String login) {
        Map<String, Set<String>> needed = new TreeMap<>();
        for (Entry entry : entries) {
            if (!entry.scopes().isEmpty() && runsFor(login, entry)) {
                needed.computeIfAbsent(entry.pluginId(), id -> new TreeSet<>()).addAll(entry.scopes());
            }
        }
        return needed;
    }

    /**
     * Tells somebody of each change of what runs, until {@link #forget}.
     *
     * @param listener called on the thread that has made the change, one at a time; must not block
     */
    public void listen(Runnable listener) {
        onChange.add(listener);
    }

    /**
     * Ends that.
     *
     * @param listener whom to tell no more
     */
    public void forget(Runnable listener) {
        onChange.remove(listener);
    }

    private void changed() {
        onChange.forEach(Runnable::run);
    }

    /**
     * Runs a plugin's behaviours from now on: in the place of those that it had, matched by the names of their classes,
     * and after those of other plugins where they are more. What waits for a session that is replaced is handled by its
     * successor, once all successors are open: if one does not open, all of those before are put back and handle it. Blocks.
     *
     * @param pluginId the plugin
     * @param wanted its behaviours
     * @param deadline how long the sessions may take to end; how long one may take to open its guard says
     * @throws DeployException if a session does not open; then it is as it was before
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void deploy(String pluginId, List<Entry> wanted, Duration deadline)
            throws DeployException, InterruptedException {
        lock.lock();
        try {
            Deployment change = Deployment.between(of(pluginId), wanted);
            Map<SessionSlot, Entry> replaced = slots(change.replaced().keySet());
            Optional<Throwable> failure = succeed(
                    replaced.keySet(), slot -> requireNonNull(change.replaced().get(slot.entry())), deadline);
            if (failure.isEmpty()) {
                failure = addToAll(change.added(), deadline);
            }
            if (failure.isPresent()) {
                succeed(replaced.keySet(), slot -> requireNonNull(replaced.get(slot)), deadline)
                        .ifPresent(thrown -> log.error("A session of '{}' cannot go on as before", pluginId, thrown));
                replaced.keySet().forEach(SessionSlot::admit);
                throw notOpened(failure.get());
            }
            replaced.keySet().forEach(SessionSlot::admit);
            slots(change.added()).keySet().forEach(SessionSlot::admit);
            removeFromAll(change.gone(), deadline);
            entries = change.applyTo(entries);
            changed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends the sessions of a plugin and lets messages wait for their successors, until {@link #deploy} or
     * {@link #undeploy}. A session that does not end in time is cut off. Blocks.
     *
     * @param pluginId the plugin
     * @param deadline how long the sessions may take to end
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void suspend(String pluginId, Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            Set<SessionSlot> ending = slots(of(pluginId)).keySet();
            ending.forEach(SessionSlot::leave);
            long end = System.nanoTime() + deadline.toNanos();
            for (SessionSlot slot : ending) {
                slot.awaitLeave(left(end));
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs none of a plugin's behaviours any more. Blocks; afterwards none of them is called.
     *
     * @param pluginId the plugin
     * @param deadline how long one session may take to handle what waits for it; then it is cut off
     * @return whether all sessions have ended by themselves
     * @throws InterruptedException if the calling thread was interrupted
     */
    public boolean undeploy(String pluginId, Duration deadline) throws InterruptedException {
        lock.lock();
        try {
            boolean ended = removeFromAll(of(pluginId), deadline);
            entries = entries.stream()
                    .filter(entry -> !entry.pluginId().equals(pluginId))
                    .toList();
            changed();
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs a plugin for one account again; does nothing if it does. Blocks.
     *
     * @param login the account
     * @param pluginId the plugin
     * @param deadline how long those that have opened may take to end where another one does not open
     * @throws DeployException if one does not open; then the plugin still does not run for the account
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void turnOn(String login, String pluginId, Duration deadline) throws DeployException, InterruptedException {
        lock.lock();
        try {
            Optional<Instant> offSince = switches.offSince(login, pluginId);
            if (offSince.isEmpty()) {
                return;
            }
            switches.turnOn(login, pluginId);
            List<Entry> wanted = of(pluginId);
            Optional<Throwable> failure = add(wanted, ofAccount(login), deadline);
            if (failure.isPresent()) {
                switches.turnOff(login, pluginId, offSince.get());
                throw notOpened(failure.get());
            }
            ofAccount(login)
                    .forEach(dispatcher ->
                            wanted.forEach(entry -> dispatcher.slot(entry).admit()));
            changed();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Does not run a plugin for one account any more, also after a restart; does nothing if it does not. Blocks; afterwards
     * nothing of the plugin is called for the account.
     *
     * @param login the account
     * @param pluginId the plugin
     * @param deadline how long a session may take to handle what waits for it; then it is cut off
     * @param now the time
     * @throws InterruptedException if the calling thread was interrupted
     */
    public void turnOff(String login, String pluginId, Duration deadline, Instant now) throws InterruptedException {
        lock.lock();
        try {
            if (switches.offSince(login, pluginId).isEmpty()) {
                remove(of(pluginId), ofAccount(login), deadline);
                switches.turnOff(login, pluginId, now);
                changed();
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
    void begin(ChatDispatcher dispatcher) {
        lock.lock();
        try {
            running.add(dispatcher);
            for (Entry entry : entries) {
                if (runsFor(dispatcher, entry)) {
                    dispatcher.add(entry).admit();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** An account ends; its sessions are its own affair from now on. */
    void end(ChatDispatcher dispatcher) {
        lock.lock();
        try {
            running.remove(dispatcher);
        } finally {
            lock.unlock();
        }
    }

    private Map<SessionSlot, Entry> slots(Collection<Entry> of) {
        Map<SessionSlot, Entry> found = new LinkedHashMap<>();
        for (ChatDispatcher dispatcher : running) {
            for (Entry entry : of) {
                if (runsFor(dispatcher, entry)) {
                    found.put(dispatcher.slot(entry), entry);
                }
            }
        }
        return found;
    }

    private boolean runsFor(ChatDispatcher dispatcher, Entry entry) {
        return runsFor(dispatcher.login(), entry);
    }

    private boolean runsFor(String login, Entry entry) {
        return switches.offSince(login, entry.pluginId()).isEmpty();
    }

    private List<ChatDispatcher> ofAccount(String login) {
        return running.stream()
                .filter(dispatcher -> dispatcher.login().equals(login))
                .toList();
    }

    /** Opens sessions of new behaviours for all accounts, or for none. */
    private Optional<Throwable> addToAll(List<Entry> added, Duration deadline) throws InterruptedException {
        return add(added, running, deadline);
    }

    private Optional<Throwable> add(List<Entry> added, Collection<ChatDispatcher> to, Duration deadline)
            throws InterruptedException {
        List<SessionSlot> opening = new ArrayList<>();
        for (ChatDispatcher dispatcher : to) {
            for (Entry entry : added) {
                if (runsFor(dispatcher, entry)) {
                    opening.add(dispatcher.add(entry));
                }
            }
        }
        Optional<Throwable> failure = firstFailure(opening);
        if (failure.isPresent()) {
            remove(added, to, deadline);
        }
        return failure;
    }

    /** Waits until all are open, or one of them has failed. */
    private static Optional<Throwable> firstFailure(Collection<SessionSlot> opening) throws InterruptedException {
        for (SessionSlot slot : opening) {
            Optional<Throwable> failure = slot.awaitOpen();
            if (failure.isPresent()) {
                return failure;
            }
        }
        return Optional.empty();
    }

    /** Lets all sessions end side by side, then their successors open side by side; tells the first failure. */
    private static Optional<Throwable> succeed(
            Collection<SessionSlot> slots, Function<SessionSlot, Entry> successors, Duration deadline)
            throws InterruptedException {
        slots.forEach(SessionSlot::leave);
        long end = System.nanoTime() + deadline.toNanos();
        for (SessionSlot slot : slots) {
            slot.succeed(successors.apply(slot), left(end));
        }
        return firstFailure(slots);
    }

    private static DeployException notOpened(Throwable failure) {
        return new DeployException("A session does not open: " + failure.getMessage(), failure);
    }

    private boolean removeFromAll(List<Entry> gone, Duration deadline) throws InterruptedException {
        return remove(gone, running, deadline);
    }

    private boolean remove(List<Entry> gone, Collection<ChatDispatcher> from, Duration deadline)
            throws InterruptedException {
        List<SessionSlot> ending = new ArrayList<>();
        for (ChatDispatcher dispatcher : from) {
            for (Entry entry : gone) {
                if (runsFor(dispatcher, entry)) {
                    ending.add(dispatcher.remove(entry));
                }
            }
        }
        long end = System.nanoTime() + deadline.toNanos();
        boolean ended = true;
        for (SessionSlot slot : ending) {
            ended &= slot.end(left(end));
        }
        return ended;
    }

    private static Duration left(long end) {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    private List<Entry> of(String pluginId) {
        return entries.stream()
                .filter(entry -> entry.pluginId().equals(pluginId))
                .toList();
    }

    /**
     * One behaviour at work. An entry equals itself alone: what plugins think of equality, which may change with their
     * state, does not count.
     *
     * @param pluginId the plugin it comes from
     * @param behaviour the behaviour
     * @param audience whose messages it wants
     * @param scopes the OAuth scopes that it needs
     */
    public record Entry(String pluginId, ChatBehaviour behaviour, Audience audience, Set<String> scopes) {
        /**
         * A behaviour that was asked already.
         *
         * @param pluginId the plugin it comes from
         * @param asked the behaviour and its answers
         */
        public static Entry of(String pluginId, AskedBehaviour asked) {
            return new Entry(pluginId, asked.behaviour(), asked.audience(), asked.scopes());
        }

        /**
         * Asks the behaviour for its audience and its scopes.
         *
         * @throws IllegalArgumentException if it does not tell; what it has thrown is in the message alone, as an exception
         *     may be of the plugin's own making, too
         */
        public static Entry of(String pluginId, ChatBehaviour behaviour) {
            Audience audience = answer(
                    "'" + pluginId + "' does not say whose messages it wants: audience() failed: ",
                    () -> requireNonNull(behaviour.audience(), "it told nobody"));
            Set<String> scopes = answer(
                    "'" + pluginId + "' does not say what its token has to allow: ",
                    () -> DeclaredScopes.of(behaviour));
            return new Entry(pluginId, behaviour, audience, scopes);
        }

        private static <T> T answer(String complaint, Supplier<T> question) {
            String problem;
            try {
                return question.get();
            } catch (Throwable e) { // Whatever a plugin throws is its own failure.
                problem = described(e);
            }
            throw new IllegalArgumentException(complaint + problem);
        }

        private static String described(Throwable thrown) {
            try {
                return TroubleReports.inOneLine(thrown);
            } catch (Throwable hostile) {
                return thrown.getClass().getName();
            }
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }

        String name() {
            return behaviour.getClass().getName();
        }
    }
}
