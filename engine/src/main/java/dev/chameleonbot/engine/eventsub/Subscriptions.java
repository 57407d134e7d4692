package dev.chameleonbot.engine.eventsub;

import com.github.twitch4j.eventsub.EventSubSubscription;
import com.github.twitch4j.eventsub.EventSubTransport;
import com.github.twitch4j.eventsub.EventSubTransportMethod;
import com.github.twitch4j.helix.domain.EventSubSubscriptionList;
import dev.chameleonbot.engine.auth.LoginNeededException;
import dev.chameleonbot.engine.helix.HelixAccount;
import dev.chameleonbot.engine.helix.HelixCalls;
import dev.chameleonbot.engine.resilience.RemoteException;
import dev.chameleonbot.engine.resilience.Retries;
import dev.chameleonbot.engine.resilience.Scope;
import dev.chameleonbot.engine.resilience.Timers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account's EventSub subscriptions: which are wanted, and creating them on the session of the day.
 *
 * <p>Each subscription is created by a virtual thread of its own, a few at a time. What may pass is tried again at once
 * with back-off, what was refused only after {@link #REFUSED_AGAIN}; either way the others go on. A new session ends the
 * attempts for the one before. {@code run} is replaced by the session's serial executor alone; the maps are concurrent.
 */
final class Subscriptions {
    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final Duration REFUSED_AGAIN = Duration.ofMinutes(10);
    private static final int AT_A_TIME = 5;
    private static final int BAD_REQUEST = 400;
    private static final int CONFLICT = 409;

    private final HelixAccount account;
    private final HelixCalls helix;
    private final Retries retries;
    private final Timers timers;
    private final Reports reports;
    private final Map<EventSubSubscription, String> wanted = new ConcurrentHashMap<>();
    private volatile Run run;

    /** Told what becomes of subscriptions; from any thread. */
    interface Reports {
        void subscribed(int connection);

        void nothingAllowed(int connection, String reason);

        void sessionUnusable(int connection, String reason);

        void refused(String name, String reason);

        void loginNeeded(LoginNeededException cause);

        void failed(Throwable cause);
    }

    Subscriptions(HelixAccount account, HelixCalls helix, Retries retries, Timers timers, Reports reports) {
        this.account = account;
        this.helix = helix;
        this.retries = retries;
        this.timers = timers;
        this.reports = reports;
        this.run = new Run(0, "");
    }

    /** Wants one more; false if it is wanted already. */
    boolean add(EventSubSubscription subscription, String name) {
        if (wanted.putIfAbsent(subscription, name) != null) {
            return false;
        }
        Run now = run;
        if (now.connection != 0) {
            now.fork(subscription, name);
        }
        return true;
    }

    /** Wants one no longer, and deletes it on Twitch; false if it was not wanted. */
    boolean remove(EventSubSubscription subscription) {
        if (wanted.remove(subscription) == null) {
            return false;
        }
        Run now = run;
        String id = now.created.remove(subscription);
        if (id != null) {
            now.scope.fork("unsubscribe", () -> delete(id));
        }
        return true;
    }

    Collection<EventSubSubscription> all() {
        return List.copyOf(wanted.keySet());
    }

    /** Creates all that is wanted on a new session. */
    void subscribe(int connection, String sessionId) {
        Run before = run;
        Run fresh = new Run(connection, sessionId);
        run = fresh;
        before.scope.close(Duration.ZERO);
        wanted.forEach(fresh::fork);
    }

    /** The subscriptions have moved: what is still missing goes to the session's new connection. */
    void moved(int connection, String sessionId) {
        Run now = run;
        now.connection = connection;
        now.sessionId = sessionId;
    }

    /** Twitch has ended a subscription; says which, if it was one of ours. */
    Optional<String> revoked(String id, String status) {
        Run now = run;
        Optional<EventSubSubscription> ours = now.created.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findAny();
        if (ours.isPresent() && now.created.remove(ours.get(), id)) {
            String name = wanted.getOrDefault(ours.get(), "?");
            log.debug("{}: the subscription to {} was revoked: {}", account, name, status);
            now.later(ours.get(), name);
            return Optional.of(name);
        }
        return Optional.empty();
    }

    int count() {
        return run.created.size();
    }

    void close() {
        run.scope.close(Duration.ZERO);
    }

    private void delete(String id) {
        try {
            retries.untilDone(
                    () -> helix.call(account, api -> api.deleteEventSubSubscription(account.login(), id)),
                    failure -> log.debug("{}: {}", account, failure.getMessage()));
        } catch (RemoteException | LoginNeededException e) {
            log.warn("{}: a subscription could not be deleted: {}", account, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The attempts for one session. */
    private final class Run {
        private final Scope scope = new Scope(account.login(), reports::failed);
        private final Map<EventSubSubscription, String> created = new ConcurrentHashMap<>();
        private final AtomicInteger refused = new AtomicInteger();
        private final Semaphore turns = new Semaphore(AT_A_TIME);
        private volatile int connection;
        private volatile String sessionId;

        Run(int connection, String sessionId) {
            this.connection = connection;
            this.sessionId = sessionId;
        }

        void fork(EventSubSubscription subscription, String name) {
            scope.fork("subscribe to " + name, () -> create(subscription, name));
        }

        void later(EventSubSubscription subscription, String name) {
            timers.after(REFUSED_AGAIN, () -> {
                if (run == this && wanted.containsKey(subscription)) {
                    fork(subscription, name);
                }
            });
        }

        private void create(EventSubSubscription subscription, String name) {
            try {
                turns.acquire();
                try {
                    String id = retries.untilDone(
                            () -> post(subscription), failure -> reports.refused(name, failure.getMessage()));
                    created(subscription, id);
                } finally {
                    turns.release();
                }
            } catch (LoginNeededException e) {
                if (run == this) {
                    reports.loginNeeded(e);
                }
            } catch (RemoteException e) {
                refused(subscription, name, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private String post(EventSubSubscription subscription) throws LoginNeededException {
            EventSubTransport transport = EventSubTransport.builder()
                    .method(EventSubTransportMethod.WEBSOCKET)
                    .sessionId(sessionId)
                    .build();
            try {
                EventSubSubscriptionList answer = helix.call(
                        account,
                        api -> api.createEventSubSubscription(account.login(), subscription.withTransport(transport)));
                return idOf(answer);
            } catch (RemoteException e) {
                if (e.status() == CONFLICT) {
                    return "";
                }
                throw e;
            }
        }

        private void created(EventSubSubscription subscription, String id) {
            if (run != this || !wanted.containsKey(subscription)) {
                return;
            }
            created.put(subscription, id);
            reports.subscribed(connection);
        }

        private void refused(EventSubSubscription subscription, String name, RemoteException e) {
            if (run != this) {
                return;
            }
            String reason = e.getMessage();
            if (e.status() == BAD_REQUEST) {
                reports.sessionUnusable(connection, reason);
                return;
            }
            reports.refused(name, reason);
            if (refused.incrementAndGet() >= wanted.size() && created.isEmpty()) {
                reports.nothingAllowed(connection, reason);
            } else {
                later(subscription, name);
            }
        }
    }

    private static String idOf(@Nullable EventSubSubscriptionList answer) {
        if (answer == null
                || answer.getSubscriptions() == null
                || answer.getSubscriptions().isEmpty()) {
            throw RemoteException.unusable("subscribing", "no subscription in it");
        }
        return answer.getSubscriptions().getFirst().getId();
    }
}
