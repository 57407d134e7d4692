package dev.chameleonbot.engine.eventsub;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.SubscriptionCalls.Listed;
import dev.chameleonbot.engine.eventsub.SubscriptionCalls.Listing;
import dev.chameleonbot.engine.model.Secret;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.ExhaustedException;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one EventSub session: creates each on a virtual thread of its own, a few at a time, and compares
 * now and then what Twitch has with what is wanted.
 *
 * <p>What may pass is tried again at once with back-off, what was refused only later; either way the others go on. Only
 * the subscriptions to chat decide how the session fares: one to something else fails for itself. None keeps a turn while it
 * waits for the next attempt.
 *
 * <p>{@code created} and {@code settled} are concurrent; {@code connection} and {@code sessionId} are written by the
 * session's serial executor, which alone knows {@code left}. All threads and alarms end with the run.
 */
final class SubscriptionRun {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionRun.class);
    private static final int AT_A_TIME = 5;
    /** The number of no connection. */
    private static final int NONE = 0;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    /** Sooner than what else was refused: a channel is deaf meanwhile, and one refusal is more often a hiccup than a ban. */
    private static final Backoff REFUSED = new Backoff(Duration.ofSeconds(5), Duration.ofMinutes(10));
    /** How often each has to be refused where nothing else is heard: once may be a hiccup. */
    private static final int BEFORE_GIVING_UP = 2;

    /** What was lost so long ago has nothing to do with what is lost now. */
    private static final Duration STABLE_AFTER = Duration.ofMinutes(10);

    private static final Failure ENDLESS =
            new Failure(Cause.SERVER, "Twitch's list of the account's subscriptions does not come to an end");
    /** The stand-in for an id that Twitch has not told. */
    private static final String UNKNOWN_ID = "";

    /** Soon after a session has begun, as what went wrong then is found then. */
    static final Duration FIRST_AUDIT = Duration.ofSeconds(30);

    static final Duration BETWEEN_AUDITS = Duration.ofMinutes(5);

    private final SubscriptionCalls calls;
    private final Map<Topic, Wanted> wanted;
    private final Set<String> earlierSessions;
    private final Reports reports;
    private final RandomGenerator random;
    private final Timers timers;
    private final AlarmSet alarms;
    private final Scope scope;
    private final Map<Topic, String> created = new ConcurrentHashMap<>();
    private final Map<Topic, Integer> refusals = new ConcurrentHashMap<>();
    private final Map<Topic, Loss> losses = new ConcurrentHashMap<>();

    private final Turns turns;
    private volatile int connection;
    private volatile String sessionId;
    /** The connection of another session, as long as it lasts, that the subscriptions should have moved away from. */
    private int left = NONE;

    private volatile boolean badSession;
    /** What is not to chat is not tried any more on this session. */
    private volatile boolean chatOnly;

    private volatile boolean closed;

    /** How often in a row one was there, or was claimed to be, and then was not; and when that was last. */
    private record Loss(int count, long at) {}

    /** Something that is wanted, and what people call it. */
    record Wanted(Topic topic, String name) {
        boolean isChat() {
            return topic.isChat();
        }
    }

    /**
     * A few pass at a time, for one attempt each: who waits for the next one keeps nobody out. The turn comes before the
     * leave, which would be old otherwise; who comes first needs no other leave than the connection was opened with.
     */
    static final class Turns implements Retries.Door {
        private final Semaphore free = new Semaphore(AT_A_TIME);
        private final AtomicReference<@Nullable Leave> first;

        Turns(Leave first) {
            this.first = new AtomicReference<>(first);
        }

        @Override
        public Leave leave(EndpointHealth endpoint) throws InterruptedException {
            free.acquire();
            try {
                Leave given = first.getAndSet(null);
                return given != null && endpoint.holds(given) ? given : endpoint.await();
            } catch (InterruptedException e) {
                free.release();
                throw e;
            }
        }

        /** With the turn that came with the leave. */
        @Override
        public Pass enter() {
            return free::release;
        }

        /** For what needs no leave. */
        Pass take() throws InterruptedException {
            free.acquire();
            return free::release;
        }
    }

    /** Told what becomes of subscriptions; from any thread. */
    interface Reports {
        /** One more is there; complete if none that is wanted is missing but what was refused. */
        void subscribed(int connection, boolean complete);

        /** One that is not to chat is there. */
        void otherSubscribed();

        /** One that is not to chat is refused, or cannot be created now. */
        void otherRefused(String name, String reason);

        /** Twitch has ended one that was there. */
        void vanished(String name);

        /** Every one was refused. */
        void nothingAllowed(int connection, String reason);

        /** None can be created on this session. */
        void sessionUnusable(int connection, String reason);

        /** One is not there; it is tried again. */
        void refused(String name, Failure failure);

        /** One to chat is there. */
        void heard(String name);

        /** What Twitch has could not be brought in line with what is wanted, or not even compared. */
        void notInLine(Failure failure);

        /** 401, which no newer token has cured; nothing is subscribed to on this session any more. */
        void accessRefused(int connection, Secret token, String reason);

        void loginNeeded(LoginNeededException cause);

        void failed(Throwable cause);
    }

    /**
     * Begins nothing yet.
     *
     * @param calls makes the calls
     * @param wanted what is wanted, shared with {@link Subscriptions}, which alone changes it
     * @param earlierSessions the ids of sessions that are over
     */
    SubscriptionRun(
            SubscriptionCalls calls,
            Map<Topic, Wanted> wanted,
            Set<String> earlierSessions,
            int connection,
            String sessionId,
            Leave leave,
            Timers timers,
            RandomGenerator random,
            Reports reports) {
        this.calls = calls;
        this.wanted = wanted;
        this.earlierSessions = earlierSessions;
        this.connection = connection;
        this.sessionId = sessionId;
        this.turns = new Turns(leave);
        this.random = random;
        this.reports = reports;
        this.timers = timers;
        this.alarms = new AlarmSet(timers);
        this.scope = new Scope(calls.account().login(), reports::failed);
    }

    /** Creates all that is wanted. */
    void begin() {
        wanted.keySet().stream().filter(Topic::isChat).forEach(this::fork);
        wanted.keySet().stream().filter(topic -> !topic.isChat()).forEach(this::fork);
        auditRegularly(FIRST_AUDIT);
    }

    /** The subscriptions have moved to another connection. */
    void moved(int toConnection, String toSession) {
        if (!sessionId.equals(toSession)) {
            left = connection;
        }
        connection = toConnection;
        sessionId = toSession;
        alarms.after(jittered(FIRST_AUDIT), () -> scope.fork("subscription audit", this::audit));
    }

    /**
     * A connection has ended. If another session's took over from it, the subscriptions should have moved along; nobody
     * hears anything if they have not, which Twitch shows from now on.
     */
    void ended(int number) {
        if (number == left) {
            left = NONE;
            scope.fork("subscription audit", this::audit);
        }
    }

    String sessionId() {
        return sessionId;
    }

    /** How many channels are heard. */
    int count() {
        return (int) created.keySet().stream().filter(Topic::isChat).count();
    }

    private boolean isDeaf() {
        return created.keySet().stream().noneMatch(Topic::isChat);
    }

    void close() {
        closed = true;
        alarms.close();
        scope.close(Duration.ZERO);
    }

    /** Creates one that is wanted since just now. */
    void fork(Topic topic) {
        Wanted one = wanted.get(topic);
        if (one != null) {
            scope.fork("subscribe to " + one.name(), () -> create(topic, one));
        }
    }

    /** Deletes one that is not wanted any more. */
    void forget(Topic topic) {
        refusals.remove(topic);
        losses.remove(topic);
        String id = created.remove(topic);
        if (id == null) {
            return;
        }
        if (id.equals(UNKNOWN_ID)) {
            scope.fork("subscription audit", this::audit);
        } else {
            scope.fork("unsubscribe", () -> delete(id));
        }
    }

    /** Twitch has ended a subscription; says which, if it was one of ours. It is tried again soon, unless it was lost just before. */
    Optional<Topic> revoked(Frame.Revocation revocation) {
        Optional<Topic> ours = created.keySet().stream()
                .filter(topic -> isMeant(topic, created.get(topic), revocation))
                .findAny();
        ours.filter(topic -> created.remove(topic) != null).ifPresent(topic -> {
            int count = lost(topic);
            if (count == 1) {
                soon(topic, count);
            } else {
                refusals.putIfAbsent(topic, 1); // The loss before it.
                later(topic);
                if (topic.isChat()) {
                    giveUpIfNothingIsLeft("revoked, " + revocation.status());
                }
            }
        });
        return ours;
    }

    private static boolean isMeant(Topic topic, @Nullable String id, Frame.Revocation revocation) {
        boolean same = topic.type().equals(revocation.type())
                && revocation.channelId() != null
                && topic.channel().equals(Optional.of(revocation.channelId()));
        return revocation.subscriptionId().equals(id) || (UNKNOWN_ID.equals(id) && same);
    }

    private void create(Topic topic, Wanted one) {
        try {
            Optional<String> id = topic.isChat()
                    ? calls.create(topic, () -> sessionFor(one), turns, failure -> delayed(one, failure))
                    : createOther(topic, one);
            created(topic, id.orElse(UNKNOWN_ID));
        } catch (LoginNeededException e) {
            if (!closed) {
                reports.loginNeeded(e);
            }
        } catch (RemoteException e) {
            if (topic.isChat()) {
                refused(topic, one, e);
            } else {
                otherRefused(topic, one, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @SuppressWarnings("try") // That the pass is given back is all that is wanted of it.
    private Optional<String> createOther(Topic topic, Wanted one) throws LoginNeededException, InterruptedException {
        try (Retries.Door.Pass pass = turns.take()) {
            return calls.createOnce(topic, () -> sessionFor(one));
        }
    }

    private String sessionFor(Wanted one) throws InterruptedException {
        if (!isWanted(one) || (chatOnly && !one.isChat())) {
            throw new InterruptedException(one.name() + " is not wanted any more");
        }
        return sessionId;
    }

    /** What was left and is wanted anew has an attempt of its own. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isWanted(Wanted one) {
        return !closed && wanted.get(one.topic()) == one;
    }

    private void delayed(Wanted one, Failure failure) {
        if (isWanted(one)) {
            reports.refused(one.name(), failure);
        }
    }

    private void created(Topic topic, String id) {
        if (closed) {
            return;
        }
        created.put(topic, id);
        if (id.equals(UNKNOWN_ID)) {
            // Whether it is on this session, and under which id, only the list tells.
            log.debug(
                    "{}: Twitch tells no id of the subscription to {}, as where it exists already (409)",
                    calls.account(),
                    topic.type());
            scope.fork("subscription audit", this::audit);
        } else {
            refusals.remove(topic);
        }
        if (!wanted.containsKey(topic)) {
            forget(topic);
            return;
        }
        if (topic.isChat()) {
            reports.heard(nameOf(topic));
        } else {
            reports.otherSubscribed();
        }
        if (!isDeaf()) {
            reports.subscribed(connection, isComplete());
        }
    }

    private String nameOf(Topic topic) {
        Wanted one = wanted.get(topic);
        return one == null ? topic.channel().orElse("") : one.name();
    }

    private boolean isComplete() {
        return wanted.keySet().stream()
                .allMatch(topic ->
                        created.containsKey(topic) || refusals.containsKey(topic) || (chatOnly && !topic.isChat()));
    }

    private void refused(Topic topic, Wanted one, RemoteException e) {
        if (closed) {
            return;
        }
        if (e.status() == UNAUTHORIZED) {
            closed = true; // No other one is to ask for another token in vain.
            reports.accessRefused(connection, calls.account().tokens().access(), e.getMessage());
            return;
        }
        if (!isWanted(one)) {
            return;
        }
        reports.refused(one.name(), Failure.of(e));
        if (e.status() == BAD_REQUEST) {
            badSession = true;
        }
        later(topic);
        giveUpIfNothingIsLeft(e.getMessage());
        completeWithout();
    }

    /** Where the token is refused, chat will tell; only, no other one is to ask for another token in vain. */
    private void otherRefused(Topic topic, Wanted one, RemoteException e) {
        if (closed) {
            return;
        }
        if (e.status() == UNAUTHORIZED) {
            chatOnly = true;
        }
        if (!isWanted(one)) {
            return;
        }
        reports.otherRefused(one.name(), e.getMessage());
        later(topic);
        completeWithout();
    }

    private void completeWithout() {
        if (!isDeaf() && isComplete()) {
            reports.subscribed(connection, true);
        }
    }

    private void giveUpIfNothingIsLeft(String reason) {
        if (!isDeaf() || !haveBeenRefused(1)) {
            return;
        }
        if (badSession) {
            reports.sessionUnusable(connection, reason);
        } else if (haveBeenRefused(BEFORE_GIVING_UP)) {
            reports.nothingAllowed(connection, reason);
        }
    }

    private boolean haveBeenRefused(int times) {
        return wanted.keySet().stream()
                .filter(Topic::isChat)
                .allMatch(topic -> refusals.getOrDefault(topic, 0) >= times);
    }

    /** While nothing at all is heard, the second attempt is within the time that Twitch leaves an unused connection. */
    private void later(Topic topic) {
        int count = refusals.merge(topic, 1, Integer::sum);
        boolean urgent = topic.isChat() && isDeaf() && count < BEFORE_GIVING_UP;
        Backoff backoff = urgent ? Backoff.STANDARD : REFUSED;
        alarms.after(backoff.delay(count, random), () -> fork(topic));
    }

    /** For one that was there. What is lost again and again is tried less and less often. */
    private void soon(Topic topic, int count) {
        alarms.after(Backoff.STANDARD.delay(count, random), () -> fork(topic));
    }

    /** Counts a loss; returns which one in a row it is. */
    private int lost(Topic topic) {
        long now = timers.nanos();
        Loss latest = losses.merge(
                topic,
                new Loss(1, now),
                (before, first) -> now - before.at > STABLE_AFTER.toNanos() ? first : new Loss(before.count + 1, now));
        return latest.count;
    }

    private void delete(String id) {
        try {
            calls.delete(id);
        } catch (ExhaustedException e) {
            notInLine(e.attempts().getLast());
        } catch (RemoteException e) {
            notInLine(e);
        } catch (LoginNeededException e) {
            log.debug("{}: a subscription could not be deleted: {}", calls.account(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void auditRegularly(Duration delay) {
        alarms.after(
                jittered(delay),
                () -> scope.fork("subscription audit", () -> {
                    audit();
                    auditRegularly(BETWEEN_AUDITS);
                }));
    }

    private Duration jittered(Duration delay) {
        return delay.plusMillis((long) (delay.toMillis() * 0.5 * random.nextDouble()));
    }

    /** Compares what Twitch has with what is wanted, and mends the difference. Where Twitch is away the next one will. */
    private void audit() {
        if (calls.isAway()) {
            return;
        }
        Map<Topic, String> before = Map.copyOf(created);
        String session = sessionId;
        try {
            Listing listed = calls.list();
            if (closed || !session.equals(sessionId)) {
                return;
            }
            Set<Topic> there = new HashSet<>();
            for (Listed one : listed.subscriptions()) {
                examine(one, session, there);
            }
            if (!listed.isComplete()) {
                reports.notInLine(ENDLESS);
                return;
            }
            before.forEach((topic, id) -> {
                if (!there.contains(topic)) {
                    mend(topic, id);
                }
            });
        } catch (ExhaustedException e) {
            notInLine(e.attempts().getLast());
        } catch (RemoteException e) {
            notInLine(e);
        } catch (LoginNeededException e) {
            log.debug("{}: the subscriptions could not be compared: {}", calls.account(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void notInLine(RemoteException e) {
        if (!closed) {
            reports.notInLine(Failure.of(e));
        }
    }

    /**
     * What is known by its id is ours on whatever session it is listed: a list may be late with a move. One whose status is
     * new is taken for one that delivers.
     */
    private void examine(Listed one, String session, Set<Topic> there) {
        Topic topic = one.topic();
        String of = one.sessionId();
        if (!one.isOver() && (session.equals(of) || one.id().equals(created.get(topic)))) {
            if (wanted.containsKey(topic)) {
                there.add(topic);
                created.replace(topic, UNKNOWN_ID, one.id());
            } else {
                log.info("{}: a subscription that is not wanted any more is deleted", calls.account());
                delete(one.id());
            }
        } else if (!of.isEmpty() && (one.isOver() || (earlierSessions.contains(of) && !isNeeded(topic)))) {
            log.debug("{}: a subscription of an earlier session is deleted", calls.account());
            delete(one.id());
        }
    }

    /** An earlier session may still be read, for the channels that this one does not hear yet. */
    private boolean isNeeded(Topic topic) {
        return wanted.containsKey(topic) && !created.containsKey(topic);
    }

    /** One that Twitch has told no id of, and does not list, is not tried again at once: it would say the same. */
    private void mend(Topic topic, String id) {
        Wanted one = wanted.get(topic);
        if (one == null || !created.remove(topic, id)) {
            return;
        }
        reports.vanished(one.name());
        if (id.equals(UNKNOWN_ID)) {
            String problem = "Twitch says that there is a subscription to " + topic.type()
                    + ", tells no id of it (409), and does not list it on this session";
            if (topic.isChat()) {
                reports.refused(one.name(), new Failure(Cause.REFUSED, problem));
            } else {
                reports.otherRefused(one.name(), problem);
            }
            soon(topic, lost(topic));
        } else {
            log.warn(
                    "{}: the subscription to {} of #{} has vanished and is made anew",
                    calls.account(),
                    topic.type(),
                    one.name());
            fork(topic);
        }
    }
}
