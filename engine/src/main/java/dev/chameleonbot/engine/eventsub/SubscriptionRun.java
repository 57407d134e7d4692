package dev.chameleonbot.engine.eventsub;

import static java.util.Comparator.comparing;

import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.eventsub.EventSubEvent.Event;
import dev.chameleonbot.engine.resilience.AlarmSet;
import dev.chameleonbot.engine.resilience.Backoff;
import dev.chameleonbot.engine.resilience.Cause;
import dev.chameleonbot.engine.resilience.EndpointHealth.Leave;
import dev.chameleonbot.engine.resilience.Failure;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The subscriptions of one EventSub session: creates each on a virtual thread of its own, a few at a time. What Twitch makes
 * of them later the {@link SubscriptionAudit} finds out.
 *
 * <p>What may pass is tried again at once with back-off, what was refused only later; either way the others go on. Only
 * the subscriptions to chat decide how the session fares: one to something else fails for itself. None keeps a turn while it
 * waits for the next attempt.
 *
 * <p>The maps are concurrent; {@code connection} and {@code sessionId} are written by the session's serial executor, which
 * alone knows {@code left}. All threads and alarms end with the run.
 */
final class SubscriptionRun {
    private static final Logger log = LoggerFactory.getLogger(SubscriptionRun.class);
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

    /** The stand-in for an id that Twitch has not reported. */
    static final String UNKNOWN_ID = "";

    /** The account's, of which these are one session's. */
    private final Subscriptions all;

    final AlarmSet alarms;
    final Scope scope;
    /** Twitch's ids of the subscriptions that are there. */
    final Map<Topic, String> created = new ConcurrentHashMap<>();

    private final Map<Topic, Integer> refusals = new ConcurrentHashMap<>();
    private final Map<Topic, Loss> losses = new ConcurrentHashMap<>();

    private final SubscriptionAudit audit;
    private final AttemptLimit attempts;
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

    /** Begins nothing yet. */
    SubscriptionRun(Subscriptions all, int connection, String sessionId, Leave leave) {
        this.all = all;
        this.connection = connection;
        this.sessionId = sessionId;
        this.attempts = new AttemptLimit(leave);
        this.alarms = new AlarmSet(all.timers);
        this.scope = new Scope(all.calls.account.login(), cause -> all.events.accept(new EventSubEvent.Failed(cause)));
        this.audit = new SubscriptionAudit(this, all);
    }

    /** Creates all that is wanted. */
    void begin() {
        all.wanted.keySet().stream().sorted(comparing(topic -> !topic.isChat())).forEach(this::fork);
        audit.begin();
    }

    /** The subscriptions have moved to another connection. */
    void moved(int toConnection, String toSession) {
        if (!sessionId.equals(toSession)) {
            left = connection;
        }
        connection = toConnection;
        sessionId = toSession;
        audit.soon();
    }

    /**
     * A connection has ended. If another session's took over from it, the subscriptions should have moved along; nobody
     * hears anything if they have not, which Twitch shows from now on.
     */
    void ended(int number) {
        if (number == left) {
            left = NONE;
            audit.now();
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
        Wanted one = all.wanted.get(topic);
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
            audit.now();
        } else {
            scope.fork("unsubscribe", () -> audit.delete(id));
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

    private void create(Topic topic, Wanted one) throws InterruptedException {
        try {
            Optional<String> id = topic.isChat()
                    ? all.calls.create(topic, () -> sessionFor(one), attempts, failure -> delayed(one, failure))
                    : createOther(topic, one);
            created(one, id.orElse(UNKNOWN_ID));
        } catch (LoginNeededException e) {
            if (!closed) {
                all.events.accept(new EventSubEvent.LoginNeeded(e));
            }
        } catch (RemoteException e) {
            refused(one, e);
        }
    }

    @SuppressWarnings("try") // That the pass is given back is all that is wanted of it.
    private Optional<String> createOther(Topic topic, Wanted one) throws LoginNeededException, InterruptedException {
        try (Retries.Door.Pass pass = attempts.take()) {
            return all.calls.createOnce(topic, () -> sessionFor(one));
        }
    }

    private String sessionFor(Wanted one) throws InterruptedException {
        if (!isWanted(one) || (chatOnly && !one.isChat())) {
            throw new InterruptedException(one.name() + " is no longer wanted");
        }
        return sessionId;
    }

    /** A channel that was left and is wanted again has an attempt of its own. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isWanted(Wanted one) {
        return !closed && all.wanted.get(one.topic()) == one;
    }

    private void delayed(Wanted one, Failure failure) {
        if (isWanted(one)) {
            all.events.accept(new EventSubEvent.Refused(one, failure));
        }
    }

    private void created(Wanted one, String id) {
        if (closed) {
            return;
        }
        Topic topic = one.topic();
        created.put(topic, id);
        if (id.equals(UNKNOWN_ID)) {
            // Whether it is on this session, and under which id, only the list tells.
            log.debug(
                    "{}: Twitch reports no id of the subscription to {}, perhaps because it exists already (409)",
                    all.calls.account,
                    topic.type());
            audit.now();
        } else {
            refusals.remove(topic);
        }
        if (!all.wanted.containsKey(topic)) {
            forget(topic);
            return;
        }
        all.events.accept(new EventSubEvent.Created(one));
        if (!isDeaf()) {
            all.events.accept(new Event.Subscribed(connection, isComplete()));
        }
    }

    private boolean isComplete() {
        return all.wanted.keySet().stream()
                .allMatch(topic ->
                        created.containsKey(topic) || refusals.containsKey(topic) || (chatOnly && !topic.isChat()));
    }

    /** Where the token is refused for something else, chat will tell; only, nothing else asks for another token. */
    private void refused(Wanted one, RemoteException e) {
        if (closed) {
            return;
        }
        boolean isUnauthorized = e.status() == UNAUTHORIZED;
        if (isUnauthorized && one.isChat()) {
            closed = true; // The attempts that are left need not ask for another token as well.
            all.events.accept(new EventSubEvent.AccessRefused(
                    connection, all.calls.account.tokens().access(), e.getMessage()));
            return;
        }
        if (isUnauthorized) {
            chatOnly = true;
        }
        if (!isWanted(one)) {
            return;
        }
        all.events.accept(new EventSubEvent.Refused(one, Failure.of(e)));
        later(one.topic());
        if (one.isChat()) {
            badSession = badSession || e.status() == BAD_REQUEST;
            giveUpIfNothingIsLeft(e.getMessage());
        }
        if (!isDeaf() && isComplete()) {
            all.events.accept(new Event.Subscribed(connection, true));
        }
    }

    private void giveUpIfNothingIsLeft(String reason) {
        if (!isDeaf() || !haveBeenRefused(1)) {
            return;
        }
        if (badSession) {
            all.events.accept(new EventSubEvent.SessionUnusable(connection, reason));
        } else if (haveBeenRefused(BEFORE_GIVING_UP)) {
            all.events.accept(new Event.NothingAllowed(connection, reason));
        }
    }

    private boolean haveBeenRefused(int times) {
        return all.wanted.keySet().stream()
                .filter(Topic::isChat)
                .allMatch(topic -> refusals.getOrDefault(topic, 0) >= times);
    }

    /** While nothing at all is heard, the second attempt is within the time that Twitch leaves an unused connection. */
    private void later(Topic topic) {
        int count = refusals.merge(topic, 1, Integer::sum);
        boolean urgent = topic.isChat() && isDeaf() && count < BEFORE_GIVING_UP;
        Backoff backoff = urgent ? Backoff.STANDARD : REFUSED;
        alarms.after(backoff.delay(count, all.timers.random()), () -> fork(topic));
    }

    /** For one that was there. What is lost again and again is tried less and less often. */
    private void soon(Topic topic, int count) {
        alarms.after(Backoff.STANDARD.delay(count, all.timers.random()), () -> fork(topic));
    }

    /** Counts a loss; returns which one in a row it is. */
    private int lost(Topic topic) {
        long now = all.timers.nanos();
        Loss latest = losses.merge(
                topic,
                new Loss(1, now),
                (before, first) -> now - before.at > STABLE_AFTER.toNanos() ? first : new Loss(before.count + 1, now));
        return latest.count;
    }

    /** Whether it still goes on, on that session. */
    boolean isOn(String session) {
        return !closed && session.equals(sessionId);
    }

    boolean isClosed() {
        return closed;
    }

    /** One without an id from Twitch, and not in its list, is not tried again at once: it would say the same. */
    void mend(Topic topic, String id) {
        Wanted one = all.wanted.get(topic);
        if (one == null || !created.remove(topic, id)) {
            return;
        }
        all.events.accept(new EventSubEvent.Vanished());
        if (id.equals(UNKNOWN_ID)) {
            String problem = "Twitch says that there is a subscription to " + topic.type()
                    + ", reports no id of it (409), and does not list it on this session";
            all.events.accept(new EventSubEvent.Refused(one, new Failure(Cause.REFUSED, problem)));
            soon(topic, lost(topic));
        } else {
            log.warn(
                    "{}: the subscription to {} of #{} is gone; it is created again",
                    all.calls.account,
                    topic.type(),
                    one.name());
            fork(topic);
        }
    }
}
